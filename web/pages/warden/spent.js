import { all, allBetween, read, write } from './db.js';
import { reportSlot, taskSlot } from './drafts.js';
import { formers, SPENT, wiped } from './former.js';
import { call, Refusal, REVOKED, SIGNED_OUT, UNKNOWN } from './wire.js';
import { wipe } from './wiping.js';

/**
 * Tokens that ended otherwise than by being revoked: signed out, given back, replaced. Nothing is sent with them, but each goes on asking: a
 * sign-out without a network arrives late, and a phone that is lost afterwards still hears that it is revoked. No DOM.
 */

/**
 * Says of each that it signed out, and does what the answer says.
 *
 * @returns a fault that passes, for which it is tried again; or that of a revocation, when the phone holds nothing any more
 */
export async function hearOfSpent() {
  let passing = null;
  for (const each of (await read('settings', SPENT)) ?? []) {
    const fault = await signOutLate(each);
    if (fault?.code === REVOKED && (await isOwn(each))) {
      await wipe();
      return fault;
    }
    await settle(each, fault);
    passing ??= ['offline', 'server'].includes(fault?.kind) ? fault : null;
  }
  return passing;
}

async function signOutLate({ token }) {
  try {
    await call('POST', '/devices/self/sign-out', { token });
    return null;
  } catch (fault) {
    if (!(fault instanceof Refusal)) {
      throw fault;
    }
    return fault;
  }
}

/** The phone is that account's and nobody's since: then all that it holds goes. */
async function isOwn({ account }) {
  const device = await read('settings', 'device');
  return device?.account.id === account.id && !device.token;
}

async function settle(each, fault) {
  const anew = await hasAnother(each.account);
  if (fault?.code === REVOKED) {
    anew || (await wiped(each));
    await forget(each);
  } else if (fault?.code === UNKNOWN) {
    await forget(each);
  } else if ((fault === null || fault.code === SIGNED_OUT) && (anew || !(await holds(each.account)))) {
    await forget(each);
  }
}

/** The account has this phone again, or a code with which it sends from here. */
async function hasAnother({ id }) {
  const device = await read('settings', 'device');
  return (device?.account.id === id && Boolean(device.token)) || Boolean((await formers())[id]?.token);
}

/** Whether anything of an account is left to be erased. */
async function holds({ id }) {
  const slot = taskSlot(id, '');
  const [base, work, report, tasks, items] = await Promise.all([read('base', id), read('work', id), read('settings', reportSlot(id)), allBetween('settings', slot, `${slot}\uffff`), all('queue')]);
  return Boolean(base || work || report) || tasks.length > 0 || items.some(({ account }) => account === id);
}

const forget = ({ token }) =>
  write(['settings'], async ({ settings }, asPromise) => {
    const kept = (await asPromise(settings.get(SPENT))) ?? [];
    settings.put(kept.filter((each) => each.token !== token), SPENT);
  });
