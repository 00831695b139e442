// The pipeline's HTTP API, as this page uses it.

const base = new URL('../', import.meta.url);
const kept = 'function-key';
let asking;

/** An answer that is no success; its message is for people. */
export class ApiError extends Error {
  constructor(status, problem, fallback) {
    super(messageOf(problem) ?? fallback);
    this.name = 'ApiError';
    this.status = status;
    /** What is wrong with each field: [{pointer, detail}]. */
    this.problems = problem?.errors ?? [];
  }
}

/** Calls the API; asks for the key if one is needed. Answers with the parsed JSON, or null where there is none. */
export async function call(path, options = {}) {
  const response = await send(path, options);
  const type = response.headers.get('content-type') ?? '';
  return response.status === 204 || !type.includes('json') ? null : response.json();
}

/** Calls the API, and answers with the response itself. */
export async function send(path, { method = 'GET', json, body, type, query, headers, signal, ok = [] } = {}) {
  const url = address(path, query);
  for (;;) {
    const key = sessionStorage.getItem(kept);
    let response;
    try {
      response = await fetch(url, {
        method, signal, body: json === undefined ? body : JSON.stringify(json),
        headers: { ...(json === undefined ? type ? { 'content-type': type } : {} : { 'content-type': 'application/json' }), ...(key ? { 'x-functions-key': key } : {}), ...headers },
      });
    } catch (error) {
      if (error.name === 'AbortError') throw error;
      throw new ApiError(0, null, 'The pipeline does not answer. Is it still running?');
    }
    if (response.ok || ok.includes(response.status)) return response;
    if (response.status === 401) {
      await askForKey(key);
      continue;
    }
    throw new ApiError(response.status, await response.json().catch(() => null), `The pipeline answered ${response.status}.`);
  }
}

/** A job or a batch whenever it changes, as server-sent events. EventSource sends no key, so the stream is read here. */
export async function* events(path, signal) {
  const response = await send(path, { signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = text.slice(0, end).split('\n').filter(line => line.startsWith('data:')).map(line => line.slice(5).trim()).join('\n');
      text = text.slice(end + 2);
      if (data) yield JSON.parse(data);
    }
  }
}

/** The address of an episode's file on the host that this page came from, whatever name the job was submitted under. */
export function local(url) {
  const at = url.indexOf('/episodes/');
  return at < 0 ? url : new URL(url.slice(at + 1), base).href;
}

/** The address of a route. */
export function address(path, query) {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== '') url.searchParams.set(name, value);
  }
  return url;
}

function askForKey(refused) {
  // Several requests may be refused at once.
  asking ??= new Promise(resolve => {
    const dialog = document.getElementById('key');
    const input = document.getElementById('key-value');
    if (refused) document.getElementById('key-why').textContent = 'This key was refused. Take another one.';
    input.value = '';
    dialog.addEventListener('cancel', event => event.preventDefault());
    dialog.addEventListener('close', () => {
      sessionStorage.setItem(kept, input.value.trim());
      asking = undefined;
      resolve();
    }, { once: true });
    dialog.showModal();
  });
  return asking;
}

function messageOf(problem) {
  if (!problem) return null;
  const each = (problem.errors ?? []).map(error => `${nameOf(error.pointer)}${error.detail}`);
  return each.length ? each.join(' ') : problem.detail ?? problem.title ?? problem.error?.message;
}

/** "#/article/format" is the field "format" to people. */
function nameOf(pointer) {
  const name = pointer.replace(/^(#\/?|\?)/, '').split('/').filter(part => part !== 'article').join(' ').replaceAll('_', ' ');
  return name ? `${name[0].toUpperCase()}${name.slice(1)}: ` : '';
}
