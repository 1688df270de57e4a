import { newKey, postJson } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { readLink } from '../../core/booking-link.js';
import { keepHold, keptHold } from '../../core/kept-hold.js';
import { solveProof } from '../../core/proof.js';
import { location, mattersOf } from './state.js';

/** How often a hold may be extended: the server's rule, to say it before it refuses. */
const EXTENSIONS = 2;
/** Seconds left at which a screen reader is told. */
const TOLD_AT = [300, 120, 60, 30];

/** Holding a slot: taking it, its countdown, extending it, giving it back. One at a time. */
export function createHolding({ store, model, redraw }) {
  let ticking = null;
  let told = 0;
  let solving = null;
  let unsure = null;

  const secondsLeft = () => {
    const { hold } = store.get();
    return hold ? Math.max(0, Math.ceil((hold.ends - performance.now()) / 1000)) : 0;
  };

  /** The server's seconds are counted down here: no clock of this device needs to be right. */
  const held = ({ booking, token, near_border: near }, more) => ({
    id: booking.id, token, booking, near, ends: performance.now() + (booking.hold_seconds ?? 0) * 1000, whole: Math.max(1, booking.hold_seconds ?? 1), extensions: 0, ...more,
  });

  function tick() {
    const left = secondsLeft();
    const due = TOLD_AT.filter((at) => left <= at).length;
    if (due > told && left > 0) {
      store.set({ announcement: t('hold.spoken', { minutes: Math.floor(left / 60), seconds: left % 60 }) });
    } else if (left === 0 && told <= TOLD_AT.length) {
      told = TOLD_AT.length + 1;
      store.set({ announcement: t('hold.over') });
      return;
    }
    told = Math.max(told, due);
    redraw();
  }

  function begin(hold, editing = true, errors = {}) {
    told = TOLD_AT.filter((at) => (hold.booking.hold_seconds ?? 0) <= at).length;
    ticking ??= setInterval(tick, 1000);
    keepHold(hold);
    store.set({ hold, editing, alternatives: [], refusal: null, busy: null, proof: null, errors });
  }

  function end() {
    clearInterval(ticking);
    ticking = null;
    keepHold(null);
  }

  async function proofFor(hall, startsAt) {
    const { proof_bits: bits } = await model.hallOf(hall);
    solving = new AbortController();
    return solveProof({ hall, startsAt, bits, signal: solving.signal, onProgress: (share) => store.set({ proof: Math.min(0.99, 1 - Math.exp(-share)) }) });
  }

  /**
   * Without an answer nobody knows whether it is held: who tries the same again sends the very same, and meets their own hold instead of a
   * slot that somebody took.
   */
  async function holdOnce(visit) {
    const what = JSON.stringify(visit);
    const again = unsure?.what === what;
    if (!again) {
      const proof = await proofFor(visit.hall, visit.starts_at);
      unsure = { what, key: newKey(), body: { ...visit, ...(proof ? { proof } : {}) } };
    }
    try {
      const taken = await postJson('/bookings', unsure.body, { key: unsure.key });
      // an answer that is given once more counts from when it was given first
      const booking = again ? await postJson(`/bookings/${taken.booking.id}/status`, { token: taken.token }) : taken.booking;
      unsure = null;
      return booking.state === 'held' ? { ...taken, booking } : holdOnce(visit); // too long ago
    } catch (error) {
      unsure = error.kind === 'request' ? null : unsure;
      throw error;
    }
  }

  /** Takes a time; what was held before is given back once the new one is held. */
  async function take({ starts_at: startsAt }, hall = store.get().place) {
    const state = store.get();
    if (state.busy) {
      return;
    }
    const before = state.hold;
    if (before && before.booking.hall.place === hall && Date.parse(before.booking.starts_at) === Date.parse(startsAt) && secondsLeft() > 0) {
      store.set({ editing: true });
      return;
    }
    store.set({ busy: startsAt, refusal: null, alternatives: [] });
    try {
      const taken = await holdOnce({ hall, matters: mattersOf(state), starts_at: startsAt, ...location(state), ...(state.quota === 'internal' ? { quota: 'internal' } : {}) });
      before && giveBack(before);
      begin(held(taken));
    } catch (error) {
      error.name === 'AbortError' ? store.set({ busy: null, proof: null }) : refused(error, startsAt, hall);
    }
    model.refresh();
  }

  const giveBack = ({ id, token }) => postJson(`/bookings/${id}/cancel`, { token }).catch(() => {}); // it expires by itself

  /** Says what happened where the times are, with what would do instead. */
  async function refused(error, startsAt, hall = null) {
    error.code === 'proof_needed' && model.forget(hall);
    const alternatives = await Promise.all((error.alternatives ?? []).map(async (each) => ({ ...each, at: await model.hallOf(each.hall).catch(() => null) })));
    store.set({ busy: null, proof: null, refusal: { code: error.code, kind: error.kind, detail: error.detail, startsAt }, alternatives: alternatives.filter(({ at }) => at) });
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('refusal')?.focus()));
  }

  async function extend() {
    const { hold } = store.get();
    if (!hold || hold.extensions >= EXTENSIONS) {
      return;
    }
    try {
      const booking = await postJson(`/bookings/${hold.id}/extend`, { token: hold.token });
      begin(held({ booking, token: hold.token, near_border: hold.near }, { extensions: hold.extensions + 1 }), store.get().editing, store.get().errors);
      store.set({ announcement: t('hold.extended', { minutes: Math.round(booking.hold_seconds / 60) }) });
    } catch (error) {
      if (error.code === 'no_extension') {
        store.set({ hold: { ...hold, extensions: EXTENSIONS }, announcement: t('hold.noMore') });
      } else {
        lost(error);
      }
    }
  }

  /** The hold is gone and cannot be had again: back to the times, with everything that was typed. */
  function lost(error) {
    const startsAt = store.get().hold?.booking.starts_at;
    end();
    store.set({ hold: null, editing: false });
    model.refresh();
    refused(error, startsAt);
  }

  /** After a reload, or from a link: what is still held goes on. */
  async function resume() {
    const link = readLink(window.location.hash);
    const kept = link?.kind === 'hold' ? link : keptHold();
    if (!kept) {
      return;
    }
    try {
      const booking = await postJson(`/bookings/${kept.id}/status`, { token: kept.token });
      if (booking.state === 'held' && booking.hold_seconds > 0) {
        store.set({ place: booking.hall.place, matter: booking.matters.join(',') });
        begin(held({ booking, token: kept.token, near_border: false }));
      } else {
        keepHold(null);
      }
    } catch {
      keepHold(null);
    }
  }

  /** While a device sleeps its clock may stand still: the server says how long it is kept. */
  async function askLeft() {
    const { hold } = store.get();
    if (document.hidden || !hold) {
      return;
    }
    const booking = await postJson(`/bookings/${hold.id}/status`, { token: hold.token }).catch(() => null);
    const now = store.get().hold;
    if (booking && now?.id === hold.id && now.extensions === hold.extensions) {
      store.set({ hold: { ...now, ends: performance.now() + (booking.state === 'held' ? (booking.hold_seconds ?? 0) : 0) * 1000 } });
    }
    store.get().hold && tick();
  }

  document.addEventListener('visibilitychange', askLeft);

  return {
    take, extend, end, lost, resume, secondsLeft,
    canExtend: () => (store.get().hold?.extensions ?? EXTENSIONS) < EXTENSIONS,
    /** Stops a proof of work that takes too long for who waits. */
    giveUp: () => solving?.abort(),
    drop() {
      const { hold } = store.get();
      end();
      store.set({ hold: null, editing: false });
      hold && giveBack(hold).then(model.refresh);
    },
  };
}
