// Builds and updates the page. Texts are always text nodes, so that no title or answer becomes markup.

/** An element. Attributes named on… are listeners; a value of null, undefined or false is left out. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(...flat(children));
  return element;
}

/** The same for SVG. */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  set(element, attributes);
  element.append(...flat(children));
  return element;
}

/** Replaces what is in an element. */
export function fill(element, ...children) {
  element.replaceChildren(...flat(children));
  return element;
}

/**
 * Brings a list up to date: an item whose version is unchanged keeps its element, with its focus and its open parts.
 * @param {Element} parent the list
 * @param {object[]} items in the order in which they are shown
 * @param {(item) => string} keyOf what identifies an item
 * @param {(item) => Element} make makes the element of an item
 */
export function update(parent, items, keyOf, make) {
  const known = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let at = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const version = JSON.stringify(item);
    let element = known.get(key);
    known.delete(key);
    if (!element || element.dataset.version !== version) {
      const fresh = make(item);
      fresh.dataset.key = key;
      fresh.dataset.version = version;
      if (element) {
        const act = element.contains(document.activeElement) ? document.activeElement.dataset.act : undefined;
        if (at === element) at = fresh;
        element.replaceWith(fresh);
        if (act) fresh.querySelector(`[data-act="${act}"]`)?.focus();
      }
      element = fresh;
    }
    if (at === element) at = element.nextElementSibling;
    else parent.insertBefore(element, at);
  }
  for (const gone of known.values()) gone.remove();
}

/** Says something that a screen reader reads too; an error stays until the next one. */
export function notify(text, isError = false) {
  const notice = document.getElementById('notice');
  clearTimeout(notify.timer);
  fill(notice, text ? h('p', { class: isError ? 'notice error' : 'notice' }, text, h('button', { type: 'button', class: 'plain', 'aria-label': 'Close', onclick: () => notify('') }, '×')) : null);
  if (text && !isError) notify.timer = setTimeout(() => fill(notice), 6000);
}

/** Does something, and shows what went wrong; leaving the view is no fault. */
export async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    if (error.name !== 'AbortError') notify(error.message, true);
  }
}

/** A button that does one thing at a time, and shows what went wrong. */
export function button(label, act, attributes = {}) {
  return h('button', {
    type: 'button', ...attributes,
    async onclick(event) {
      const self = event.currentTarget;
      if (self.getAttribute('aria-disabled') === 'true') return;
      self.setAttribute('aria-disabled', 'true');
      await attempt(() => act(event));
      self.removeAttribute('aria-disabled');
    },
  }, label);
}

/** A labelled field. */
export function field(label, control, hint) {
  const id = control.id || (control.id = `f${++field.count}`);
  const note = hint ? h('small', { id: `${id}-hint` }, hint) : null;
  if (note) control.setAttribute('aria-describedby', note.id);
  return h('p', { class: 'field' }, h('label', { for: id }, label), control, note);
}
field.count = 0;

/** A choice; options are texts or [value, text]. */
export function select(options, value, attributes) {
  const element = h('select', attributes, options.map(option => Array.isArray(option) ? h('option', { value: option[0] }, option[1]) : h('option', { value: option }, option)));
  if (value !== undefined && value !== null) element.value = value;
  return element;
}

/** A labelled switch. */
export function toggle(label, checked, onchange) {
  return h('label', { class: 'toggle' }, h('input', { type: 'checkbox', checked, onchange: event => attempt(() => onchange(event.target.checked)) }), ' ', label);
}

/** Text of the caller's, whose direction is its own. */
export const own = (tag, text, attributes) => h(tag, { dir: 'auto', ...attributes }, text);

/** Does something again and again while the view is there and the page is seen. */
export async function every(signal, milliseconds, act) {
  while (!signal.aborted) {
    let wait = milliseconds;
    if (!document.hidden) {
      try {
        wait = await act() ?? milliseconds;
      } catch (error) {
        if (error.name === 'AbortError') return;
        notify(error.message, true);
        wait = Math.max(milliseconds, 10_000);
      }
    }
    await new Promise(resolve => {
      const timer = setTimeout(resolve, wait);
      signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
    });
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked') element[name] = value;
    else if (name === 'width%') element.style.width = `${value}%`;
    else element.setAttribute(name, value === true ? '' : value);
  }
}

const flat = children => children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false);
