// The drop folder: what waits, and what came to nothing. What became an episode is among the episodes.

import { call } from './api.js';
import { every, fill, h, own, update } from './dom.js';
import { bytes, when } from './format.js';

export async function open(place, _, signal) {
  const [waiting, failed] = [h('ul', { class: 'jobs', 'aria-label': 'Files that wait' }), h('ul', { class: 'jobs', 'aria-label': 'Files that came to nothing' })];
  const [noneWaits, noneFailed] = [h('p', { class: 'muted' }, 'No file waits.'), h('p', { class: 'muted' }, 'None.')];
  fill(place, h('h1', null, 'Drop folder'),
    h('p', { class: 'muted' }, 'Files that are put into the container “drops”, or into the folder of ', h('code', null, 'speech serve --drop'), ', become episodes by themselves.'),
    h('h2', null, 'Waiting'), waiting, noneWaits,
    h('h2', null, 'Refused, failed or cancelled'), failed, noneFailed);
  every(signal, 4_000, async () => {
    const drops = await call('drops', { signal });
    update(waiting, drops.waiting, file => file.path, file => h('li', { class: 'job' }, own('span', file.path, { class: 'title' }), h('span', { class: 'pill pending' }, 'waiting'),
      h('span', { class: 'facts' }, `${bytes(file.bytes ?? 0)} · `, when(file.dropped_at))));
    update(failed, drops.failed, report => report.path, report => h('li', { class: 'job' },
      report.job ? h('a', { href: `#/jobs/${report.job}`, class: 'title', dir: 'auto' }, report.path) : own('span', report.path, { class: 'title' }),
      h('span', { class: 'pill failed' }, report.status), h('span', { class: 'facts' }, when(report.ended_at ?? report.dropped_at)),
      report.error ? own('p', report.error.message, { class: 'error' }) : null));
    noneWaits.hidden = drops.waiting.length > 0;
    noneFailed.hidden = drops.failed.length > 0;
  });
}
