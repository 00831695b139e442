// The voices of the speech endpoint, to be heard and chosen.

import { call, send } from './api.js';
import { button, field, fill, h, notify, select } from './dom.js';

// In Kokoro's names, the first letter is the language.
const ofKokoro = { a: 'en', b: 'en', e: 'es', f: 'fr', h: 'hi', i: 'it', j: 'ja', p: 'pt', z: 'zh' };
const usual = 'hexgrad/Kokoro-82M';
const heard = new Map();
const audio = new Audio();

/** What the endpoint has: [{model, voices: [{id, name}]}]. */
export async function models(signal) {
  const list = await call('voices', { signal });
  return list.data.map(entry => ({ model: entry.model, voices: entry.voices.map(voice => ({ id: voice.id ?? voice.name, name: voice.name ?? voice.id })) }));
}

/** A choice of a model and a voice; `chosen` has both. */
export function voiceChoice(all, chosen, onchange) {
  chosen.model ||= (all.find(entry => entry.model === usual) ?? all[0])?.model ?? '';
  const place = h('fieldset', { class: 'voices' }, h('legend', null, 'Voice'));
  const model = select(all.map(entry => entry.model), chosen.model, { onchange: () => { chosen.model = model.value; chosen.voice = ''; draw(); onchange(); } });
  const filter = h('input', { type: 'search', placeholder: 'Find a voice', 'aria-label': 'Find a voice', oninput: draw });
  const list = h('div', { class: 'voice-list', role: 'radiogroup', 'aria-label': 'Voices' });
  const blend = h('input', {
    type: 'text', value: chosen.voice ?? '', placeholder: 'af_bella(2)+af_heart(1)', spellcheck: 'false', oninput: () => { chosen.voice = blend.value.trim(); mark(); onchange(); },
  });
  place.append(field('Model', model), filter, list, field('Chosen voice', blend, 'A name; for Kokoro also a blend such as af_bella(2)+af_heart(1). Empty: the usual one.'), button('Hear it', () => hear(chosen)));
  draw();
  return place;

  function draw() {
    const voices = all.find(entry => entry.model === model.value)?.voices ?? [];
    const words = filter.value.trim().toLowerCase();
    fill(list, voices.filter(voice => `${voice.id} ${voice.name}`.toLowerCase().includes(words)).map(voice => h('div', { class: 'voice' },
      h('label', null, h('input', { type: 'radio', name: 'voice', value: voice.id, onchange: () => { chosen.voice = blend.value = voice.id; onchange(); } }), ' ', voice.name),
      button('▶', () => hear({ ...chosen, model: model.value, voice: voice.id }), { class: 'plain', 'aria-label': `Hear ${voice.name}` }))));
    blend.value = chosen.voice ?? '';
    mark();
  }

  function mark() {
    for (const radio of list.querySelectorAll('input')) radio.checked = radio.value === chosen.voice;
  }
}

/** Plays a sentence in a voice. The pipeline makes it once. */
async function hear({ model, voice, language }) {
  const spoken = language || (/^[a-z][fm]_/.test(voice ?? '') ? ofKokoro[voice[0]] : '') || '';
  const key = JSON.stringify([model, voice, spoken]);
  if (!heard.has(key)) {
    notify('The sample is being made …');
    const response = await send('voices/sample', { query: { model, voice, language: spoken } });
    heard.set(key, URL.createObjectURL(await response.blob()));
  }
  notify('');
  audio.src = heard.get(key);
  await audio.play();
}
