// Costs: characters and dollars by day, model and show.

import { call } from './api.js';
import { attempt, field, fill, h, own, select } from './dom.js';
import { dollars, number } from './format.js';

export async function open(place, _, signal) {
  const body = h('div', { 'aria-live': 'polite' });
  const days = select([[7, '7 days'], [30, '30 days'], [90, '90 days'], [366, 'a year']], 30, { onchange: () => attempt(read) });
  fill(place, h('h1', null, 'Costs'), field('Of the last', days), body);
  await read();

  async function read() {
    fill(body, h('p', { class: 'muted' }, 'The jobs are added up …'));
    const sums = [];
    let cursor;
    do {
      const page = await call('costs', { signal, query: { days: days.value, cursor } });
      sums.push(...page.data);
      cursor = page.next_cursor;
    } while (cursor);
    fill(body, sums.length === 0 ? h('p', { class: 'muted' }, 'No job in this time.') : [
      total(sums), chart(sums), table('By model', sums, sum => sum.model), table('By show', sums, sum => sum.show ?? 'without a show'), table('By day', sums, sum => sum.day),
      h('p', { class: 'muted' }, 'By the day of submission, in UTC, at the prices of that time. Deleted jobs are not counted.')]);
  }
}

function add(sums) {
  const sum = name => sums.reduce((all, one) => all + one[name], 0);
  return { jobs: sum('jobs'), characters: sum('characters'), sent: sum('characters_sent'), cached: sum('characters_cached'), unpriced: sum('characters_unpriced'), cost: sum('cost_usd') };
}

function total(sums) {
  const all = add(sums);
  return h('p', { class: 'figures' }, [[dollars(all.cost), 'paid'], [number(all.jobs), 'jobs'], [number(all.characters), 'characters'], [number(all.sent), 'sent'], [number(all.cached), 'from the store'], all.unpriced ? [number(all.unpriced), 'sent, of unknown price'] : null]
    .filter(Boolean).map(([value, label]) => h('span', { class: 'figure' }, h('strong', null, value), ' ', h('small', null, label))));
}

const grouped = (sums, nameOf) => [...sums.reduce((groups, sum) => groups.set(nameOf(sum), [...(groups.get(nameOf(sum)) ?? []), sum]), new Map())].map(([name, group]) => ({ name, ...add(group) }));

/** Bars of characters sent, one a day. The table beside says the same in numbers. */
function chart(sums) {
  const byDay = grouped(sums, sum => sum.day).sort((one, other) => one.name.localeCompare(other.name));
  const most = Math.max(1, ...byDay.map(day => day.sent));
  return h('div', { class: 'bars', 'aria-hidden': 'true' }, byDay.map(day => h('div', { class: 'bar', title: `${day.name}: ${number(day.sent)} characters, ${dollars(day.cost)}` }, bar(day.sent / most))));
}

function bar(share) {
  const element = h('span');
  element.style.height = `${Math.max(1, share * 100)}%`;
  return element;
}

function table(title, sums, nameOf) {
  return h('section', null, h('h2', null, title), h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': title }, h('table', null,
    h('thead', null, h('tr', null, ['', 'Jobs', 'Characters', 'Sent', 'From the store', 'Paid'].map(name => name ? h('th', { scope: 'col' }, name) : h('td')))),
    h('tbody', null, grouped(sums, nameOf).map(group => h('tr', null, h('th', { scope: 'row' }, own('span', group.name)), [number(group.jobs), number(group.characters), number(group.sent), number(group.cached), group.unpriced ? `${dollars(group.cost)} and what is unpriced` : dollars(group.cost)].map(value => h('td', null, value))))))));
}
