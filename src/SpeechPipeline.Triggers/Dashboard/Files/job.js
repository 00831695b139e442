// One episode: how far it is, what went wrong, how it sounds, what there is of it.

import { call, events, local } from './api.js';
import { attempt, button, fill, h, notify, own } from './dom.js';
import { bytes, count, dollars, duration, number, when } from './format.js';
import { progress } from './jobs.js';
import { player } from './player.js';

/** What people can do about the kinds of failure. */
const advice = {
  segment_rejected: 'The speech endpoint refuses this text or these settings. Change them, and add the article again.',
  segment_unusable: 'The speech endpoint answered without usable speech, again and again. Try again, or with another voice.',
  nothing_to_speak: 'Look at the plan: it shows what is left out, and what an option would bring back.',
  unreadable_article: 'Check the file or the page. Pasted as text, the article can be spoken all the same.',
  expired: 'It was not finished in the time that the request allowed. Try again.',
};

export async function openJob(place, id, signal) {
  const state = h('div', { class: 'state', 'aria-live': 'polite' });
  const title = h('h1', { dir: 'auto' }, '…');
  const [actions, sound, evidence, callbacks] = [h('p', { class: 'actions' }), h('div'), h('div'), h('div')];
  fill(place, h('p', null, h('a', { href: '#/jobs' }, '← Episodes')), title, state, actions, sound, evidence, callbacks);
  let played;
  draw(await call(`jobs/${id}`, { signal }));
  watch();

  async function watch() {
    let wait = 0;
    while (!signal.aborted) {
      try {
        for await (const job of events(`jobs/${id}/events`, signal)) {
          wait = 0;
          draw(job);
          if (isOver(job)) return;
        }
      } catch (error) {
        if (error.name === 'AbortError' || error.status === 404) return;
        // The connection broke, or something between buffers it: then it is asked now and then.
        wait = Math.min(wait + 2_000, 10_000);
        await call(`jobs/${id}`, { signal }).then(draw).catch(() => {});
      }
      await new Promise(resolve => setTimeout(resolve, wait || 500));
    }
  }

  function draw(job) {
    title.textContent = job.title ?? 'Without a title';
    document.title = `${title.textContent} – Speech pipeline`;
    fill(state,
      h('p', null, h('span', { class: `pill ${job.status}` }, job.status), ' ', h('span', { class: 'muted' }, job.model, job.voice ? ` · ${job.voice}` : '', job.language ? ` · ${job.language}` : '', job.show ? [' · ', h('a', { href: `#/shows/${job.show}` }, job.show)] : null, ' · ', when(job.created_at))),
      job.status === 'running' ? progress(job) : null,
      job.status_reason ? own('p', job.next_attempt_at ? `${job.status_reason} It is tried again by itself.` : job.status_reason, { class: 'notice' }) : null,
      job.error ? h('div', { class: 'notice error' }, own('p', job.error.message), advice[job.error.code] ? h('p', null, advice[job.error.code]) : null) : null,
      job.deletes_at ? h('p', { class: 'muted' }, 'Deleted ', when(job.deletes_at), '.') : null,
      h('p', { class: 'muted' }, `${number(job.usage.characters)} characters, ${number(job.usage.characters_sent)} sent, ${number(job.usage.characters_cached)} from the store · ${dollars(job.usage.cost_usd)}`));
    fill(actions,
      isOver(job) ? null : button('Cancel', async () => draw(await call(`jobs/${id}/cancel`, { method: 'POST' })), { 'data-act': 'cancel' }),
      ['failed', 'cancelled'].includes(job.status) ? button('Try again', async () => { draw(await call(`jobs/${id}/retry`, { method: 'POST' })); watch(); }, { class: 'primary', 'data-act': 'retry' }) : null,
      isOver(job) ? button('Delete', () => remove(), { 'data-act': 'delete' }) : null);
    drawCallbacks(job);
    if (job.result && played !== job.generation) {
      played = job.generation;
      attempt(() => hear(job));
    }
  }

  async function remove() {
    if (!confirm('Delete this episode for good, with its files?')) return;
    await call(`jobs/${id}`, { method: 'DELETE' });
    notify('It is deleted.');
    location.hash = '#/jobs';
  }

  async function hear(job) {
    const { audio, transcript, chapters, manifest, page } = job.result;
    const beside = name => local(transcript.url.replace('/transcript?', `/${name}?`));
    const made = await fetch(local(manifest.url), { signal }).then(answer => answer.ok ? answer.json() : null);
    fill(sound,
      /mpeg|wav|ogg/.test(audio.content_type)
        ? await player({ id: job.id, title: job.title ?? '', audio: local(audio.url), timeline: beside('timeline.json'), duration: audio.duration_seconds, levels: made?.levels, chapters: made?.chapters.map(chapter => ({ title: chapter.title, start: chapter.start / audio.sample_rate })) ?? [] }, signal)
        : h('p', { class: 'notice' }, 'Raw samples cannot be played here. Download them.'),
      h('h2', null, 'Files'),
      h('ul', { class: 'downloads' },
        [[`Audio, ${bytes(audio.bytes)}`, local(audio.url)], ['Transcript (WebVTT)', local(transcript.url)], ['Transcript (SubRip)', beside('transcript.srt')], ['Transcript (JSON)', beside('transcript.json')],
          ['Timeline', beside('timeline.json')], chapters ? ['Chapters', local(chapters.url)] : null, ['Manifest', local(manifest.url)]]
          .filter(Boolean).map(([name, url]) => h('li', null, h('a', { href: url, download: '' }, name)))),
      h('h2', null, 'For others'),
      h('p', null, h('a', { href: local(page.url) }, 'The page of this episode'), ' ',
        button('Copy its address', async () => { await navigator.clipboard.writeText(page.url); notify('Copied.'); }), ' ',
        button('Copy a frame for a web page', async () => { await navigator.clipboard.writeText(`<iframe src="${page.url}" title="Episode" width="480" height="240" loading="lazy"></iframe>`); notify('Copied.'); })));
    if (made) drawEvidence(made);
  }

  function drawEvidence(made) {
    const again = made.segments.filter(segment => segment.attempts > 1);
    const doubts = made.segments.filter(segment => segment.doubt);
    const cached = made.segments.filter(segment => segment.from_cache);
    const odd = made.segments.filter(segment => segment.pace && (segment.pace > 1.25 || segment.pace < 0.8));
    const shown = [...new Set([...again, ...doubts, ...odd])].sort((one, other) => one.index - other.index).slice(0, 200);
    fill(evidence, h('h2', null, 'How it was made'),
      h('p', null, `${count(made.segments.length, 'segment')}; stored already: ${number(cached.length)}, asked for again: ${number(again.length)}, kept with a doubt: ${number(doubts.length)}. `,
        made.loudness.reached_lufs === undefined ? '' : `Loudness ${made.loudness.reached_lufs} LUFS, true peak ${made.loudness.true_peak_dbtp ?? '–'} dBTP, gain ${made.loudness.gain_db} dB.`),
      shown.length === 0 ? null : h('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'Segments to look at' }, h('table', null,
        h('thead', null, h('tr', null, ['Segment', 'At', 'Calls', 'Pace', 'Doubt'].map(name => h('th', { scope: 'col' }, name)))),
        h('tbody', null, shown.map(segment => h('tr', null, h('td', null, segment.index + 1), h('td', null, duration(segment.start / made.audio.sample_rate)), h('td', null, segment.attempts),
          h('td', null, segment.pace ? `${segment.pace} ×` : '–'), h('td', null, segment.doubt ?? '')))))));
  }

  function drawCallbacks(job) {
    fill(callbacks, job.webhook ? [h('h2', null, 'Callbacks'), h('p', null, own('span', job.webhook.url)), deliveries(job.webhook.deliveries ?? [], event => call(`jobs/${id}/webhook/redeliver`, { method: 'POST', query: { event } }).then(draw))] : null);
  }
}

/** The deliveries of a job or a batch, with a button to send each again. */
export function deliveries(all, redeliver) {
  return all.length === 0 ? h('p', { class: 'muted' }, 'Nothing has been sent yet.') : h('ul', { class: 'deliveries' }, all.map(delivery => h('li', null,
    h('span', { class: `pill ${delivery.status}` }, delivery.status), ' ', h('strong', null, delivery.type ?? ''), ' ',
    h('span', { class: 'muted' }, `attempt ${delivery.attempt}`, delivery.due ? [', next ', when(delivery.due)] : null, delivery.duration_ms ? `, ${number(delivery.duration_ms)} ms` : ''), ' ',
    button('Send again', () => redeliver(delivery.id), { 'data-act': `again-${delivery.id}` }),
    delivery.last_outcome ? own('p', delivery.last_outcome) : null,
    delivery.answer ? own('pre', delivery.answer) : null)));
}

const isOver = job => ['completed', 'failed', 'cancelled'].includes(job.status);
