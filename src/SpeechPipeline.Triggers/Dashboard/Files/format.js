// How numbers and times are shown.

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

export const number = value => whole.format(value ?? 0);

/** "1 segment", "2 segments". */
export const count = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;

/** 1:02:03, or 2:03. */
export function duration(seconds) {
  const all = Math.max(0, Math.floor(seconds ?? 0));
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}` : `${minutes}:${String(rest).padStart(2, '0')}`;
}

/** "12 min", "1 h 5 min", for people who plan. */
export function minutes(seconds) {
  const all = Math.round(seconds / 60);
  return seconds < 60 ? `${Math.round(seconds)} s` : all < 60 ? `${all} min` : `${Math.floor(all / 60)} h ${all % 60} min`;
}

/** Dollars; what is not known is said so. */
export function dollars(value) {
  if (value === null || value === undefined) return 'price unknown';
  if (value === 0) return '$0';
  return value < 0.01 ? 'under 1 ¢' : `$${value.toFixed(2)}`;
}

export function bytes(value) {
  return value < 1024 ? `${value} B` : value < 1024 * 1024 ? `${Math.round(value / 1024)} kB` : `${(value / 1024 / 1024).toFixed(1)} MB`;
}

/** A time as a <time> element's text and title. */
export function when(text) {
  const time = new Date(text);
  const seconds = (time - Date.now()) / 1000;
  const [amount, unit] = Math.abs(seconds) < 60 ? [seconds, 'second'] : Math.abs(seconds) < 3600 ? [seconds / 60, 'minute'] : Math.abs(seconds) < 86_400 ? [seconds / 3600, 'hour'] : [seconds / 86_400, 'day'];
  const element = document.createElement('time');
  element.dateTime = text;
  element.title = clock.format(time);
  element.textContent = Math.abs(seconds) < 14 * 86_400 ? relative.format(Math.round(amount), unit) : clock.format(time);
  return element;
}
