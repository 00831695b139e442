// Shows: podcasts, their settings, their episodes, and the address to subscribe to.

import { call, local, send } from './api.js';
import { button, every, field, fill, h, notify, own, select, toggle } from './dom.js';
import { count, duration, when } from './format.js';

export async function open(place, id, signal) {
  return id ? openShow(place, id, signal) : openList(place, signal);
}

async function openList(place, signal) {
  const name = h('input', { type: 'text', pattern: '[a-z0-9][a-z0-9\\-]{0,63}', autocapitalize: 'none', required: true });
  const title = h('input', { type: 'text' });
  const shows = [];
  for (let cursor; ;) {
    const page = await call('shows', { signal, query: { limit: 200, cursor } });
    shows.push(...page.data);
    if (!(cursor = page.next_cursor)) break;
  }
  fill(place, h('h1', null, 'Shows'),
    shows.length ? h('ul', { class: 'jobs', 'aria-label': 'Shows' }, shows.map(show => h('li', { class: 'job' }, h('a', { href: `#/shows/${show.id}`, class: 'title', dir: 'auto' }, show.title),
      h('span', { class: 'pill' }, show.visibility), h('span', { class: 'facts' }, `${show.id} · changed `, when(show.changed_at)))))
      : h('p', { class: 'muted' }, 'There is no show yet. An episode that names one makes it; or make one here:'),
    h('h2', null, 'A new show'),
    h('form', { class: 'row', onsubmit: event => event.preventDefault() },
      field('Name', name, 'Small letters, digits and hyphens; it stays in the address.'), field('Title', title),
      h('p', { class: 'actions' }, button('Make it', async () => {
        if (!name.reportValidity()) return;
        await call(`shows/${name.value}`, { method: 'PUT', json: title.value ? { title: title.value } : {} });
        location.hash = `#/shows/${name.value}`;
      }))));
}

async function openShow(place, id, signal) {
  let show = await call(`shows/${id}`, { signal });
  const settings = Object.fromEntries(['title', 'author', 'description', 'language', 'category', 'explicit', 'owner', 'image', 'link', 'type', 'locked', 'visibility', 'dates', 'retention_days'].filter(key => show[key] !== undefined).map(key => [key, show[key]]));
  const feed = h('div');
  const episodes = h('ul', { class: 'jobs', 'aria-label': 'Episodes of the show' });
  const more = button('Show more', () => read(), { hidden: true });
  const code = h('div', { class: 'qr' });
  let cursor;

  fill(place, h('p', null, h('a', { href: '#/shows' }, '← Shows')), h('h1', { dir: 'auto' }, show.title), feed, h('h2', null, 'Episodes'), episodes, h('p', { class: 'actions' }, more), form());
  drawFeed();
  await read();
  // The feed is made a moment after the first episode joined.
  every(signal, 4_000, async () => {
    if (show.feed.episodes !== undefined) return 60_000;
    show = await call(`shows/${id}`, { signal });
    if (show.feed.episodes !== undefined) drawFeed();
  });

  function drawFeed() {
    const address = h('input', { type: 'text', readonly: true, value: show.feed.url, onfocus: event => event.target.select() });
    fill(feed, h('h2', null, 'Subscribe'),
      field('Address of the feed', address, show.visibility === 'private' ? 'Whoever has it can listen. Podcast apps take it by “add by URL”.' : 'Anybody may subscribe.'),
      h('p', { class: 'actions' },
        button('Copy', async () => { await navigator.clipboard.writeText(show.feed.url); notify('The address is copied.'); }, { 'data-act': 'copy' }),
        button('Show as a QR code', async () => {
          const image = URL.createObjectURL(await (await send(`shows/${id}/qr.svg`, { signal })).blob());
          fill(code, h('img', { src: image, alt: `QR code of the address of the feed of ${show.title}`, width: 240, height: 240 }));
        }, { 'data-act': 'qr' }),
        button('Renew the token', async () => {
          if (!confirm('All addresses of this show stop working: everybody has to subscribe again. Renew it?')) return;
          show = await call(`shows/${id}/token`, { method: 'POST' });
          fill(code);
          drawFeed();
          notify('The show has a new address.');
        }, { 'data-act': 'renew' })),
      code,
      h('p', { class: 'muted' }, show.feed.episodes === undefined ? 'The feed is not made yet.' : [`${count(show.feed.episodes, 'episode')} in the feed, made `, when(show.feed.updated_at), '.']));
  }

  async function read() {
    const page = await call(`shows/${id}/episodes`, { signal, query: { cursor } });
    cursor = page.next_cursor;
    more.hidden = !cursor;
    episodes.append(...page.data.map(episode => {
      const item = h('li', { class: 'job' }, h('a', { href: `#/jobs/${episode.id}`, class: 'title', dir: 'auto' }, episode.title),
        h('span', { class: 'facts' }, `${duration(episode.audio.duration_seconds)} · `, when(episode.published_at ?? episode.created_at), ' · ', h('a', { href: local(episode.audio.url).replace(/\/audio[^/?]*\?/, '/page?') }, 'its page')),
        button('Remove', async () => {
          if (!confirm(`Remove “${episode.title}” from the show for good? Its job and files stay.`)) return;
          await call(`shows/${id}/episodes/${episode.id}`, { method: 'DELETE' });
          item.remove();
        }, { 'aria-label': `Remove ${episode.title}` }));
      return item;
    }));
    if (!episodes.firstChild) fill(episodes, h('li', { class: 'muted' }, 'None yet.'));
  }

  function form() {
    const text = (name, label, hint, attributes) => field(label, h('input', { type: 'text', value: settings[name] ?? '', onchange: event => put(name, event.target.value.trim() || undefined), ...attributes }), hint);
    const put = (name, value) => { if (value === undefined) delete settings[name]; else settings[name] = value; };
    const owner = { ...settings.owner };
    const putOwner = (name, value) => { owner[name] = value || undefined; put('owner', owner.name || owner.email ? owner : undefined); };
    const problems = h('div', { role: 'alert' });
    return h('form', { onsubmit: event => event.preventDefault() }, h('h2', null, 'Settings'),
      h('div', { class: 'row' }, text('title', 'Title'), text('author', 'Author')),
      field('Description', h('textarea', { rows: 4, value: settings.description ?? '', dir: 'auto', onchange: event => put('description', event.target.value.trim() || undefined) })),
      h('div', { class: 'row' }, text('image', 'Cover', 'Address of a square picture, 1,400 to 3,000 pixels wide.', { type: 'url' }), text('link', 'Website', null, { type: 'url' })),
      h('div', { class: 'row' }, text('language', 'Language', 'Empty: that of the newest episode.'), text('category', 'Category', 'As Apple lists them: Society & Culture, or News/Tech News.')),
      h('div', { class: 'row' },
        field('Order', select([['episodic', 'newest first'], ['serial', 'from the first on']], settings.type, { onchange: event => put('type', event.target.value) })),
        field('Who may subscribe', select([['private', 'whoever has the address'], ['public', 'anybody']], settings.visibility, { onchange: event => put('visibility', event.target.value) })),
        field('Dates', select([['article', 'those of the articles'], ['episode', 'when they were made']], settings.dates, { onchange: event => put('dates', event.target.value) }))),
      h('div', { class: 'row' },
        field('Owner', h('input', { type: 'text', value: owner.name ?? '', onchange: event => putOwner('name', event.target.value.trim()) })),
        field('Owner’s e-mail', h('input', { type: 'email', value: owner.email ?? '', onchange: event => putOwner('email', event.target.value.trim()) })),
        field('Delete episodes after, in days', h('input', { type: 'number', min: 1, max: 36500, value: settings.retention_days ?? '', onchange: event => put('retention_days', event.target.value ? Number(event.target.value) : undefined) }), 'Empty: as the settings of the pipeline say.')),
      h('p', null, toggle('Not for children', settings.explicit, on => put('explicit', on)), ' ', toggle('Other hosts may not import it', settings.locked, on => put('locked', on))),
      problems,
      h('p', { class: 'actions' }, button('Save', async () => {
        fill(problems);
        try {
          show = await call(`shows/${id}`, { method: 'PUT', json: settings });
          place.querySelector('h1').textContent = show.title;
          drawFeed();
          notify('Saved.');
        } catch (error) {
          fill(problems, h('p', { class: 'notice error' }, error.message));
        }
      }, { class: 'primary', 'data-act': 'save' })));
  }
}
