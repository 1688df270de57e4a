import { put, read, remove, write } from './db.js';
import { tell } from './news.js';

/** Puts what was found into the queue, with its key, the account it belongs to and its photos, in one transaction. */

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A photo as it is sent: its bytes as the camera wrote them, with what the camera wrote about them. The server compares and strips. */
export async function photoOf(file, role) {
  const bytes = await file.arrayBuffer();
  return {
    key: crypto.randomUUID(), role, type: file.type || 'image/jpeg', bytes: bytes.byteLength, blob: new Blob([bytes], { type: file.type || 'image/jpeg' }),
    sha256: hex(await crypto.subtle.digest('SHA-256', bytes)), at: new Date().toISOString(), sent: false,
  };
}

/**
 * @param found `{ kind, found_at, body, show… }`
 * @param photos of `photoOf`
 * @param mended the item that this one replaces, at its place and under its key: nothing of it was stored by the server
 */
export async function enqueue(device, found, photos, mended = null) {
  const key = mended?.key ?? crypto.randomUUID();
  const item = {
    ...found, key, account: device.account.id, account_name: device.account.name, state: 'waiting', saved_at: new Date().toISOString(),
    photos: photos.length, bytes: photos.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  await write(['queue', 'photos', 'settings'], async (stores, asPromise) => {
    const before = mended ? await asPromise(stores.photos.index('item').getAll(key)) : [];
    before.filter((old) => !photos.some((photo) => photo.key === old.key)).forEach((old) => stores.photos.delete(old.key));
    stores.queue.put(mended ? { ...item, seq: mended.seq } : item);
    photos.forEach((photo) => stores.photos.put({ ...photo, item: key }));
    stores.settings.delete(draftKey(found.kind, device.account.id));
  });
  tell('changed');
  return item;
}

export const change = (seq, patch) =>
  write(['queue'], async (stores, asPromise) => {
    const item = await asPromise(stores.queue.get(seq));
    item && stores.queue.put({ ...item, ...patch });
  }).then(() => tell('changed'));

export async function drop(item) {
  await write(['queue', 'photos'], async (stores, asPromise) => {
    const photos = await asPromise(stores.photos.index('item').getAll(item.key));
    photos.forEach(({ key }) => stores.photos.delete(key));
    stores.queue.delete(item.seq);
  });
  tell('changed');
}

const KEPT_DAYS = 3;

/** What was sent days ago is known to the server; nothing else is ever dropped. */
export async function forgetOldSent(items, now) {
  const old = items.filter((item) => item.state === 'sent' && now - Date.parse(item.settled_at) > KEPT_DAYS * 86_400_000);
  for (const item of old) {
    await drop(item);
  }
}

/** Whether a browser may throw the phone's store away, and how much room is left. */
export async function storage() {
  const persisted = (await navigator.storage?.persisted?.()) ?? false;
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return { persisted, free: quota - usage, known: quota > 0 };
}

export async function askToPersist() {
  const asked = await navigator.storage?.persist?.().catch(() => false);
  return asked ?? false;
}

/** What is being written: of each account its own, since a phone may be handed on. `what` is `report` or `task`. */
const draftKey = (what, account) => `draft-${what}-${account}`;

export const keepDraft = (what, account, value) => put('settings', value, draftKey(what, account));
export const dropDraft = (what, account) => remove('settings', draftKey(what, account));

export async function drafts(device) {
  if (!device) {
    return { draft: null, taskDraft: null };
  }
  const [draft, taskDraft] = await Promise.all(['report', 'task'].map((what) => read('settings', draftKey(what, device.account.id))));
  return { draft: draft ?? null, taskDraft: taskDraft ?? null };
}
