import { standing } from './inside.js';

/** Where a report is said to be: where it was pinned, else where the phone was at the first photo, else where it is now. */

/** So long after the last look a position may still be the phone's; the older ones are no measurement of now. */
export const GRACE_MS = 60_000;

/** A position that is watched is current, however long nothing moved. */
export const current = (position, now) => (position && (!position.unwatched || now - position.unwatched < GRACE_MS) ? position : null);

export function placeOf({ draft, position }) {
  if (draft?.pin) {
    return { pinned: true, point: draft.pin };
  }
  return { pinned: false, point: draft?.place ?? current(position, Date.now()) };
}

/** Where a report will say it is, whatever way the phone goes from now on; null while it goes with the phone. */
export const fixedPlace = ({ draft }) => draft?.pin ?? draft?.place ?? null;

/** As it is sent: what the phone measured stays beside what a hand said. */
export function whereOf(state) {
  const { pinned, point } = placeOf(state);
  const measured = state.draft?.place ?? current(state.position, Date.now());
  const device = measured ? { lon: measured.lon, lat: measured.lat, accuracy: measured.accuracy } : undefined;
  if (pinned) {
    return { lon: point.lon, lat: point.lat, moved: true, device };
  }
  if (point) {
    return { lon: point.lon, lat: point.lat, accuracy: point.accuracy, moved: false };
  }
  const address = state.draft?.address?.trim();
  return address ? { address } : null;
}

/** Where the phone is, for what happens on the spot; absent when it does not know. */
export function hereOf(state) {
  const here = current(state.position, Date.now());
  return here ? { lon: here.lon, lat: here.lat, accuracy: here.accuracy, moved: false } : undefined;
}

/** Why there is no position now, in a word with its values. */
export const lackOf = ({ positionFault, lastSeen }, now = Date.now()) => [
  positionFault || (lastSeen ? 'field.place.old' : 'field.locating'), { n: lastSeen ? Math.max(1, Math.round((now - lastSeen) / 60_000)) : 0 },
];

/** Grids of an older version of the areas may have lost their shape. */
export const shaped = ({ grids }) => grids.filter(({ geometry }) => geometry);

export function standingOf(state) {
  const { point } = placeOf(state);
  return point && state.base ? standing(shaped(state.base), point) : null;
}
