import { standing } from './inside.js';

/** Where a report is said to be: where it was pinned, else where the phone was at the first photo, else where it is now. Pure. */

export function placeOf({ draft, position }) {
  if (draft?.pin) {
    return { pinned: true, point: draft.pin };
  }
  return { pinned: false, point: draft?.place ?? position ?? null };
}

/** As it is sent: what the phone measured stays beside what a hand said. */
export function whereOf(state) {
  const { pinned, point } = placeOf(state);
  const measured = state.draft?.place ?? state.position ?? null;
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
export const hereOf = ({ position }) => (position ? { lon: position.lon, lat: position.lat, accuracy: position.accuracy, moved: false } : undefined);

/** Grids of an older version of the areas may have lost their shape. */
export const shaped = ({ grids }) => grids.filter(({ geometry }) => geometry);

export function standingOf(state) {
  const { point } = placeOf(state);
  return point && state.base ? standing(shaped(state.base), point) : null;
}
