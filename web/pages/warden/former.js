import { all, read, write } from './db.js';
import { forgetDrafts } from './drafts.js';
import { tell } from './news.js';
import { call } from './wire.js';

/**
 * Phones are handed on. What the former owner kept here goes under that one's name and no other: by the token with which this phone was the
 * former owner's, or by one got with a code that is used only to send. When nothing of it waits any more, the token is given back. No DOM.
 */
const FORMER = 'former';

/** Tokens that are over, each as `{ token, account }`. */
export const SPENT = 'spent';

/** By account: `{ id, token, account, piece_bytes }`. */
export const formers = async () => (await read('settings', FORMER)) ?? {};

/** Keeps a token beside the phone's own; within a transaction on `settings`. */
export async function keepFormer(settings, device, asPromise) {
  const kept = (await asPromise(settings.get(FORMER))) ?? {};
  const older = kept[device.account.id];
  older && older.token !== device.token && (await spend(settings, older, asPromise));
  settings.put({ ...kept, [device.account.id]: { id: device.id, token: device.token, account: device.account, piece_bytes: device.piece_bytes } }, FORMER);
}

/** Sends nothing any more, but asks whether it is revoked; within a transaction on `settings`. */
export async function spend(settings, { token, account }, asPromise) {
  const kept = (await asPromise(settings.get(SPENT))) ?? [];
  token && !kept.some((each) => each.token === token) && settings.put([...kept, { token, account }], SPENT);
}

/** The account has the phone again, and sends with the phone's own token; within a transaction on `settings`. @returns what is forgotten */
export async function forgetFormer(settings, account, asPromise) {
  const { [account]: own, ...others } = (await asPromise(settings.get(FORMER))) ?? {};
  own && settings.put(others, FORMER);
  return own;
}

/**
 * Puts another phone's token away, unless there is a newer one.
 *
 * @param also what else goes; not done when the phone is that account's again: what is kept here is then its present owner's
 */
async function drop(device, also = () => {}) {
  await write(['settings', 'queue', 'photos', 'base', 'work'], async (stores, asPromise) => {
    const kept = (await asPromise(stores.settings.get(FORMER))) ?? {};
    const present = await asPromise(stores.settings.get('device'));
    kept[device.account.id]?.token === device.token && (await forgetFormer(stores.settings, device.account.id, asPromise));
    present?.account.id === device.account.id || (await also(stores, asPromise));
  });
  tell('changed');
}

/** Nothing waits any more: the server hears that this phone is no longer that account's. What was being written stays for its owner. */
export async function giveBack(device) {
  await call('POST', '/devices/self/sign-out', { token: device.token });
  await ended(device, async (stores) => {
    stores.base.delete(device.account.id);
    stores.work.delete(device.account.id);
  });
}

/** The server takes the token no more: what waits waits for its owner. */
export async function ended(device, also = () => {}) {
  await write(['settings'], ({ settings }, asPromise) => spend(settings, device, asPromise));
  await drop(device, also);
}

/** Revoked: what that account kept here goes, what is another's stays. */
export const wiped = (device) =>
  drop(device, async (stores, asPromise) => {
    const items = (await asPromise(stores.queue.getAll())).filter(({ account }) => account === device.account.id);
    for (const { seq, key } of items) {
      const photos = await asPromise(stores.photos.index('item').getAll(key));
      photos.forEach((photo) => stores.photos.delete(photo.key));
      stores.queue.delete(seq);
    }
    stores.base.delete(device.account.id);
    stores.work.delete(device.account.id);
    forgetDrafts(stores.settings, device.account.id);
  });

/** Whether something that is not done with is another's than the phone's. */
export const waitsFor = async (account) => (await all('queue')).some((item) => item.account === account && item.state === 'waiting');
