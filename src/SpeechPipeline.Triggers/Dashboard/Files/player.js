// Hears an episode: chapters, speed, skip, the place where one stopped, the transcript along with the sound, its loudness as a strip.

import { fill, h, own, select, svg } from './dom.js';
import { duration as clock } from './format.js';

const skipBack = 15;
const skipForward = 30;

/**
 * @param {{id: string, title: string, audio: string, timeline: string, duration: number, levels?: {seconds: number, lufs: number[]}, chapters: {title?: string, start: number}[]}} episode
 * @param {AbortSignal} signal ends it
 */
export async function player(episode, signal) {
  const audio = h('audio', { src: episode.audio, preload: 'metadata' });
  const play = h('button', { type: 'button', class: 'primary play', 'aria-label': 'Play', onclick: () => audio.paused ? audio.play() : audio.pause() }, '▶');
  const time = h('span', { class: 'time' });
  const seek = h('input', { type: 'range', min: 0, max: Math.max(1, Math.floor(episode.duration)), step: 1, value: 0, 'aria-label': 'Position', oninput: () => { audio.currentTime = Number(seek.value); } });
  const rate = select([[0.75, '0.75 ×'], [1, '1 ×'], [1.25, '1.25 ×'], [1.5, '1.5 ×'], [2, '2 ×'], [3, '3 ×']], stored('rate') ?? 1, { 'aria-label': 'Speed', onchange: () => { audio.playbackRate = Number(rate.value); store('rate', rate.value); } });
  const strip = levelStrip(episode, seconds => { audio.currentTime = seconds; });
  const chapters = episode.chapters.length > 1 ? h('ol', { class: 'chapter-list' }, episode.chapters.map((chapter, index) => h('li', null,
    h('button', { type: 'button', class: 'plain', onclick: () => go(chapter.start) }, h('span', { class: 'muted' }, `${clock(chapter.start)} `), own('span', chapter.title ?? `Part ${index + 1}`))))) : null;
  const transcript = h('div', { class: 'transcript', tabindex: 0, role: 'region', 'aria-label': 'Transcript' });
  const element = h('section', { class: 'player', 'aria-label': 'Player' }, audio,
    h('div', { class: 'controls' },
      play,
      h('button', { type: 'button', 'aria-label': `${skipBack} seconds back`, onclick: () => go(audio.currentTime - skipBack) }, `−${skipBack}`),
      h('button', { type: 'button', 'aria-label': `${skipForward} seconds forward`, onclick: () => go(audio.currentTime + skipForward) }, `+${skipForward}`),
      rate, time),
    strip?.element ?? null, seek,
    chapters ? h('details', { open: episode.chapters.length <= 12 }, h('summary', null, `${episode.chapters.length} chapters`), chapters) : null,
    h('details', { ontoggle: event => { if (event.target.open) readTranscript(); } }, h('summary', null, 'Transcript'), transcript));
  let cues = [];
  let lit = -1;

  audio.addEventListener('loadedmetadata', () => {
    audio.playbackRate = Number(rate.value);
    const place = Number(stored(episode.id) ?? 0);
    if (place > 5 && place < episode.duration - 10) audio.currentTime = place;
  }, { once: true });
  audio.addEventListener('play', () => { play.textContent = '❚❚'; play.setAttribute('aria-label', 'Pause'); announce(); });
  audio.addEventListener('pause', () => { play.textContent = '▶'; play.setAttribute('aria-label', 'Play'); keep(); });
  audio.addEventListener('timeupdate', follow);
  audio.addEventListener('seeked', () => { follow(); keep(); });
  audio.addEventListener('ended', () => store(episode.id, 0));
  const keeping = setInterval(keep, 5_000);
  signal.addEventListener('abort', () => { clearInterval(keeping); keep(); audio.pause(); audio.removeAttribute('src'); }, { once: true });
  follow();
  return element;

  function go(seconds) {
    audio.currentTime = Math.min(Math.max(0, seconds), episode.duration);
  }

  function keep() {
    if (audio.currentTime > 0 && !audio.ended) store(episode.id, audio.currentTime.toFixed(1));
  }

  function follow() {
    const at = audio.currentTime;
    time.textContent = `${clock(at)} / ${clock(episode.duration)}`;
    seek.value = at;
    seek.setAttribute('aria-valuetext', `${clock(at)} of ${clock(episode.duration)}`);
    strip?.mark(at);
    if (chapters) {
      const now = episode.chapters.findLastIndex(chapter => chapter.start <= at + 0.05);
      [...chapters.children].forEach((item, index) => item.firstChild.setAttribute('aria-current', index === now ? 'true' : 'false'));
    }
    const cue = indexAt(at);
    if (cue === lit) return;
    cues[lit]?.element.classList.remove('now');
    lit = cue;
    const line = cues[lit]?.element;
    line?.classList.add('now');
    // Only the box of the transcript moves, never the page under the reader.
    if (line) transcript.scrollTo({ top: line.offsetTop - transcript.clientHeight / 3 });
  }

  function indexAt(seconds) {
    let [low, high] = [0, cues.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (cues[middle].start <= seconds) low = middle + 1;
      else high = middle - 1;
    }
    return high;
  }

  async function readTranscript() {
    if (transcript.firstChild) return;
    const answer = await fetch(episode.timeline, { signal }).catch(() => null);
    if (!answer?.ok) return fill(transcript, h('p', { class: 'error' }, 'The transcript cannot be read.'));
    const { language, segments } = await answer.json();
    transcript.lang = language;
    let chapter = 0;
    const lines = [];
    for (const segment of segments) {
      if (segment.chapter !== chapter) lines.push(own('p', episode.chapters[segment.chapter]?.title ?? '', { class: 'chapter-name' }));
      chapter = segment.chapter;
      const line = h('p', { dir: 'auto' }, segment.speaker ? h('strong', null, `${segment.speaker}: `) : null, segment.cues.map(cue => {
        const element = h('button', { type: 'button', class: 'cue', onclick: () => go(cue.start) }, cue.text);
        cues.push({ start: cue.start, element });
        return [element, ' '];
      }));
      lines.push(line);
    }
    fill(transcript, lines);
    lit = -1;
    follow();
  }

  /** The keys of a keyboard, a headset or a lock screen. */
  function announce() {
    const session = navigator.mediaSession;
    if (!session) return;
    session.metadata = new MediaMetadata({ title: episode.title });
    const handlers = { play: () => audio.play(), pause: () => audio.pause(), seekbackward: () => go(audio.currentTime - skipBack), seekforward: () => go(audio.currentTime + skipForward), seekto: details => go(details.seekTime) };
    for (const [name, handler] of Object.entries(handlers)) session.setActionHandler(name, handler);
  }
}

/** The loudness over the time, from −45 to −10 LUFS; null where it is not known. */
function levelStrip({ levels, duration, chapters }, go) {
  if (!levels?.lufs.length) return null;
  const count = levels.lufs.length;
  const top = value => 40 - Math.max(1, Math.min(40, (value + 45) / 35 * 40));
  const path = levels.lufs.map((value, index) => `M${index + 0.5} ${40}V${top(value).toFixed(1)}`).join('');
  const cursor = svg('line', { class: 'cursor', x1: 0, x2: 0, y1: 0, y2: 40 });
  const element = svg('svg', {
    class: 'strip', viewBox: `0 0 ${count} 40`, preserveAspectRatio: 'none', role: 'img', 'aria-label': 'Loudness over the time',
    onclick: event => { const box = element.getBoundingClientRect(); go((event.clientX - box.left) / box.width * duration); },
  }, svg('path', { d: path, class: 'levels' }), chapters.slice(1).map(chapter => { const x = chapter.start / duration * count; return svg('line', { class: 'border', x1: x, x2: x, y1: 0, y2: 40 }); }), cursor);
  return { element, mark: seconds => { const x = duration ? seconds / duration * count : 0; cursor.setAttribute('x1', x); cursor.setAttribute('x2', x); } };
}

// A page in a foreign frame may have no storage.
function stored(name) {
  try {
    return localStorage.getItem(`player-${name}`);
  } catch {
    return null;
  }
}

function store(name, value) {
  try {
    localStorage.setItem(`player-${name}`, value);
  } catch {
    // Then nothing is remembered.
  }
}
