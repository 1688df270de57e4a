/** The server's HTTP API as the pages see it: JSON in, `ApiError` out. */

const BASE = '/api/v1';

/** Answers older than this are not news any more. */
const EARLY_MS = 15000;

/** The answer that `early.js` has asked for before there were modules, once; else undefined. */
export function askedEarly(address) {
  const asked = globalThis.servicemapEarly;
  const answer = performance.now() < EARLY_MS ? asked?.get(address) : undefined;
  asked?.delete(address);
  return answer;
}

/** What went wrong, by kind: `offline` (no answer at all), `server` (5xx, try again), `request` (4xx, change something). */
export class ApiError extends Error {
  constructor(kind, { status = 0, code = '', detail = '', field = '', retryAfter = 0, alternatives = [] } = {}) {
    super(detail || code || kind);
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.field = field;
    this.retryAfter = retryAfter;
    /** Where the server knows what would do instead. */
    this.alternatives = alternatives;
  }
}

export async function getJson(path, params = {}, { signal } = {}) {
  const response = await request(path, params, { signal, headers: { Accept: 'application/json, application/geo+json, application/problem+json' } });
  try {
    return await response.json();
  } catch (error) {
    throw rethrowAbort(error) ?? new ApiError('server', { status: response.status });
  }
}

/** A list as a file of this media type, to be saved. */
export async function getFile(path, params, type) {
  const response = await request(path, params, { headers: { Accept: `${type}, application/problem+json` } });
  return response.blob();
}

/** A whole list as CSV, however long: its parts are asked for one after the other, as each names the next. */
export async function getWholeCsv(path, params) {
  const headers = { Accept: 'text/csv, application/problem+json' };
  // spreadsheets need the mark of UTF-8, which reading the text takes away
  const parts = ['\uFEFF'];
  let cursor = null;
  do {
    const response = await request(path, { ...params, cursor }, { headers });
    const text = await response.text();
    parts.push(cursor ? text.slice(text.indexOf('\n') + 1) : text);
    cursor = nextCursor(response);
  } while (cursor);
  return new Blob(parts, { type: 'text/csv' });
}

function nextCursor(response) {
  const link = /<([^>]*)>; *rel="next"/.exec(response.headers.get('Link') ?? '');
  return link && new URL(link[1], location.href).searchParams.get('cursor');
}

/** What a session's calls carry beside the cookie; `undefined` until somebody has asked the server for it. */
let csrfToken;

export const setCsrfToken = (token) => {
  csrfToken = token;
};

/** Asked for once, before the first call that changes something on a page that does not show who is logged in. */
async function csrfHeader() {
  if (csrfToken === undefined) {
    csrfToken = await getJson('/session').then((session) => session.csrf_token, () => undefined);
  }
  return csrfToken ? { 'X-CSRF-Token': csrfToken } : {};
}

/** Random and never used again; `crypto.randomUUID` is missing on pages without TLS. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Sends something and answers JSON, or null for an answer without a body; `key` makes it happen once, however often it is sent.
 *
 * @throws ApiError with the offending `field` where the server names one
 */
export async function send(method, path, body, { key, signal } = {}) {
  const headers = { Accept: 'application/json, application/problem+json', ...(key ? { 'Idempotency-Key': key } : {}) };
  const response = await change(method, path, body, { signal, headers });
  try {
    return response.status === 204 ? null : await response.json();
  } catch (error) {
    throw rethrowAbort(error) ?? new ApiError('offline');
  }
}

export const postJson = (path, body, options) => send('POST', path, body, options);
export const putJson = (path, body, options) => send('PUT', path, body, options);
export const deleteJson = (path, options) => send('DELETE', path, undefined, options);

/** A QR code of a text as SVG; the text goes in the body, since addresses are logged. */
export async function drawQr(text) {
  const response = await change('POST', '/qr', { text }, { headers: { Accept: 'image/svg+xml, application/problem+json' } });
  return response.text();
}

/** Forms that were sent and had no answer, with the key that they went under. */
const unanswered = new Map();

/**
 * Sends a form with files; its answer is JSON. Without an answer nobody knows whether it arrived: the same form sent again goes under
 * the same key, so that it happens once.
 */
export async function postForm(path, form) {
  const mark = markOf(path, form);
  const key = unanswered.get(mark) ?? newKey();
  unanswered.delete(mark);
  try {
    const headers = { Accept: 'application/json, application/problem+json', 'Idempotency-Key': key, ...(await csrfHeader()) };
    const response = await request(path, {}, { method: 'POST', body: form, headers });
    return await response.json();
  } catch (error) {
    if (error.kind !== 'request') {
      unanswered.set(mark, key);
    }
    throw error;
  }
}

/** What makes two forms the same. */
const markOf = (path, form) =>
  JSON.stringify([path, ...[...form].map(([name, value]) => (value instanceof File ? [name, value.name, value.size, value.lastModified] : [name, value]))]);

/** Sends a file as soon as it is chosen; the answer's `key` names it in what is sent later. One that was sent twice and is used once is swept away. */
export async function uploadFile(file) {
  const body = new FormData();
  body.set('file', file);
  const headers = { Accept: 'application/json, application/problem+json', ...(await csrfHeader()) };
  const response = await request('/attachments', {}, { method: 'POST', body, headers });
  return response.json();
}

/** Sends a file's text as it is, of a type that the route takes. */
export async function sendText(path, text, type) {
  const headers = { Accept: 'application/json, application/problem+json', 'Content-Type': type, ...(await csrfHeader()) };
  const response = await request(path, {}, { method: 'POST', body: text, headers });
  return response.json();
}

/** A picture that only a code opens, as an address for this page. */
export async function pictureBy(path, body) {
  const response = await change('POST', path, body, { headers: { Accept: 'image/*, application/pdf, application/problem+json' } });
  return URL.createObjectURL(await response.blob());
}

/** A file that is made of what the body says. */
export async function fileBy(path, body, type) {
  const response = await change('POST', path, body, { headers: { Accept: `${type}, application/problem+json` } });
  return response.blob();
}

async function change(method, path, body, { signal, headers }) {
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return request(path, {}, {
    method,
    signal,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { ...headers, ...type, ...(await csrfHeader()) },
  });
}

/** Bytes of a map tile, or null for an empty one; answers that a person waits for go first. */
export async function getBytes(path, { signal, params = {} } = {}) {
  const headers = { Accept: 'application/vnd.mapbox-vector-tile' };
  const response = await request(path, params, { signal, headers, priority: 'low' });
  return response.status === 204 ? null : new Uint8Array(await response.arrayBuffer());
}

async function request(path, params, options) {
  let response;
  try {
    const address = url(path, params);
    response = await ((options.method === undefined && askedEarly(address)) || fetch(address, options));
  } catch (error) {
    throw rethrowAbort(error) ?? new ApiError('offline');
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

function url(path, params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '') {
      query.set(name, String(value));
    }
  }
  const text = query.toString();
  return BASE + path + (text ? `?${text}` : '');
}

async function problemOf(response) {
  const kind = response.status >= 500 || response.status === 429 ? 'server' : 'request';
  try {
    const { code, detail, field, alternatives } = await response.json();
    const retryAfter = Number(response.headers.get('Retry-After') ?? 0);
    return new ApiError(kind, { status: response.status, code, detail, field, retryAfter, alternatives });
  } catch {
    return new ApiError(kind, { status: response.status });
  }
}

const rethrowAbort = (error) => (error?.name === 'AbortError' ? error : null);
