import { getJson, newKey, postJson } from '../../core/api.js';
import { t } from '../../core/i18n.js';

/** A hall's kiosk is set up once: its pass stays on the device and leaves the address. */
export function takePass(hall) {
  const key = `servicemap.kiosk.${hall}`;
  const given = /^#pass=([\w.-]{10,80})$/.exec(location.hash)?.[1];
  try {
    if (given) {
      localStorage.setItem(key, given);
      history.replaceState(null, '', location.pathname + location.search);
    }
    return localStorage.getItem(key);
  } catch {
    return given ?? null;
  }
}

export const readHall = (hall) =>
  Promise.all([getJson(`/halls/${encodeURIComponent(hall)}`), getJson('/matters')]).then(([found, { items }]) => {
    const served = new Set(found.queues.flatMap((queue) => Object.keys(queue.matters)));
    return { ...found, matters: items.filter(({ code }) => served.has(code)) };
  });

export const statusOf = ({ id, token }) => postJson(`/bookings/${id}/status`, { token });

export const checkIn = ({ id, token }) => postJson(`/bookings/${id}/check-in`, { token });

/** With the number and the phone that it was made with. */
const foundBy = (path, body) => postJson(path, body).then(({ booking, token }) => ({ booking, id: booking.id, token }));
const foundAnywhere = (number, phone) => foundBy('/bookings/find', { number, phone });

/** At a kiosk its pass is counted; one whose pass has ended asks as everybody does. */
export const find = (number, phone, kiosk) =>
  kiosk
    ? foundBy(`/halls/${encodeURIComponent(kiosk.place)}/kiosk/bookings`, { pass: kiosk.pass, number, phone }).catch((fault) => {
        if (fault.code === 'bad_kiosk_pass') {
          return foundAnywhere(number, phone);
        }
        throw fault;
      })
    : foundAnywhere(number, phone);

export const walkIn = (hall, pass, matters) => postJson(`/halls/${encodeURIComponent(hall)}/walk-ins`, { pass, matters }, { key: newKey() });

/** How long the queue of a ticket is, or null when that cannot be said. */
export const waitOf = (hall, queue) =>
  getJson(`/halls/${encodeURIComponent(hall)}/display`).then(({ queues }) => queues.find(({ queue: code }) => code === queue) ?? null, () => null);

const FAULTS = {
  unknown_booking: () => t('checkin.fault.unknown'),
  too_many_tries: () => t('checkin.fault.locked'),
  not_today: () => t('checkin.fault.notToday'),
  wrong_state: () => t('checkin.fault.state'),
  bad_phone: () => t('checkin.fault.phone'),
  slot_full: () => t('checkin.fault.full'),
  matter_not_served: () => t('checkin.fault.notServed'),
  bad_kiosk_pass: () => t('checkin.fault.pass'),
  too_many_requests: () => t('checkin.fault.busy'),
};

export const faultOf = (error) => FAULTS[error.code]?.() ?? t(error.kind === 'offline' ? 'error.offline.text' : error.kind === 'request' ? 'checkin.fault.other' : 'error.server.text');
