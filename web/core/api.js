/** The server's HTTP API as the pages see it: JSON in, `ApiError` out. */

const BASE = '/api/v1';

/** What went wrong, by kind: `offline` (no answer at all), `server` (5xx, try again), `request` (4xx, change something). */
export class ApiError extends Error {
  constructor(kind, { status = 0, code = '', detail = '', field = '' } = {}) {
    super(detail || code || kind);
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.field = field;
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

/**
 * Sends something; `key` makes it happen once, however often it is sent.
 *
 * @throws ApiError with the offending `field` where the server names one
 */
export async function postJson(path, body, { key, signal } = {}) {
  const response = await post(path, body, { signal, headers: { Accept: 'application/json, application/problem+json', ...(key ? { 'Idempotency-Key': key } : {}) } });
  try {
    return await response.json();
  } catch (error) {
    throw rethrowAbort(error) ?? new ApiError('offline');
  }
}

/** A QR code of a text as SVG; the text goes in the body, since addresses are logged. */
export async function drawQr(text) {
  const response = await post('/qr', { text }, { headers: { Accept: 'image/svg+xml, application/problem+json' } });
  return response.text();
}

const post = (path, body, { signal, headers }) =>
  request(path, {}, { method: 'POST', body: JSON.stringify(body), signal, headers: { ...headers, 'Content-Type': 'application/json' } });

/** Bytes of a map tile, or null for an empty one; answers that a person waits for go first. */
export async function getBytes(path, { signal } = {}) {
  const headers = { Accept: 'application/vnd.mapbox-vector-tile' };
  const response = await request(path, {}, { signal, headers, priority: 'low' });
  return response.status === 204 ? null : new Uint8Array(await response.arrayBuffer());
}

async function request(path, params, options) {
  let response;
  try {
    response = await fetch(url(path, params), options);
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
    const { code, detail, field } = await response.json();
    return new ApiError(kind, { status: response.status, code, detail, field });
  } catch {
    return new ApiError(kind, { status: response.status });
  }
}

const rethrowAbort = (error) => (error?.name === 'AbortError' ? error : null);
