// Add: what is to be spoken, how, what it will cost, and one button.

import { ApiError, call } from './api.js';
import { button, field, fill, h, notify, own, select, toggle } from './dom.js';
import { count, dollars, minutes, number } from './format.js';
import { models, voiceChoice } from './voices.js';

const formats = [
  { name: 'markdown', extensions: ['md', 'markdown', 'mdx'] },
  { name: 'html', extensions: ['html', 'htm', 'xhtml'] },
  { name: 'epub', extensions: ['epub'], isBinary: true },
  { name: 'docx', extensions: ['docx'], isBinary: true },
  { name: 'text', extensions: ['txt', 'text'] },
];
const languages = ['en', 'zh', 'zh-hk', 'es', 'fr', 'de', 'hi', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru', 'sv', 'tr', 'ar'];

const ends = ['job.completed', 'job.failed', 'job.cancelled'];

/** What the form says; it stays while the tab does, so that a look elsewhere loses nothing. */
const draft = {
  text: '', files: [], title: '', author: '', show: '', format: 'mp3', language: '', voice: { model: '', voice: '', language: '' },
  options: { captions: false, tables: true, include_matter: false }, pronunciations: [], speed: '', audiobook: false, webhook: '', events: [...ends],
};

export async function open(place, _, signal) {
  takeShared();
  const plan = h('section', { class: 'plan', 'aria-live': 'polite' });
  const problems = h('div', { role: 'alert' });
  const text = h('textarea', { rows: 8, dir: 'auto', value: draft.text, placeholder: 'https://… or the text itself', oninput: () => { draft.text = text.value; stale(); } });
  const files = h('ul', { class: 'files' });
  const input = h('input', { type: 'file', multiple: true, accept: formats.flatMap(format => format.extensions.map(extension => `.${extension}`)).join(','), onchange: () => { add(input.files); input.value = ''; } });
  const drop = h('div', {
    class: 'drop', ondragover: event => { event.preventDefault(); drop.classList.add('over'); }, ondragleave: () => drop.classList.remove('over'),
    ondrop: event => { event.preventDefault(); drop.classList.remove('over'); add(event.dataTransfer.files); },
  }, field('Or files', input, 'Markdown, plain text, HTML, EPUB, Word. Drop them here; several become a batch.'), files);
  const voices = h('div', null, h('p', { class: 'muted' }, 'The voices are asked for …'));
  const shows = h('datalist', { id: 'shows' });

  fill(place,
    h('h1', null, 'What shall be heard?'),
    h('form', { class: 'add', onsubmit: event => event.preventDefault() },
      h('div', { class: 'columns' },
        h('div', null,
          field('An address or a text', text),
          drop,
          h('div', { class: 'row' },
            field('Title', bound('title'), 'Empty: the article’s own.'),
            field('Author', bound('author'))),
          h('div', { class: 'row' },
            field('Show', bound('show', { list: 'shows', pattern: '[a-z0-9][a-z0-9\\-]{0,63}', autocapitalize: 'none' }), 'The podcast that it joins; a new name makes a new one.'),
            field('Format', select([['mp3', 'MP3'], ['opus', 'Opus'], ['wav', 'WAV']], draft.format, { onchange: event => { draft.format = event.target.value; } }))),
          shows,
          pronunciations(),
          h('details', null, h('summary', null, 'More'),
            h('div', { class: 'row' },
              field('Speed', bound('speed', { type: 'number', min: 0.25, max: 4, step: 0.05 }), '0.25 to 4, for endpoints that take it.'),
              field('Webhook', bound('webhook', { type: 'url' }), 'Called at its end.')),
            h('fieldset', null, h('legend', null, 'Call it for'), [['job.started', 'the beginning'], ['job.progress', 'progress'], ['job.completed', 'success'], ['job.failed', 'failure'], ['job.cancelled', 'cancellation']].map(([event, name]) => toggle(name, draft.events.includes(event), on => {
              draft.events = on ? [...draft.events, event] : draft.events.filter(other => other !== event);
            }))),
            toggle('Levels of audiobook shops (ACX)', draft.audiobook, on => { draft.audiobook = on; }))),
        h('div', null,
          field('Language', select([['', 'the article’s own'], ...languages], draft.language, { onchange: event => { draft.language = draft.voice.language = event.target.value; stale(); } })),
          voices)),
      problems,
      h('p', { class: 'actions' },
        button('See the plan', () => preview(), { 'data-act': 'plan' }),
        button('Make it', () => make(), { class: 'primary', 'data-act': 'make' }))),
    plan,
    bookmarklet());
  drawFiles();
  call('shows', { signal, query: { limit: 200 } }).then(list => fill(shows, list.data.map(show => h('option', { value: show.id }, show.title)))).catch(() => {});
  models(signal).then(all => fill(voices, voiceChoice(all, draft.voice, stale))).catch(error => fill(voices, h('p', { class: 'error' }, error.message)));

  function bound(name, attributes) {
    return h('input', { type: 'text', value: draft[name], oninput: event => { draft[name] = event.target.value.trim(); if (name !== 'webhook' && name !== 'show') stale(); }, ...attributes });
  }

  function pronunciations() {
    const rows = h('div');
    const draw = () => fill(rows, draft.pronunciations.map((pair, index) => h('p', { class: 'pair' },
      h('input', { type: 'text', value: pair[0], 'aria-label': `Written, ${index + 1}`, placeholder: 'written', oninput: event => { pair[0] = event.target.value; stale(); } }),
      h('span', { 'aria-hidden': 'true' }, '→'),
      h('input', { type: 'text', value: pair[1], 'aria-label': `Spoken, ${index + 1}`, placeholder: 'spoken', oninput: event => { pair[1] = event.target.value; stale(); } }),
      button('×', () => { draft.pronunciations.splice(index, 1); draw(); stale(); }, { class: 'plain', 'aria-label': `Remove ${index + 1}` }))));
    draw();
    return h('details', { open: draft.pronunciations.length > 0 }, h('summary', null, 'Pronunciations'), rows,
      button('Add a word', () => { draft.pronunciations.push(['', '']); draw(); rows.lastElementChild.querySelector('input').focus(); }));
  }

  function add(list) {
    for (const file of list) {
      if (formatOf(file)) draft.files.push(file);
      else notify(`${file.name}: only Markdown, plain text, HTML, EPUB and Word files can be read.`, true);
    }
    drawFiles();
    stale();
  }

  function drawFiles() {
    fill(files, draft.files.map(file => h('li', null, own('span', file.name), ' ', h('small', null, formatOf(file).name), ' ',
      button('×', () => { draft.files.splice(draft.files.indexOf(file), 1); drawFiles(); stale(); }, { class: 'plain', 'aria-label': `Remove ${file.name}` }))));
  }

  function stale() {
    fill(plan);
    fill(problems);
  }

  async function preview() {
    fill(problems);
    const jobs = await bodies();
    fill(plan, h('p', { class: 'muted' }, 'The plan is being made …'));
    try {
      const plans = [];
      for (const job of jobs) plans.push(await call('jobs', { method: 'POST', json: { ...job.body, dry_run: true }, signal }).catch(error => { if (jobs.length === 1 || !(error instanceof ApiError)) throw error; return { error, name: job.name }; }));
      fill(plan, plans.length === 1 ? onePlan(plans[0]) : manyPlans(plans, jobs));
    } catch (error) {
      fill(plan);
      refuse(error);
    }
  }

  async function make() {
    fill(problems);
    const jobs = await bodies();
    try {
      if (jobs.length === 1) {
        const job = await call('jobs', { method: 'POST', json: jobs[0].body, headers: { 'Idempotency-Key': crypto.randomUUID() } });
        clear();
        location.hash = `#/jobs/${job.id}`;
      } else {
        const { webhook, ...rest } = settings();
        const told = typeof webhook === 'object' ? webhook.url : webhook;
        const items = jobs.map(job => ({ custom_id: job.name, article: job.body.article, ...(job.body.source_url ? { source_url: job.body.source_url } : {}) }));
        const batch = await call('batches', { method: 'POST', json: { items, defaults: rest, ...(told ? { webhook: told } : {}) }, headers: { 'Idempotency-Key': crypto.randomUUID() } });
        clear();
        location.hash = `#/batches/${batch.id}`;
      }
    } catch (error) {
      refuse(error);
    }
  }

  function refuse(error) {
    if (!(error instanceof ApiError)) throw error;
    fill(problems, h('div', { class: 'notice error' }, error.message));
  }

  function clear() {
    Object.assign(draft, { text: '', files: [], title: '', author: '' });
  }

  function onePlan(made) {
    return [
      h('h2', null, own('span', made.title ?? 'Without a title')),
      h('p', { class: 'figures' },
        figure(minutes(made.duration_seconds), 'expected'), figure(number(made.characters), 'characters'), figure(dollars(made.cost_usd), 'to pay'),
        made.characters_cached ? figure(number(made.characters_cached), 'stored already') : null, figure(number(made.segments_total), 'calls at most'),
        figure(made.language + (made.language_detected ? ' (detected)' : ''), 'language'), figure(made.voice, 'voice')),
      (made.warnings ?? []).map(warning => h('p', { class: 'notice' }, warning)),
      leftOut(made),
      h('h3', null, made.chapters.length === 1 ? 'The text' : `${made.chapters.length} chapters`),
      h('div', { class: 'chapters' }, made.chapters.map((chapter, index) => chapterOf(chapter, index, made.chapters.length))),
    ];
  }

  function leftOut(made) {
    const names = { captions: 'captions and descriptions of pictures', tables: 'tables', include_matter: 'contents, notes, sources and other matter' };
    const parts = made.unspoken ?? [];
    const spoken = ['captions', 'include_matter'].filter(name => draft.options[name]);
    if (!draft.options.tables && !parts.some(part => part.option === 'tables')) draft.options.tables = true;
    return parts.length + spoken.length === 0 ? null : h('fieldset', { class: 'left-out' }, h('legend', null, 'Left out, or not'),
      parts.map(part => h('div', null,
        toggle(`Speak ${names[part.option]} (${count(part.paragraphs, 'paragraph')}, ${number(part.characters)} characters)`, false, () => { draft.options[part.option] = true; return preview(); }),
        own('blockquote', part.beginning))),
      spoken.map(name => toggle(`Speak ${names[name]}`, true, () => { draft.options[name] = false; return preview(); })),
      draft.options.tables && !parts.some(part => part.option === 'tables') ? toggle(`Speak ${names.tables}`, true, () => { draft.options.tables = false; return preview(); }) : null);
  }

  function chapterOf(chapter, index, count) {
    const characters = chapter.segments.reduce((sum, segment) => sum + segment.characters, 0);
    const body = h('div');
    const details = h('details', {
      open: count === 1,
      // The text of a long book is put in only where it is looked at.
      ontoggle: () => { if (details.open && !body.firstChild) fill(body, paragraphs(chapter)); },
    }, h('summary', null, own('span', chapter.title ?? (count === 1 ? 'All of it' : `Part ${index + 1}`)), ' ', h('small', null, `${number(characters)} characters`)), body);
    if (count === 1) fill(body, paragraphs(chapter));
    return details;
  }

  function paragraphs(chapter) {
    const all = Map.groupBy ? [...Map.groupBy(chapter.segments, segment => segment.paragraph).values()] : [chapter.segments];
    return all.map(segments => h('p', { dir: 'auto' }, segments[0].speaker ? h('strong', null, `${segments[0].speaker}: `) : null,
      segments.map(segment => h('span', { class: segment.cached ? 'cached' : null, title: segment.cached ? 'Stored already: not paid again' : null }, `${segment.text} `))));
  }

  function manyPlans(plans) {
    const good = plans.filter(made => !made.error);
    const sum = name => good.reduce((all, made) => all + (made[name] ?? 0), 0);
    return [
      h('h2', null, `${plans.length} articles`),
      h('p', { class: 'figures' }, figure(minutes(sum('duration_seconds')), 'expected'), figure(number(sum('characters')), 'characters'), figure(good.some(made => made.cost_usd === undefined) ? 'price unknown' : dollars(sum('cost_usd')), 'to pay')),
      h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'The articles' }, h('table', null,
        h('thead', null, h('tr', null, ['Title', 'Minutes', 'Characters', 'To pay'].map(name => h('th', { scope: 'col' }, name)))),
        h('tbody', null, plans.map(made => made.error
          ? h('tr', null, h('td', null, own('span', made.name)), h('td', { colspan: 3, class: 'error' }, made.error.message))
          : h('tr', null, h('td', null, own('span', made.title ?? '')), h('td', null, minutes(made.duration_seconds)), h('td', null, number(made.characters)), h('td', null, dollars(made.cost_usd))))))),
    ];
  }

  function bookmarklet() {
    const page = new URL(location.pathname, location.href).href;
    return h('details', { class: 'aside' }, h('summary', null, 'From any page, in one click'),
      h('p', null, 'Drag this into your bookmarks: ', h('a', { class: 'bookmark', href: `javascript:location.href=${JSON.stringify(`${page}?url=`)}+encodeURIComponent(location.href)` }, 'Speak this page'),
        '. On a phone, install this page as an app: then “Share” offers it.'));
  }
}

const figure = (value, label) => h('span', { class: 'figure' }, h('strong', null, value), ' ', h('small', null, label));

/** The jobs that the form describes: [{name, body}]. */
async function bodies() {
  const common = settings();
  const article = { ...(draft.options.captions ? { captions: true } : {}), ...(draft.options.tables ? {} : { tables: false }), ...(draft.options.include_matter ? { include_matter: true } : {}) };
  const named = { ...(draft.title ? { title: draft.title } : {}), ...(draft.author ? { author: draft.author } : {}) };
  const jobs = [];
  for (const file of draft.files) {
    const format = formatOf(file);
    jobs.push({ name: file.name, body: { ...common, article: { format: format.name, content: format.isBinary ? base64(await file.arrayBuffer()) : decode(await file.arrayBuffer()), ...article } } });
  }
  const text = draft.text.trim();
  const lines = text.split(/\s+/);
  if (text && lines.every(isAddress)) {
    for (const line of lines) jobs.push({ name: line, body: { ...common, source_url: line, ...(Object.keys(article).length ? { article } : {}) } });
  } else if (text) {
    jobs.push({ name: 'text', body: { ...common, article: { format: guess(text), content: draft.text, ...article } } });
  }
  if (jobs.length === 0) throw new Error('Paste an address or a text, or drop a file.');
  if (jobs.length === 1) jobs[0].body.article = { ...jobs[0].body.article, ...named };
  if (jobs[0].body.article && !Object.keys(jobs[0].body.article).length) delete jobs[0].body.article;
  return jobs;
}

function settings() {
  const pronunciations = Object.fromEntries(draft.pronunciations.filter(pair => pair[0].trim() && pair[1].trim()).map(pair => [pair[0].trim(), pair[1].trim()]));
  return {
    response_format: draft.format,
    ...(draft.voice.model ? { model: draft.voice.model } : {}), ...(draft.voice.voice ? { voice: draft.voice.voice } : {}), ...(draft.language ? { language: draft.language } : {}),
    ...(draft.show ? { show: draft.show } : {}), ...(draft.speed ? { speed: Number(draft.speed) } : {}), ...(draft.audiobook ? { loudness: 'audiobook' } : {}),
    ...(draft.webhook ? { webhook: ends.length === draft.events.length && ends.every(event => draft.events.includes(event)) ? draft.webhook : { url: draft.webhook, events: draft.events } } : {}), ...(Object.keys(pronunciations).length ? { pronunciations } : {}),
  };
}

function takeShared() {
  const shared = new URLSearchParams(location.search);
  const parts = ['url', 'text', 'title'].map(name => shared.get(name)?.trim()).filter(Boolean);
  if (parts.length === 0) return;
  // Phones put the address into the text as often as into the address.
  const found = parts.flatMap(part => part.split(/\s+/)).find(isAddress);
  draft.text = found ?? parts.find(part => part !== shared.get('title')) ?? parts[0];
  history.replaceState(null, '', `${location.pathname}#/add`);
}

const isAddress = text => /^https?:\/\/[^\s/]+\S*$/i.test(text);

const formatOf = file => formats.find(format => format.extensions.includes(file.name.split('.').pop().toLowerCase()));

function guess(text) {
  if (/^\s*<(!doctype|html|body|article|p|h1|div)\b/i.test(text)) return 'html';
  return /^#{1,6} \S|^\s*[-*] \S|\]\(\S+\)|\*\*\S/m.test(text) ? 'markdown' : 'text';
}

/** UTF-8, or UTF-16 by its mark, or what old files in the West are in. */
function decode(buffer) {
  const bytes = new Uint8Array(buffer);
  if ((bytes[0] === 0xFF && bytes[1] === 0xFE) || (bytes[0] === 0xFE && bytes[1] === 0xFF)) return new TextDecoder(bytes[0] === 0xFF ? 'utf-16le' : 'utf-16be').decode(buffer);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    return new TextDecoder('windows-1252').decode(buffer);
  }
}

function base64(buffer) {
  const bytes = new Uint8Array(buffer);
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
