import { ApiError, getJson } from './api.js';

/** The staff session of this browser, and calls that change something: each with the session's CSRF token. */

const BASE = '/api/v1';
let token = null;

/** Who is logged in: `account` is null for nobody. */
export async function openSession() {
  return remember(await getJson('/session'));
}

export async function logIn(login, password, code) {
  return remember(await send('POST', '/session', { login, password, ...(code ? { code } : {}) }));
}

export async function logOut() {
  await send('DELETE', '/session');
  token = null;
}

function remember(session) {
  token = session.csrf_token;
  return session;
}

/**
 * Sends something; `key` makes it happen once, however often it is sent.
 *
 * @throws ApiError with the offending `field` where the server names one
 */
export async function send(method, path, body, { key } = {}) {
  const headers = { Accept: 'application/json, application/problem+json', ...(token ? { 'X-CSRF-Token': token } : {}), ...(key ? { 'Idempotency-Key': key } : {}) };
  let response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError('offline');
  }
  const answer = response.status === 204 ? null : await response.json().catch(() => ({}));
  if (!response.ok) {
    const kind = response.status >= 500 || response.status === 429 ? 'server' : 'request';
    throw Object.assign(new ApiError(kind, { status: response.status, code: answer?.code, detail: answer?.detail }), { field: answer?.field ?? '' });
  }
  return answer;
}

/** Random and never used again; `crypto.randomUUID` is missing on pages without TLS. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
