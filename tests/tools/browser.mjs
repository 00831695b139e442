// A browser for the tests of the page: Debian's Chromium, driven by Playwright, that notes what a page must not do.
//
// Each flow is a function of (page, visit, argument) in flows.mjs; the last line of the output is JSON: {flow, errors, offOrigin, violations, …what the flow returns}.

import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import * as flows from './flows.mjs';

const [, , flow, address, pictures, argument = 'null'] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required', '--mute-audio'],
});
const [errors, offOrigin, violations] = [[], new Set(), []];
mkdirSync(pictures, { recursive: true });

/** Opens a context of its own; its pages are watched. */
async function visit(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'], ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('console', message => { if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`); });
  page.on('pageerror', error => errors.push(String(error.stack ?? error)));
  page.on('request', request => { const { origin, protocol } = new URL(request.url()); if (origin !== new URL(address).origin && !['blob:', 'data:'].includes(protocol)) offOrigin.add(origin); });
  page.on('dialog', dialog => dialog.accept());
  return page;
}

/** Looks at a page as it is: a picture, and what axe finds; in light and dark. */
async function look(page, name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
    // Not as a script of the page, whose policy would refuse it.
    await page.evaluate(axe);
    // In the dark, only the colours are others.
    const found = await page.evaluate(rules => globalThis.axe.run(document, { runOnly: rules }), colorScheme === 'light' ? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] : { type: 'rule', values: ['color-contrast'] });
    for (const violation of found.violations) violations.push(`${name}, ${colorScheme}: ${violation.id}, ${violation.nodes.slice(0, 3).map(node => `${node.target.join(' ')} (${node.failureSummary?.split('\n')[1]?.trim() ?? ''})`).join('; ')}`);
  }
  await page.emulateMedia({ colorScheme: null });
}

let outcome;
try {
  outcome = await flows[flow]({ visit, look, address }, JSON.parse(argument));
} catch (error) {
  outcome = { failed: String(error.stack ?? error) };
} finally {
  await browser.close();
}
// The browser tells of each answer that is no success; and of what the policy refused; a flow names those that it provoked.
const { refusals = [], blocked = [], ...rest } = outcome;
const unexpected = errors.filter(error => !refusals.some(status => error.includes(`responded with a status of ${status} `)) && !blocked.some(directive => error.includes(`Content Security Policy directive '${directive}`)));
console.log(JSON.stringify({ flow, errors: unexpected, offOrigin: [...offOrigin], violations, ...rest }));
