import { put, read, write } from './db.js';
import { forgetFormer, keepFormer, spend, waitsFor } from './former.js';
import { tell } from './news.js';
import { changeDevice, refreshBase } from './sender.js';
import { call } from './wire.js';
import { load } from './model.js';

/** A phone becomes an account's by a link that is good once. The token comes behind the `#`, which browsers send to no server. */

/** Keeps the link's token and the key under which it is redeemed, so that an answer that was lost is had again. */
export async function keepLink(hash) {
  const token = /^#enrol=([\w.-]{8,200})$/.exec(hash)?.[1];
  if (!token) {
    return false;
  }
  history.replaceState(null, '', location.pathname + location.search);
  const known = await read('settings', 'enrolment');
  await put('settings', known?.token === token ? known : { token, key: crypto.randomUUID() }, 'enrolment');
  return true;
}

/** What `keepLink` takes, out of a link as it was given or of its token alone; else empty. */
export function linkIn(text) {
  const token = /(?:#enrol=|^)([\w.-]{8,200})$/.exec(text.trim())?.[1];
  return token ? `#enrol=${token}` : '';
}

async function redeem() {
  const pending = await read('settings', 'enrolment');
  const { body } = await call('POST', '/devices', { body: { enrolment: pending.token, name: nameOfPhone() }, key: pending.key });
  return { id: body.id, token: body.token, account: body.account, ended: null, enrolled_at: new Date().toISOString() };
}

/** This phone becomes the link's account's. Whose it was before keeps a token for what waits. @throws Refusal */
export async function enrol() {
  const device = await redeem();
  await write(['settings'], async ({ settings }, asPromise) => {
    const before = await asPromise(settings.get('device'));
    const returned = await forgetFormer(settings, device.account.id, asPromise);
    returned && (await spend(settings, returned, asPromise));
    before?.token && (await (before.account.id === device.account.id ? spend : keepFormer)(settings, before, asPromise));
    settings.put(device, 'device');
    settings.delete('enrolment');
    settings.put(new Date().toISOString(), 'contact');
  });
  await refreshBase(device, null);
  tell('changed');
}

/** The phone stays whose it is; the link only sends what its account kept here. @returns `{ name, waits }` of that account. @throws Refusal */
export async function enrolToSend() {
  const device = await redeem();
  await write(['settings'], async ({ settings }, asPromise) => {
    const own = await asPromise(settings.get('device'));
    settings.delete('enrolment');
    if (device.account.id === own.account.id) {
      await spend(settings, own, asPromise);
      settings.put(device, 'device');
    } else {
      await keepFormer(settings, device, asPromise);
    }
  });
  tell('changed');
  return { name: device.account.name, waits: await waitsFor(device.account.id) };
}

/** Says so to the server, now or when it can be reached again; the queue stays either way. */
export async function signOut() {
  const { device } = await load();
  if (device?.token) {
    await call('POST', '/devices/self/sign-out', { token: device.token }).catch(() => null);
  }
  await changeDevice(device, { token: null, ended: 'signed_out' });
}

function nameOfPhone() {
  const system = navigator.userAgentData?.platform ?? /Android|iPhone|iPad|Harmony|Windows|Mac|Linux/.exec(navigator.userAgent)?.[0] ?? '';
  const model = /;\s*([^;)]+?)\s+Build/.exec(navigator.userAgent)?.[1] ?? '';
  return [system, model].filter(Boolean).join(' ') || 'phone';
}
