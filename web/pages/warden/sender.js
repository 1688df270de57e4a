import { concernsItems, failed, isMalformed, sendable, subjectOf } from './aside.js';
import { refreshCity } from './city.js';
import { all, allOf, put, read, write } from './db.js';
import { ended, formers, giveBack, spend, waitsFor, wiped } from './former.js';
import { tell } from './news.js';
import { OF_PHOTOS, sendPhoto } from './photo-sending.js';
import { refreshBeside } from './recipients.js';
import { hearOfSpent } from './spent.js';
import { call, LOCKED, Refusal, REVOKED } from './wire.js';
import { wipe } from './wiping.js';

/**
 * Sends what waits, in the order of saving, exactly once: each item has the key it got when it was saved, and only the page or worker that
 * holds the lock sends. What belongs to another account than the phone's goes with that account's token, or waits for its owner. No DOM: the service worker uses it too.
 */
const LOCK = 'servicemap-warden-sending';
const MOST_AT_ONCE = 20;
/** A photo of an item is not there: sent once more where the phone has it. */
const MISSING = 'upload_missing';

/**
 * @returns `done`, `busy` (somebody else is sending), `none` (no phone enrolled), or `{ fault: Refusal, others }`, where `others` says that
 * only what a former owner kept here could not go
 */
export const sendAll = () =>
  navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) {
      return 'busy';
    }
    const device = await read('settings', 'device');
    const own = device?.token ? await sendOwn(device) : 'none';
    if (own.fault?.code === REVOKED) {
      return own; // the phone holds nothing any more, and looking for it would make an empty store
    }
    const ofFormers = await sendOfFormers();
    const ofSpent = await hearOfSpent();
    if (ofSpent?.code === REVOKED) {
      return { fault: ofSpent };
    }
    const fault = ofFormers ?? ofSpent;
    return own.fault || !fault ? own : { fault, others: true };
  });

async function sendOwn(device) {
  try {
    await sendWaiting(device);
    device.ended && (await changeDevice(device, { ended: null })); // the account was locked, and is no more
    return 'done';
  } catch (fault) {
    return endOf(device, fault);
  }
}

/** What those kept here whose phone this was, each under the own name. @returns the first fault that passes, for which it is tried again */
async function sendOfFormers() {
  let passing = null;
  for (const former of Object.values(await formers())) {
    const fault = await sendOfFormer(former);
    passing ??= ['offline', 'server'].includes(fault?.kind) ? fault : null;
  }
  return passing;
}

async function sendOfFormer(former) {
  try {
    await sendWaiting({ ...former, former: true });
    (await waitsFor(former.account.id)) || (await giveBack(former));
    return null;
  } catch (fault) {
    if (!(fault instanceof Refusal)) {
      throw fault;
    }
    if (fault.kind === 'device' && fault.code !== LOCKED) {
      await (fault.code === REVOKED ? wiped(former) : ended(former));
    }
    return fault;
  }
}

async function endOf(device, fault) {
  if (!(fault instanceof Refusal)) {
    throw fault;
  }
  if (fault.kind === 'device') {
    await end(device, fault.code);
  } else if (fault.kind === 'refused') {
    await contacted(); // the server is there, it only wants something else
  }
  return { fault };
}

/** The token is over, the queue is not; while its account is locked it goes on asking, so that it hears of both the unlocking and a revocation. */
async function end(device, code) {
  const { token } = (await read('settings', 'device')) ?? {};
  if (token !== device.token) {
    return; // it was said of a token that was replaced meanwhile
  }
  await (code === REVOKED ? wipe() : changeDevice(device, code === LOCKED ? { ended: code } : { token: null, ended: code }));
}

/** Changes what is kept of the phone, unless it was enrolled anew meanwhile. A token that goes is spent. */
export async function changeDevice({ token }, patch) {
  const changed = await write(['settings'], async ({ settings }, asPromise) => {
    const now = await asPromise(settings.get('device'));
    const same = now && now.token === token;
    same && patch.token === null && (await spend(settings, now, asPromise));
    same && settings.put({ ...now, ...patch }, 'device');
    return same;
  });
  changed && tell('changed');
}

/** Whether something waits for which this phone has a token. */
export async function somethingWaits() {
  const device = await read('settings', 'device');
  const senders = [...(device?.token ? [device] : []), ...Object.values(await formers())];
  const queue = await all('queue');
  return senders.some((sender) => queue.some(isWaiting(sender)));
}

async function contacted() {
  await put('settings', new Date().toISOString(), 'contact');
  tell('changed');
}

const isWaiting = (device) => (item) => item.state === 'waiting' && item.account === device.account.id;

async function sendWaiting(device) {
  let sentSomething = false;
  for (;;) {
    const waiting = sendable((await all('queue')).filter(isWaiting(device)), Date.now());
    if (waiting.length === 0) {
      break;
    }
    sentSomething = true;
    await sendSome(device, waiting);
  }
  if (!sentSomething && !device.former) {
    await sync(device, []);
  }
}

/** As many as can go without another photo before them; a photo goes up before its item, and only then. */
async function sendSome(device, waiting) {
  const batch = [];
  for (const item of waiting.slice(0, MOST_AT_ONCE)) {
    const photos = (await allOf('photos', 'item', item.key)).filter(({ sent }) => !sent);
    if (photos.length > 0 && batch.length > 0) {
      break;
    }
    if (!(await sendPhotos(device, item, photos).catch((fault) => setAside(item, fault)))) {
      return;
    }
    batch.push(item);
  }
  await sync(device, batch);
}

/** Whether all are there; a photo that the server will never take makes its item one to mend. */
async function sendPhotos(device, item, photos) {
  for (const photo of photos) {
    try {
      await sendPhoto(device.token, photo, device.piece_bytes);
      await put('photos', { ...photo, sent: true });
    } catch (error) {
      if (!OF_PHOTOS.includes(error.code)) {
        throw error;
      }
      await settle(item, { status: 'refused', code: error.code, detail: error.detail, photo: photo.key });
      return false;
    }
  }
  return true;
}

/** A photo that the server cannot take now fails its item: false when that was set aside. */
async function setAside(item, fault) {
  const its = fault instanceof Refusal && (fault.status === 500 || fault.kind === 'refused');
  if (!its || !(await failed(item))) {
    throw fault;
  }
  return false;
}

/** When the call fails for something in it, each goes by itself, so that only what is at fault stays. */
async function sync(device, items) {
  try {
    await exchange(device, items);
  } catch (fault) {
    if (!(fault instanceof Refusal) || !concernsItems(fault) || items.length === 0) {
      throw fault;
    }
    await (items.length > 1 ? oneByOne(device, items) : alone(items[0], fault));
  }
}

async function oneByOne(device, items) {
  const held = new Set();
  for (const item of items) {
    const subject = subjectOf(item);
    if (!held.has(subject)) {
      await sync(device, [item]);
      const after = await read('queue', item.seq);
      after?.state === 'waiting' && subject && held.add(subject);
    }
  }
}

async function alone(item, fault) {
  if (isMalformed(fault)) {
    await settle(item, { status: 'refused', code: fault.code, field: fault.field, detail: fault.detail });
  } else if (!(await failed(item))) {
    throw fault;
  }
}

async function exchange(device, items) {
  const work = device.former ? null : await read('work', device.account.id);
  const sent = { sent_at: new Date().toISOString(), items: items.map(({ key, kind, found_at: found, body }) => ({ key, kind, found_at: found, ...body })) };
  const { body } = await call('POST', '/sync', { token: device.token, body: work?.tag ? { ...sent, work_tag: work.tag } : sent });
  const byKey = new Map(body.results.map((result) => [result.key, result]));
  for (const item of items) {
    const result = byKey.get(item.key);
    if (!result) {
      throw new Refusal('server', { code: 'no_result' });
    }
    await settle(item, result);
  }
  if (!device.former) {
    body.work && (await put('work', { tag: body.work_tag, body: body.work, at: body.received_at }, device.account.id));
    await refreshBase(device, body.base_tag);
    await contacted();
    foresee(device); // nobody waits for it
  } // grids and tasks of another are none of this phone's
  const states = await Promise.all(items.filter(({ key }) => byKey.get(key).code === MISSING).map(({ seq }) => read('queue', seq)));
  if (states.some((item) => item?.state === 'waiting')) {
    throw new Refusal('server', { code: MISSING }); // after a while, not at once and for ever
  }
}

let foreseeing = false;

/** To whom reports would go, the roads, and what the maps must say are good to have and nothing to fail for. */
async function foresee(device) {
  if (foreseeing) {
    return;
  }
  foreseeing = true;
  try {
    const base = await read('base', device.account.id);
    base && (await refreshCity(base.body));
    base && (await refreshBeside(base.body));
  } catch {
    // asked again at the next exchange
  } finally {
    foreseeing = false;
  }
}

/** Keys of the photos that an item names. */
const photosOf = ({ body }) => [...(body.photos ?? []), ...(body.settled?.photos ?? [])];

/** What became of an item, and whether its photos are still needed, in one transaction. */
async function settle(item, result) {
  const { key } = item;
  const stored = result.status === 'stored' || result.status === 'repeated';
  const photos = await allOf('photos', 'item', key);
  const missing = result.code === MISSING && photosOf(item).every((named) => photos.some((photo) => photo.key === named));
  const state = stored ? 'sent' : missing ? 'waiting' : result.status;
  await write(['queue', 'photos'], (stores) => {
    stores.queue.put({ ...item, state, result, settled_at: new Date().toISOString() });
    if (stored || (result.status === 'conflict' && result.code !== 'key_reused')) {
      photos.forEach((photo) => stores.photos.delete(photo.key));
    } else if (missing) {
      photos.forEach((photo) => stores.photos.put({ ...photo, sent: false }));
    }
  });
  tell('changed');
}

/** Grids, categories and plans; asked for only when the server says that they are others now. */
export async function refreshBase(device, tag) {
  const known = await read('base', device.account.id);
  if (known && tag && known.body.tag === tag) {
    return;
  }
  const { status, etag, body } = await call('GET', '/base', { token: device.token, etag: known?.etag });
  if (status !== 304) {
    await put('base', { etag, body, at: new Date().toISOString() }, device.account.id);
    const pieceBytes = body.limits?.piece_bytes;
    pieceBytes && pieceBytes !== device.piece_bytes && (await changeDevice(device, { piece_bytes: pieceBytes }));
  }
}
