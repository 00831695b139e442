// The public page of an episode: its plain player becomes one with chapters and the transcript.

import { player } from './player.js';

const beside = name => new URL(`${name}${location.search}`, location.href).href;
const place = document.getElementById('player');
const plain = place.querySelector('audio');
if (window.self !== window.top) document.body.classList.add('framed');
const answer = await fetch(beside('manifest'));
if (answer.ok) {
  const { job, title, audio, chapters, levels } = await answer.json();
  place.replaceChildren(await player({
    id: job, title: title ?? '', audio: plain.src, timeline: beside('timeline.json'), duration: audio.duration_seconds, levels,
    chapters: chapters.map(chapter => ({ title: chapter.title, start: chapter.start / audio.sample_rate })),
  }, new AbortController().signal));
}
