/** Calls of an enrolled phone: its token goes with them, never the cookies of somebody who is logged in here. No DOM. */

const BASE = '/api/v1/field';
/** Longer than a piece of a photo takes on the slowest network that is worth trying. */
const PATIENCE_MS = 60_000;

/** `offline`: no answer; `server`: later again, also what somebody on the way answers; `refused`: change something; `device`: the server takes this token no more. */
export class Refusal extends Error {
  constructor(kind, { status = 0, code = '', detail = '', field = '', retryAfter = 0, body = {} } = {}) {
    super(detail || code || kind);
    Object.assign(this, { kind, status, code, detail, field, retryAfter, body });
  }
}

export const REVOKED = 'device_revoked';
/** Passes: the token is good again once the account is. */
export const LOCKED = 'account_locked';
export const SIGNED_OUT = 'device_signed_out';
export const UNKNOWN = 'device_unknown';
/** Only these say something of the token; any other 401 comes from somebody on the way. */
const OF_DEVICES = [REVOKED, LOCKED, SIGNED_OUT, UNKNOWN];

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

/** A small picture of an attachment that this phone may see, as a blob. */
export async function pictureOf(token, id) {
  const options = { headers: { Authorization: `Bearer ${token}` }, credentials: 'omit', cache: 'no-store' };
  const response = await answered(`/api/v1/attachments/${encodeURIComponent(id)}/thumbnail`, options);
  if (!response.ok) {
    throw await refusalOf(response);
  }
  return response.blob().catch(() => {
    throw new Refusal('offline');
  });
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

function kindOf(status, code) {
  if (status === 401) {
    return OF_DEVICES.includes(code) ? 'device' : 'server';
  }
  return status >= 500 || status === 429 || status === 408 || !code ? 'server' : 'refused';
}

async function refusalOf(response) {
  const body = await response.json().catch(() => ({}));
  const { status } = response;
  return new Refusal(kindOf(status, body?.code), { status, ...body, retryAfter: Number(response.headers.get('Retry-After') ?? 0), body });
}
