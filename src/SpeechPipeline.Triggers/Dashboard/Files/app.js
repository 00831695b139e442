// Shows the view that the address names, and whether the pipeline is well.

import { call } from './api.js';
import { every, fill, h, notify } from './dom.js';

const views = {
  add: () => import('./add.js'),
  jobs: () => import('./jobs.js'),
  batches: () => import('./batches.js'),
  drops: () => import('./drops.js'),
  shows: () => import('./shows.js'),
  callbacks: () => import('./callbacks.js'),
  costs: () => import('./costs.js'),
};

const main = document.getElementById('main');
let leaving = new AbortController();
let isFirst = true;

async function show() {
  if (location.hash && !location.hash.startsWith('#/')) return;
  const [name, id] = location.hash.slice(2).split('/');
  const view = views[name] ? name : 'add';
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  notify('');
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#/${view}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  try {
    const { open } = await views[view]();
    if (signal.aborted) return;
    const place = h('div', { class: 'view' });
    fill(main, place);
    // What is no id of a job, batch or show would lead to another route of the API.
    await open(place, /^[a-z0-9-]+$/.test(id) ? id : undefined, signal);
  } catch (error) {
    if (error.name !== 'AbortError') notify(error.message, true);
  }
  if (signal.aborted) return;
  const heading = main.querySelector('h1');
  document.title = heading ? `${heading.textContent} – Speech pipeline` : 'Speech pipeline';
  // A screen reader goes on at the new view.
  if (!isFirst && heading && !main.querySelector(':focus')) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  if (!isFirst) scrollTo(0, 0);
  isFirst = false;
}

async function lookAtHealth() {
  const health = await call('health', { ok: [503] });
  const parts = { storage: 'Storage', endpoint: 'Speech endpoint', drops: 'Drop folder' };
  const ill = Object.keys(parts).filter(name => health[name] && !['healthy', 'unset'].includes(health[name].status));
  const place = document.getElementById('health');
  const state = health.status === 'healthy' ? 'Healthy' : 'Needs attention';
  if (place.dataset.state === JSON.stringify([state, ill, health.parked])) return;
  place.dataset.state = JSON.stringify([state, ill, health.parked]);
  fill(place, health.status === 'healthy'
    ? h('span', { class: 'pill completed' }, state)
    : h('details', null, h('summary', { class: 'pill failed' }, state),
      h('ul', null, ill.map(name => h('li', null, h('strong', null, `${parts[name]}: `), health[name].detail ?? health[name].status)), health.parked ? h('li', null, health.parked_detail) : null)));
}

// What is dropped beside the form must not replace the page.
for (const name of ['dragover', 'drop']) addEventListener(name, event => event.preventDefault());
addEventListener('hashchange', show);
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
// A phone's share and the bookmarklet hand over what to speak.
if (location.search && !location.hash) history.replaceState(null, '', `${location.pathname}${location.search}#/add`);
await show();
every(new AbortController().signal, 30_000, lookAtHealth);
