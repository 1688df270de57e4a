/** The server's HTTP API as the pages see it: JSON in, `ApiError` out. */

const BASE = '/api/v1';

/** What went wrong, by kind: `offline` (no answer at all), `server` (5xx, try again), `request` (4xx, change something). */
export class ApiError extends Error {
  constructor(kind, { status = 0, code = '', detail = '' } = {}) {
    super(detail || code || kind);
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.detail = detail;
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
    const { code, detail } = await response.json();
    return new ApiError(kind, { status: response.status, code, detail });
  } catch {
    return new ApiError(kind, { status: response.status });
  }
}

const rethrowAbort = (error) => (error?.name === 'AbortError' ? error : null);
