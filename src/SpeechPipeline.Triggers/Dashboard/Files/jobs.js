// Episodes: what is in work, what is finished, what failed.

import { call } from './api.js';
import { attempt, button, every, field, fill, h, own, select, update } from './dom.js';
import { dollars, duration, number, when } from './format.js';
import { openJob } from './job.js';

const statuses = [['', 'all'], 'queued', 'running', 'completed', 'failed', 'cancelled'];
const filters = { status: '', show: '', search: '' };

export async function open(place, id, signal) {
  if (id) return openJob(place, id, signal);
  const list = h('ul', { class: 'jobs', 'aria-label': 'Episodes' });
  const more = button('Show more', () => next(), { hidden: true });
  const none = h('p', { class: 'muted', hidden: true }, 'No episode is like this. ', h('a', { href: '#/add' }, 'Add one.'));
  const search = h('input', { type: 'search', value: filters.search, oninput: () => later(() => { filters.search = search.value.trim(); restart(); }) });
  const shows = select([['', 'all']], filters.show, { onchange: () => { filters.show = shows.value; restart(); } });
  let [pages, cursors, timer, running] = [[], [], 0, new AbortController()];

  fill(place, h('h1', null, 'Episodes'),
    h('search', { class: 'row' },
      field('Text', search, 'In the title, the file, a label or the id.'),
      field('State', select(statuses, filters.status, { onchange: event => { filters.status = event.target.value; restart(); } })),
      field('Show', shows)),
    list, none, h('p', { class: 'actions' }, more));
  call('shows', { signal, query: { limit: 200 } }).then(found => { for (const show of found.data) shows.append(h('option', { value: show.id }, show.title)); shows.value = filters.show; }).catch(() => {});
  every(signal, 4_000, refresh);

  function later(act) {
    clearTimeout(timer);
    timer = setTimeout(act, 250);
  }

  async function restart() {
    running.abort();
    running = new AbortController();
    [pages, cursors] = [[], []];
    await attempt(refresh);
  }

  /** The first page changes; what is further down is looked at again when it is asked for. */
  async function refresh() {
    const page = await read();
    if (pages.length === 0 || page.data.some(job => !pages[0].some(known => known.id === job.id))) {
      [pages, cursors] = [[page.data], [page.next_cursor]];
    } else {
      pages[0] = page.data;
    }
    draw();
    return page.data.some(job => ['queued', 'running'].includes(job.status)) ? 2_000 : 8_000;
  }

  async function next() {
    const page = await read(cursors.at(-1));
    pages.push(page.data);
    cursors.push(page.next_cursor);
    draw();
  }

  function read(cursor) {
    return call('jobs', { signal: AbortSignal.any([signal, running.signal]), query: { ...filters, cursor } });
  }

  function draw() {
    const jobs = pages.flat();
    update(list, jobs, job => job.id, row);
    more.hidden = !cursors.at(-1);
    none.hidden = jobs.length > 0 || Boolean(cursors.at(-1));
  }
}

/** One episode in a list. */
export function row(job) {
  const length = job.result?.audio.duration_seconds;
  return h('li', { class: 'job' },
    h('a', { href: `#/jobs/${job.id}`, class: 'title', dir: 'auto', 'data-act': 'open' }, job.title ?? 'Without a title'),
    h('span', { class: `pill ${job.status}` }, job.status),
    h('span', { class: 'facts' },
      length ? `${duration(length)} · ` : '', job.show ? `${job.show} · ` : '', job.origin?.drop ? `${job.origin.drop} · ` : '', `${job.voice || job.model} · `, when(job.created_at),
      job.usage?.characters_sent ? ` · ${dollars(job.usage.cost_usd)}` : ''),
    job.status === 'running' ? progress(job) : null,
    job.status_reason ? own('p', job.status_reason, { class: 'notice' }) : null,
    job.error ? own('p', job.error.message, { class: 'error' }) : null);
}

/** What a running job is at. */
export function progress(job) {
  const { phase, phase_done: share, segments_done: done, segments_total: total } = job.progress;
  const text = phase === 'speaking' ? `speaking, ${number(done)} of ${number(total)} segments` : phase ?? 'waiting for a place';
  return h('div', { class: 'progress' }, h('progress', { max: 1, value: share ?? null, 'aria-label': text }), ' ', h('small', null, text));
}
