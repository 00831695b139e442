// What people do on the page, step by step. Each flow throws where the page does not do its part.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

const page = 'api/dashboard';
const article = `<!doctype html><html lang="en"><head><title>The lamp</title></head><body><article><h1>The lamp</h1>
<p>The lamp burns on the shelf above the door. It has burned there for as long as anybody in the house can remember, and nobody has ever seen it go out.</p>
<figure><img src="lamp.png" alt="A lamp of brass with a green shade"><figcaption>The lamp in the year of the flood.</figcaption></figure>
<h2>The oil</h2><p>The oil comes from the mill behind the hill. Each week a boy with a cart brings a can of it, and each week he is given two coins and a piece of bread.</p>
<table><tr><th>Week</th><th>Cans</th></tr><tr><td>First</td><td>Two</td></tr></table></article></body></html>`;

/** What an address of the API answers, once it is as it should be. */
async function answerOnce(view, address, isSo) {
  for (const end = Date.now() + 20_000; ; await view.waitForTimeout(100)) {
    const answer = await (await view.request.get(address)).json();
    if (isSo(answer)) return answer;
    assert.ok(Date.now() < end, `${address} still answers ${JSON.stringify(answer)}`);
  }
}

/** Text in, voice chosen by hearing it, plan looked at, options switched, one button; then the episode is heard. */
export async function speaksText({ visit, look, address }) {
  const view = await visit();
  await view.goto(address);
  assert.match(view.url(), /api\/dashboard/);
  const sample = view.waitForResponse(response => response.url().includes('/voices/sample') && response.url().includes('voice=af_bella'));
  await view.getByPlaceholder('Find a voice').fill('bella');
  await view.getByRole('button', { name: 'Hear af_bella' }).click();
  assert.equal((await sample).status(), 200);
  await view.getByRole('radio', { name: 'af_bella' }).check();
  await view.getByLabel('An address or a text').fill(article);
  await view.getByText('Pronunciations', { exact: true }).click();
  await view.getByRole('button', { name: 'Add a word' }).click();
  await view.getByLabel('Written, 1').fill('mill');
  await view.getByLabel('Spoken, 1').fill('windmill');
  await view.getByRole('button', { name: 'See the plan' }).click();
  await view.getByRole('heading', { name: 'The lamp', level: 2 }).waitFor();
  await view.getByText('to pay').waitFor();
  assert.match(await view.locator('.figures').innerText(), /\$|¢/);
  await view.getByText('The lamp in the year of the flood.').waitFor();
  await look(view, 'add');
  const before = await view.locator('.figure').nth(1).innerText();
  await view.getByLabel(/Speak captions/).check();
  await view.waitForFunction(known => document.querySelectorAll('.figure')[1] && document.querySelectorAll('.figure')[1].innerText !== known, before);
  await view.locator('.chapters summary').nth(1).click();
  await view.getByText('The oil comes from the windmill').waitFor();
  await view.getByRole('button', { name: 'Make it' }).click();

  await view.getByRole('button', { name: 'Play', exact: true }).waitFor({ timeout: 60_000 });
  assert.equal(await view.getByRole('heading', { level: 1 }).innerText(), 'The lamp');
  await view.getByRole('button', { name: 'Play', exact: true }).click();
  await view.waitForFunction(() => document.querySelector('audio').currentTime > 0.5);
  assert.equal(await view.evaluate(() => navigator.mediaSession.metadata.title), 'The lamp');
  await view.getByRole('button', { name: 'Pause' }).click();
  await view.getByRole('button', { name: /The oil/ }).click();
  const oil = await view.locator('audio').evaluate(audio => audio.currentTime);
  assert.ok(oil > 5, `the second chapter begins at ${oil}`);
  assert.equal(await view.getByRole('button', { name: /The oil/ }).getAttribute('aria-current'), 'true');
  await view.getByText('Transcript', { exact: true }).click();
  await view.getByRole('button', { name: /two coins/ }).click();
  const coins = await view.locator('audio').evaluate(audio => audio.currentTime);
  assert.ok(coins > oil, `${coins} after ${oil}`);
  await view.locator('.cue.now').waitFor();
  await view.getByLabel('Speed').selectOption('2');
  assert.equal(await view.locator('audio').evaluate(audio => audio.playbackRate), 2);
  await view.getByRole('button', { name: '15 seconds back' }).click();
  const left = await view.locator('audio').evaluate(audio => audio.currentTime);
  assert.ok(left < coins);
  await view.locator('.strip').click({ position: { x: 600, y: 20 } });
  await look(view, 'episode');
  const links = await view.locator('.downloads a').evaluateAll(all => all.map(link => link.href));
  assert.equal(links.length, 7);
  for (const link of links) assert.equal((await view.request.get(link)).status(), 200, link);
  const kept = await view.locator('audio').evaluate(audio => audio.currentTime);
  await view.reload();
  await view.waitForFunction(place => Math.abs(document.querySelector('audio')?.currentTime - place) < 6, kept);
  await view.getByText(/stored already: \d/).waitFor();
  return {};
}

/** Several files become a batch; one that cannot be read is refused at once. */
export async function speaksFiles({ visit, look, address }) {
  const view = await visit();
  await view.goto(`${address}${page}`);
  const files = [['one.md', '# One\n\nThe first of the files.'], ['two.txt', 'Two\n\nThe second of the files.'], ['three.html', '<h1>Three</h1><p>The third of the files, with enough words to be an article of its own.</p>']];
  await view.getByLabel('Or files').setInputFiles([...files.map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })), { name: 'sheet.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK') }]);
  await view.getByText(/sheet.xlsx: only/).waitFor();
  await view.getByRole('button', { name: 'See the plan' }).click();
  await view.getByRole('heading', { name: '3 articles' }).waitFor();
  await look(view, 'files');
  await view.getByRole('button', { name: 'Make it' }).click();
  await view.getByRole('heading', { name: 'Batch', level: 1 }).waitFor();
  await view.getByText('3 of 3 finished').waitFor({ timeout: 60_000 });
  await look(view, 'batch');
  await view.getByRole('link', { name: 'One' }).click();
  await view.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await view.getByRole('link', { name: 'Batches', exact: true }).click();
  await view.getByText('3 of 3 finished').first().waitFor();
  await look(view, 'batches');
  return {};
}

/** What a phone shares, or the bookmarklet hands over, is in the form. */
export async function takesWhatIsShared({ visit, address }, site) {
  const view = await visit({ viewport: { width: 390, height: 800 } });
  await view.goto(`${address}?title=A+page&text=${encodeURIComponent(`Look at this ${site}`)}`);
  assert.equal(await view.getByLabel('An address or a text').inputValue(), site);
  await view.getByRole('button', { name: 'See the plan' }).click();
  await view.getByText('to pay').waitFor();
  await view.getByText('From any page').click();
  assert.match(await view.getByRole('link', { name: 'Speak this page' }).getAttribute('href'), /^javascript:/);
  const manifest = await (await view.request.get(new URL('api/dashboard/manifest.webmanifest', address).href)).json();
  assert.equal(new URL(manifest.share_target.action, new URL('api/dashboard/', address)).pathname, '/api/dashboard');
  for (const icon of manifest.icons) assert.equal((await view.request.get(new URL(icon.src, new URL('api/dashboard/', address)).href)).status(), 200);
  return {};
}

/** Failures say what to do; states, words and shows are filtered; a job is cancelled, tried again and deleted. */
export async function watches({ visit, look, address }) {
  const view = await visit();
  const post = async (path, data) => (await view.request.post(new URL(path, address).href, { data })).json();
  const mark = randomUUID().slice(0, 8);
  const refused = await post('api/jobs', { article: { format: 'text', content: 'Refused words.', title: `Refused ${mark}` }, voice: 'nobody' });
  const long = await post('api/jobs', { article: { format: 'text', content: Array.from({ length: 3000 }, (_, i) => `Paragraph ${i} ${mark} of a text that takes its time.`).join('\n\n'), title: `Long ${mark}` }, voice: 'am_adam' });
  await view.goto(`${address}${page}#/jobs/${long.id}`);
  await view.getByText(/speaking, .* segments/).waitFor();
  await look(view, 'running');
  await view.getByRole('button', { name: 'Cancel' }).click();
  await view.locator('.state .pill.cancelled').waitFor();
  await view.getByRole('button', { name: 'Try again' }).waitFor();
  await view.getByRole('link', { name: 'Episodes', exact: true }).click();
  await view.getByLabel('Text', { exact: true }).fill(mark);
  await view.getByRole('link', { name: `Long ${mark}` }).waitFor();
  await view.getByRole('link', { name: `Refused ${mark}` }).waitFor();
  await view.waitForFunction(() => document.querySelectorAll('.jobs > li').length === 2);
  await view.getByLabel('State').selectOption('failed');
  await view.getByRole('link', { name: `Long ${mark}` }).waitFor({ state: 'detached' });
  await view.getByText(/which hexgrad\/Kokoro-82M does not have/).first().waitFor();
  await look(view, 'episodes');
  await view.getByRole('link', { name: `Refused ${mark}` }).click();
  await view.getByText(/Change them, and add the article again/).waitFor();
  await look(view, 'failed');
  await view.getByRole('button', { name: 'Try again' }).click();
  // It says "failed" before the trial too.
  await answerOnce(view, new URL(`api/jobs/${refused.id}`, address).href, ({ generation, status }) => generation === 2 && status === 'failed');
  await view.locator('.state .pill.failed').waitFor();
  await view.getByRole('button', { name: 'Delete' }).click();
  await view.getByRole('heading', { name: 'Episodes', level: 1 }).waitFor();
  await view.getByText('No episode is like this.').waitFor();
  return {};
}

/** A show: made, set, subscribed to by copy and QR code, its token renewed; the public page of an episode, alone and in a frame. */
export async function publishes({ visit, look, address }) {
  const view = await visit();
  const name = `page-${randomUUID().slice(0, 8)}`;
  await view.goto(`${address}${page}#/shows`);
  await view.getByLabel('Name').fill(name);
  await view.getByLabel('Title').fill('Lamps & <b>oil</b>');
  await view.getByRole('button', { name: 'Make it' }).click();
  await view.getByRole('heading', { name: 'Lamps & <b>oil</b>', level: 1 }).waitFor();
  const job = await (await view.request.post(new URL('api/jobs', address).href, { headers: { Prefer: 'wait=60' }, data: { article: { format: 'text', content: 'It is short.', title: 'An <i>episode</i>' }, voice: 'am_adam', show: name } })).json();
  assert.equal(job.status, 'completed');
  await view.reload();
  await view.getByRole('link', { name: 'An <i>episode</i>' }).waitFor();
  await view.getByLabel('Author').fill('Nobody');
  await view.getByLabel('Order').selectOption('serial');
  await view.getByLabel('Owner’s e-mail').fill('nobody@example.com');
  await view.getByRole('button', { name: 'Save' }).click();
  await view.getByText('Saved.').waitFor();
  await view.getByLabel('Category').fill('Cooking');
  await view.getByRole('button', { name: 'Save' }).click();
  await view.locator('form .notice.error').waitFor();
  await view.getByRole('button', { name: 'Copy', exact: true }).click();
  const feed = await view.getByLabel('Address of the feed').inputValue();
  assert.equal(await view.evaluate(() => navigator.clipboard.readText()), feed);
  await view.getByRole('button', { name: 'Show as a QR code' }).click();
  const code = view.getByRole('img', { name: /QR code/ });
  await code.waitFor();
  assert.ok(await code.evaluate(image => image.complete && image.naturalWidth > 50));
  await look(view, 'show');
  await view.getByRole('button', { name: 'Renew the token' }).click();
  await view.getByText('The show has a new address.').waitFor();
  assert.notEqual(await view.getByLabel('Address of the feed').inputValue(), feed);

  // With the show's token, in a while, that of each episode.
  const { result } = await answerOnce(view, new URL(`api/jobs/${job.id}`, address).href, ({ result }) => result.page.url !== job.result.page.url);
  const answer = await view.goto(result.page.url);
  assert.equal(answer.headers()['x-robots-tag'], 'noindex');
  assert.equal(await view.locator('meta[property="og:title"]').getAttribute('content'), 'An <i>episode</i>');
  assert.equal((await view.request.get(await view.locator('meta[property="og:audio"]').getAttribute('content'))).status(), 200);
  await view.getByRole('button', { name: 'Play', exact: true }).click();
  await view.waitForFunction(() => document.querySelector('audio').currentTime > 0.2);
  await look(view, 'public');
  await view.goto(`${address}${page}#/shows/${name}`);
  await view.getByRole('button', { name: /Remove An/ }).click();
  await view.getByRole('link', { name: 'An <i>episode</i>' }).waitFor({ state: 'detached' });
  await view.getByRole('link', { name: 'Shows', exact: true }).click();
  await view.getByRole('link', { name: 'Lamps & <b>oil</b>' }).first().waitFor();
  await look(view, 'shows');
  return { refusals: [400] };
}

/** A receiver is tried; what a job told one is seen, with the answer, and sent again with the same id. */
export async function callsBack({ visit, look, address }, receiver) {
  const view = await visit();
  await view.goto(`${address}${page}#/callbacks`);
  await view.getByLabel('Address').fill(receiver);
  await view.getByRole('button', { name: 'Send a test' }).click();
  await view.getByText(/The receiver answered 200\. \(/).waitFor();
  await view.getByLabel('Address').fill('http://169.254.169.254/');
  await view.getByRole('button', { name: 'Send a test' }).click();
  await view.locator('#notice .error').waitFor();
  await view.goto(`${address}${page}#/add`);
  await view.getByLabel('An address or a text').fill(`A receiver is told of this, ${randomUUID()}.`);
  await view.getByText('More', { exact: true }).click();
  await view.getByLabel('Webhook').fill(receiver);
  await view.getByLabel('the beginning').check();
  await view.getByRole('button', { name: 'Make it' }).click();
  await view.getByRole('heading', { name: 'Callbacks' }).waitFor({ timeout: 60_000 });
  const completed = view.locator('.deliveries li', { hasText: 'job.completed' });
  await view.reload();
  await completed.locator('.pill.delivered').waitFor();
  await view.locator('.deliveries li', { hasText: 'job.started' }).locator('.pill.delivered').waitFor();
  await completed.getByText('Taken, thank you.').waitFor();
  await completed.getByRole('button', { name: 'Send again' }).click();
  await view.getByRole('link', { name: 'Callbacks', exact: true }).click();
  const mine = view.locator('.job', { hasText: receiver });
  await mine.filter({ hasText: 'job.completed · attempt 2' }).waitFor();
  await look(view, 'callbacks');
  await view.getByLabel('State').selectOption('failed');
  await mine.first().waitFor({ state: 'detached' });
  return { refusals: [400] };
}

/** What a folder refuses is told with its reason. */
export async function seesDrops({ visit, look, address }, name) {
  const view = await visit();
  await view.goto(`${address}${page}#/drops`);
  const file = view.locator('.job', { hasText: name });
  await file.getByText('refused', { exact: true }).waitFor({ timeout: 60_000 });
  await file.getByText(/ends in no known/).waitFor();
  await look(view, 'drops');
  return {};
}

/** Characters and dollars, in figures that the jobs have. */
export async function countsCosts({ visit, look, address }) {
  const view = await visit();
  const text = `Characters are counted, ${randomUUID()}.`;
  await view.request.post(new URL('api/jobs', address).href, { headers: { Prefer: 'wait=60' }, data: { input: text, voice: 'am_adam', show: 'counted' } });
  await view.goto(`${address}${page}#/costs`);
  await view.getByRole('heading', { name: 'By show' }).waitFor();
  await view.getByRole('rowheader', { name: 'counted', exact: true }).waitFor();
  await look(view, 'costs');
  await view.getByLabel('Of the last').selectOption('7');
  await view.getByRole('rowheader', { name: 'hexgrad/Kokoro-82M' }).waitFor();
  return {};
}

/** A key is asked for once a tab; a wrong one is asked for again. */
export async function asksForTheKey({ visit, look, address }, key) {
  const view = await visit();
  await view.goto(`${address}${page}#/jobs`);
  await view.getByRole('dialog').waitFor();
  await look(view, 'key');
  await view.getByLabel('Function key').fill('wrong');
  await view.getByRole('button', { name: 'Use this key' }).click();
  await view.getByText(/was refused/).waitFor();
  await view.getByLabel('Function key').fill(key);
  await view.getByRole('button', { name: 'Use this key' }).click();
  await view.getByText('No episode is like this.').waitFor();
  await view.reload();
  await view.getByText('No episode is like this.').waitFor();
  assert.equal(await view.getByRole('dialog').count(), 0);
  const other = await view.context().newPage();
  await other.goto(`${address}${page}#/jobs`);
  await other.getByRole('dialog').waitFor();
  assert.equal(await other.evaluate(() => JSON.stringify({ ...localStorage })).then(text => text.includes('the key')), false);
  return { refusals: [401] };
}

/** Nothing is wider than a phone, and everything is reached and done by the keyboard. */
export async function fitsPhonesAndKeyboards({ visit, look, address }) {
  const view = await visit({ viewport: { width: 360, height: 740 }, hasTouch: true });
  const job = await (await view.request.post(new URL('api/jobs', address).href, { headers: { Prefer: 'wait=60' }, data: { article: { format: 'text', content: 'Small words.', title: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen' }, voice: 'am_adam' } })).json();
  for (const hash of ['add', 'jobs', `jobs/${job.id}`, 'batches', 'drops', 'shows', 'callbacks', 'costs']) {
    await view.goto(`${address}${page}#/${hash}`);
    await view.locator('h1').waitFor();
    await view.waitForTimeout(500);
    const [wide, all] = await view.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= all, `${hash} is ${wide} px wide`);
    if (hash.startsWith('jobs/') || hash === 'add') await look(view, `phone-${hash.split('/')[0]}`);
  }

  await view.goto('about:blank');
  await view.goto(`${address}${page}#/add`);
  await view.getByRole('radio').first().waitFor();
  const focused = () => view.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.getAttribute('aria-label') || document.activeElement.id);
  await view.keyboard.press('Tab');
  assert.equal(await focused(), 'Skip to the content');
  await view.keyboard.press('Enter');
  assert.equal(await view.evaluate(() => document.activeElement.id), 'main');
  await view.keyboard.press('Tab');
  await view.keyboard.type('Typed without a mouse.');
  for (let i = 0; i < 200 && await focused() !== 'Make it'; i++) await view.keyboard.press('Tab');
  await view.keyboard.press('Enter');
  const play = view.getByRole('button', { name: 'Play', exact: true });
  await play.waitFor({ timeout: 60_000 });
  for (let i = 0; i < 60 && !await play.evaluate(button => button === document.activeElement); i++) await view.keyboard.press('Tab');
  await view.keyboard.press('Space');
  await view.waitForFunction(() => document.querySelector('audio').currentTime > 0.2);
  return {};
}

/** Titles and texts with markup and of other scripts are shown as they are, and run nothing. */
export async function showsAnyTitle({ visit, look, address }) {
  const view = await visit();
  const titles = ['<img src=x onerror="document.title=1"> & "quotes"', 'مصباح الزيت فوق الباب', '日本語の題名、とても長い題名', '</script><script>alert(1)</script>'];
  const mark = randomUUID();
  for (const title of titles) {
    await view.request.post(new URL('api/jobs', address).href, { headers: { Prefer: 'wait=60' }, data: { article: { format: 'text', content: `${title}. A text.`, title }, voice: 'am_adam', show: 'titles', metadata: { mark } } });
  }
  await view.goto(`${address}${page}#/jobs`);
  await view.getByLabel('Text', { exact: true }).fill(mark);
  for (const title of titles) await view.getByRole('link', { name: title, exact: true }).waitFor();
  assert.equal(await view.locator('.jobs img').count(), 0);
  await look(view, 'titles');
  // What a title smuggled in would be refused: the page runs its own files only.
  await view.evaluate(() => { const script = document.createElement('script'); script.textContent = 'globalThis.smuggled = 1'; document.body.append(script); });
  assert.equal(await view.evaluate(() => globalThis.smuggled), undefined);
  await view.getByRole('link', { name: titles[0], exact: true }).click();
  await view.getByRole('heading', { name: titles[0], level: 1 }).waitFor();
  await view.getByRole('link', { name: 'The page of this episode' }).click();
  await view.getByRole('heading', { name: titles[0], level: 1 }).waitFor();
  assert.notEqual(await view.title(), '1');
  // What is no id asks for nothing.
  for (const hash of ['jobs/%', 'jobs/..%2Fshows%2Ftitles', 'nothing/at/all']) {
    await view.goto('about:blank');
    await view.goto(`${address}${page}#/${hash}`);
    await view.getByRole('heading', { level: 1, name: hash.startsWith('jobs') ? 'Episodes' : 'What shall be heard?' }).waitFor();
  }
  // The plain player of a page that runs no program reaches the audio by any name of the host.
  const noProgram = await visit({ javaScriptEnabled: false });
  const { data: [job] } = await (await view.request.get(new URL(`api/jobs?search=${mark}`, address).href)).json();
  await noProgram.goto(job.result.page.url);
  assert.match(await noProgram.locator('audio').getAttribute('src'), /^audio\.mp3\?t=/);
  return { blocked: ['script-src'] };
}

/** The reference is made of the contract, with nothing from elsewhere. */
export async function showsTheReference({ visit, address }) {
  const view = await visit();
  await view.goto(`${address}api/reference`);
  await view.getByText('/jobs', { exact: true }).first().waitFor();
  await view.getByText('Submits a job').first().waitFor();
  return {};
}

/** What the files of all views weigh, and when the first is painted. */
export async function isLight({ visit, address }) {
  const view = await visit();
  // What it shows is not weighed with it: that is as much as others have made.
  const own = new Set();
  let bytes = 0;
  const session = await view.context().newCDPSession(view);
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, response: { url } }) => { if (url.startsWith(address + page)) own.add(requestId); });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => { if (own.has(requestId)) bytes += encodedDataLength; });
  await view.goto(`${address}${page}`);
  await view.getByRole('radio').first().waitFor();
  const paint = await view.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  for (const view_ of ['Episodes', 'Batches', 'Drop folder', 'Shows', 'Callbacks', 'Costs']) {
    await view.getByRole('link', { name: view_, exact: true }).click();
    await view.getByRole('heading', { level: 1, name: view_ }).waitFor();
  }
  assert.ok(bytes > 10_000 && bytes < 100_000, `${bytes} bytes`);
  return { bytes, firstPaintMs: Math.round(paint) };
}

/** Ten thousand jobs: the list opens, is searched and goes on within moments. */
export async function bearsManyJobs({ visit, look, address }, wanted) {
  const view = await visit();
  const took = {};
  const timed = async (name, act) => { const start = performance.now(); await act(); took[name] = Math.round(performance.now() - start); };
  await timed('open', async () => { await view.goto(`${address}${page}#/jobs`); await view.locator('.jobs > li').nth(49).waitFor(); });
  await timed('more', async () => { await view.getByRole('button', { name: 'Show more' }).click(); await view.locator('.jobs > li').nth(99).waitFor(); });
  await look(view, 'many');
  await timed('search', async () => {
    await view.getByLabel('Text', { exact: true }).fill(wanted);
    for (let i = 0; i < 5 && await view.getByRole('link', { name: wanted }).count() === 0; i++) {
      await view.waitForTimeout(1_500);
      const more = view.getByRole('button', { name: 'Show more' });
      if (await view.getByRole('link', { name: wanted }).count() === 0 && await more.isVisible()) await more.click();
    }
    await view.getByRole('link', { name: wanted }).waitFor();
  });
  await timed('costs', async () => { await view.getByRole('link', { name: 'Costs', exact: true }).click(); await view.getByRole('heading', { name: 'By day' }).waitFor({ timeout: 60_000 }); });
  return { took };
}

/** A two-hour episode with sixty chapters. */
export async function bearsLongEpisodes({ visit, look, address }, id) {
  const view = await visit();
  await view.goto(`${address}${page}#/jobs/${id}`);
  await view.getByText('60 chapters').click();
  await view.getByRole('button', { name: /Chapter 57/ }).click();
  await view.waitForFunction(() => document.querySelector('audio').currentTime > 6_000);
  await view.getByText('Transcript', { exact: true }).click();
  await view.locator('.cue.now').waitFor();
  await view.getByRole('button', { name: 'Play', exact: true }).click();
  await view.waitForTimeout(1_500);
  await view.waitForFunction(() => {
    const [box, line] = ['.transcript', '.cue.now'].map(name => document.querySelector(name).getBoundingClientRect());
    return line.top >= box.top && line.bottom <= box.bottom;
  });
  await look(view, 'long');
  return {};
}

/** A page with faults of each kind: the harness has to see them. */
export async function isFaulty({ visit, look, address }) {
  const view = await visit();
  await view.goto(`${address}${page}`);
  await view.locator('h1').waitFor();
  await view.evaluate(() => { document.querySelector('h1').insertAdjacentHTML('afterend', '<img src="/none.png"><button></button>'); console.error('A fault.'); });
  await look(view, 'faulty');
  await view.goto('about:blank');
  await view.setContent('<img src="http://127.0.0.2:9/elsewhere.png">');
  await view.waitForTimeout(300);
  return {};
}
