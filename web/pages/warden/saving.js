import { remove, write } from './db.js';
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

/** Once more from another page: it is in the row already, or was sent. */
const ALREADY = 'ConstraintError';

/**
 * @param found `{ kind, found_at, body, show… }`
 * @param photos of `photoOf`
 * @param begun `{ key, slot, mended }`: the key that its draft began with and the slot that holds the draft; the refused item that it replaces,
 *   at its place and under its key, since nothing of it was stored by the server
 */
export async function enqueue(device, found, photos, { key: given, slot = null, mended = null } = {}) {
  const key = mended?.key ?? given ?? crypto.randomUUID();
  const item = {
    ...found, key, account: device.account.id, account_name: device.account.name, state: 'waiting', saved_at: new Date().toISOString(),
    photos: photos.length, bytes: photos.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  try {
    await write(['queue', 'photos', 'settings'], async (stores, asPromise) => {
      const replaced = mended ? await asPromise(stores.queue.get(mended.seq)) : undefined;
      slot && stores.settings.delete(slot);
      if (replaced && replaced.state !== 'refused') {
        return; // another page was faster
      }
      const before = mended ? await asPromise(stores.photos.index('item').getAll(key)) : [];
      before.filter((old) => !photos.some((photo) => photo.key === old.key)).forEach((old) => stores.photos.delete(old.key));
      stores.queue.put(replaced ? { ...item, seq: replaced.seq } : item);
      photos.forEach((photo) => stores.photos.put({ ...photo, item: key }));
    });
  } catch (error) {
    if (error?.name !== ALREADY) {
      throw error;
    }
    slot && (await remove('settings', slot));
  }
  tell('changed');
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

/** Less room than a day of photos needs. */
const SCARCE_BYTES = 200_000_000;
export const isScarce = (storage) => Boolean(storage?.known) && storage.free < SCARCE_BYTES;

export async function askToPersist() {
  const asked = await navigator.storage?.persist?.().catch(() => false);
  return asked ?? false;
}
