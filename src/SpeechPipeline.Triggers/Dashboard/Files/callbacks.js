// Callbacks: what was sent to receivers, what they answered, and a test.

import { call } from './api.js';
import { attempt, button, every, field, fill, h, own, select, update } from './dom.js';
import { number, when } from './format.js';

export async function open(place, _, signal) {
  const list = h('ul', { class: 'jobs', 'aria-label': 'Deliveries' });
  const none = h('p', { class: 'muted', hidden: true }, 'Nothing was sent. Name a webhook in a job, and it is told of its end.');
  const status = select([['', 'all'], 'pending', 'delivered', 'failed', 'gone'], '', { onchange: () => { older = []; attempt(look); } });
  const more = button('Show more', async () => { const page = await call('webhooks/deliveries', { signal, query: { status: status.value, cursor } }); older.push(...page.data); cursor = page.next_cursor; draw(); }, { hidden: true });
  const url = h('input', { type: 'url', required: true, placeholder: 'https://example.com/hook' });
  const outcome = h('div', { 'aria-live': 'polite' });
  let [first, older, cursor] = [[], [], null];
  fill(place, h('h1', null, 'Callbacks'),
    h('h2', null, 'Try a receiver'),
    h('form', { class: 'row', onsubmit: event => event.preventDefault() }, field('Address', url, 'It gets one signed request of the type webhook.test.'),
      h('p', { class: 'actions' }, button('Send a test', async () => {
        if (!url.reportValidity()) return;
        const result = await call('webhooks/test', { method: 'POST', json: { url: url.value.trim() } });
        fill(outcome, h('div', { class: result.delivered ? 'notice' : 'notice error' }, h('p', null, result.outcome, result.duration_ms === undefined ? '' : ` (${number(result.duration_ms)} ms)`, result.signed ? '' : ' It was not signed: Webhooks:SigningKeys has no key.'), result.answer ? own('pre', result.answer) : null));
      }, { 'data-act': 'test' }))),
    outcome,
    h('h2', null, 'Deliveries'), field('State', status), list, none, h('p', { class: 'actions' }, more));
  every(signal, 5_000, look);

  async function look() {
    const page = await call('webhooks/deliveries', { signal, query: { status: status.value } });
    first = page.data;
    if (older.length === 0) cursor = page.next_cursor;
    draw();
  }

  function draw() {
    const all = [...first, ...older.filter(one => !first.some(other => other.id === one.id))];
    update(list, all, delivery => delivery.id, row);
    none.hidden = all.length > 0 || Boolean(cursor);
    more.hidden = !cursor;
  }

  function row({ id, owner, url, delivery }) {
    const at = owner.startsWith('batch-') ? 'batches' : 'jobs';
    return h('li', { class: 'job' }, own('span', url, { class: 'title' }), h('span', { class: `pill ${delivery.status}` }, delivery.status),
      h('span', { class: 'facts' }, `${delivery.type ?? ''} · attempt ${delivery.attempt}`, delivery.attempted_at ? [' · ', when(delivery.attempted_at)] : null, delivery.due ? [' · next ', when(delivery.due)] : null,
        delivery.duration_ms === undefined ? '' : ` · ${number(delivery.duration_ms)} ms`, ' · ', h('a', { href: `#/${at}/${owner}` }, at === 'jobs' ? 'the episode' : 'the batch')),
      button('Send again', async () => { await call(`${at}/${owner}/webhook/redeliver`, { method: 'POST', query: { event: id } }); await look(); }, { 'data-act': 'again' }),
      delivery.last_outcome ? own('p', delivery.last_outcome) : null, delivery.answer ? own('pre', delivery.answer) : null);
  }
}
