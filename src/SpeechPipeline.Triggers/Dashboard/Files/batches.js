// Batches: many articles at once, item by item.

import { call } from './api.js';
import { attempt, button, every, field, fill, h, own, select, update } from './dom.js';
import { count, dollars, minutes, number, when } from './format.js';
import { deliveries } from './job.js';

export async function open(place, id, signal) {
  return id ? openBatch(place, id, signal) : openList(place, signal);
}

async function openList(place, signal) {
  const list = h('ul', { class: 'jobs', 'aria-label': 'Batches' });
  const none = h('p', { class: 'muted', hidden: true }, 'There is no batch. Several files in ', h('a', { href: '#/add' }, 'Add'), ' make one, and so does a feed:');
  const address = h('input', { type: 'url', placeholder: 'https://example.com/feed.xml' });
  const most = h('input', { type: 'number', min: 0.01, step: 0.01 });
  const more = button('Show more', async () => { const page = await call('batches', { signal, query: { cursor } }); older.push(...page.data); cursor = page.next_cursor; draw(); }, { hidden: true });
  let [first, older, cursor] = [[], [], null];
  fill(place, h('h1', null, 'Batches'), list, h('p', { class: 'actions' }, more), none,
    h('form', { class: 'row', onsubmit: event => event.preventDefault() },
      field('A feed', address, 'RSS, Atom, JSON Feed or OPML: each entry becomes an episode.'),
      field('At most, in dollars', most, 'Refused if it costs more. Empty: no limit.'),
      h('p', { class: 'actions' }, button('Make a batch of it', async () => {
        const batch = await call('batches', { method: 'POST', json: { feed_url: address.value.trim(), ...(most.value ? { max_cost_usd: Number(most.value) } : {}) } });
        location.hash = `#/batches/${batch.id}`;
      }))));
  every(signal, 5_000, async () => {
    const page = await call('batches', { signal });
    first = page.data;
    if (older.length === 0) cursor = page.next_cursor;
    draw();
  });

  function draw() {
    const all = [...first, ...older.filter(one => !first.some(other => other.id === one.id))];
    update(list, all, batch => batch.id, batch => h('li', { class: 'job' },
      h('a', { href: `#/batches/${batch.id}`, class: 'title', 'data-act': 'open' }, count(batch.items.total, 'item')),
      h('span', { class: `pill ${batch.status}` }, batch.status), facts(batch), bar(batch)));
    none.hidden = all.length > 0;
    more.hidden = !cursor;
  }
}

async function openBatch(place, id, signal) {
  const [state, actions, callbacks] = [h('div', { class: 'state', 'aria-live': 'polite' }), h('p', { class: 'actions' }), h('div')];
  const items = h('ul', { class: 'jobs', 'aria-label': 'Items' });
  const more = button('Show more', () => next(), { hidden: true });
  const status = select([['', 'all'], 'pending', 'admitted', 'completed', 'failed', 'cancelled', 'rejected'], '', { onchange: () => { older = []; attempt(look); } });
  let [first, older, cursor] = [[], [], null];
  fill(place, h('p', null, h('a', { href: '#/batches' }, '← Batches')), h('h1', null, 'Batch'), state, actions, callbacks, h('h2', null, 'Items'), field('State', status), items, h('p', { class: 'actions' }, more));
  every(signal, 3_000, look);

  async function look() {
    const [batch, page] = await Promise.all([call(`batches/${id}`, { signal }), call(`batches/${id}/items`, { signal, query: { status: status.value } })]);
    draw(batch);
    first = page.data;
    if (older.length === 0) cursor = page.next_cursor;
    drawItems();
    return isOver(batch) ? 15_000 : 3_000;
  }

  async function next() {
    const page = await call(`batches/${id}/items`, { signal, query: { status: status.value, cursor } });
    older.push(...page.data);
    cursor = page.next_cursor;
    drawItems();
  }

  function draw(batch) {
    fill(state, h('p', null, h('span', { class: `pill ${batch.status}` }, batch.status), ' ', facts(batch)), bar(batch),
      batch.status_reason ? own('p', batch.status_reason, { class: 'notice' }) : null, batch.error ? own('p', batch.error.message, { class: 'notice error' }) : null,
      h('p', { class: 'muted' }, `${number(batch.usage.characters)} characters, ${number(batch.usage.characters_sent)} sent · ${dollars(batch.usage.cost_usd)} · ${minutes(batch.usage.duration_seconds)}`));
    fill(actions,
      isOver(batch) ? null : button('Cancel', async () => draw(await call(`batches/${id}/cancel`, { method: 'POST' })), { 'data-act': 'cancel' }),
      batch.items.failed + batch.items.cancelled > 0 && !batch.dry_run ? button('Try failed items again', async () => draw(await call(`batches/${id}/retry`, { method: 'POST' })), { 'data-act': 'retry' }) : null);
    fill(callbacks, batch.webhook ? [h('h2', null, 'Callbacks'), h('p', null, own('span', batch.webhook.url)), deliveries(batch.webhook.deliveries ?? [], event => call(`batches/${id}/webhook/redeliver`, { method: 'POST', query: { event } }).then(look))] : null);
  }

  function drawItems() {
    update(items, [...first, ...older.filter(one => !first.some(other => other.number === one.number))], item => String(item.number), item => h('li', { class: 'job' },
      item.job ? h('a', { href: `#/jobs/${item.job.split('/').pop()}`, class: 'title', dir: 'auto' }, item.title ?? item.custom_id ?? `Item ${item.number + 1}`) : own('span', item.title ?? item.custom_id ?? `Item ${item.number + 1}`, { class: 'title' }),
      h('span', { class: `pill ${item.status}` }, item.status), item.reason ? own('p', item.reason, { class: 'error' }) : null));
    more.hidden = !cursor;
  }
}

const isOver = batch => ['completed', 'failed', 'cancelled'].includes(batch.status);

function facts(batch) {
  const { completed, failed, rejected, total } = batch.items;
  return h('span', { class: 'facts' }, `${number(completed)} of ${number(total)} finished`, failed ? `, ${number(failed)} failed` : '', rejected ? `, ${number(rejected)} rejected` : '', ' · ', when(batch.created_at));
}

const bar = batch => isOver(batch) ? null : h('progress', { max: 1, value: batch.progress, 'aria-label': 'Share that has ended' });
