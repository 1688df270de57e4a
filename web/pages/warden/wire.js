/** Calls of an enrolled phone: its token goes with them, never the cookies of somebody who is logged in here. No DOM. */

const BASE = '/api/v1/field';
/** Longer than a piece of a photo takes on the slowest network that is worth trying. */
const PATIENCE_MS = 60_000;

/** `offline`: no answer; `server`: later again; `refused`: change something; `device`: this token is over. */
export class Refusal extends Error {
  constructor(kind, { status = 0, code = '', detail = '', field = '', retryAfter = 0, body = {} } = {}) {
    super(detail || code || kind);
    Object.assign(this, { kind, status, code, detail, field, retryAfter, body });
  }
}

export const REVOKED = 'device_revoked';

/** @returns `{ status, etag, body }`; the body is null where there is none (304) */
export async function call(method, path, { token, body, bytes, etag, key, base = BASE } = {}) {
  const headers = {
    Accept: 'application/json, application/problem+json',
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(bytes ? { 'Content-Type': 'application/octet-stream' } : {}),
    ...(etag ? { 'If-None-Match': etag } : {}),
    ...(key ? { 'Idempotency-Key': key } : {}),
  };
  const sent = bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await answered(base + path, { method, headers, body: sent, credentials: 'omit', cache: 'no-store' });
  if (response.status !== 304 && !response.ok) {
    throw await refusalOf(response);
  }
  return { status: response.status, etag: response.headers.get('ETag'), body: [204, 304].includes(response.status) ? null : await jsonOf(response) };
}

async function answered(path, options) {
  try {
    return await fetch(path, { ...options, signal: AbortSignal.timeout?.(PATIENCE_MS) });
  } catch {
    throw new Refusal('offline');
  }
}

/** An answer that breaks off is as good as none: whether it was done is found out by asking again with the same key. */
async function jsonOf(response) {
  try {
    return await response.json();
  } catch {
    throw new Refusal('offline');
  }
}

async function refusalOf(response) {
  const body = await response.json().catch(() => ({}));
  const { status } = response;
  const kind = status >= 500 || status === 429 || status === 408 ? 'server' : status === 401 ? 'device' : 'refused';
  return new Refusal(kind, { status, ...body, retryAfter: Number(response.headers.get('Retry-After') ?? 0), body });
}
