import { read } from './db.js';
import { call, Refusal } from './wire.js';

/** Photos go up in pieces, each of which may be the last for today: the next try goes on where the server says it is. No DOM. */

const PIECE_BYTES = 256 * 1024;
/** What a line that is hardly one carries before a call is given up. */
const LEAST_BYTES = 32 * 1024;
/** A piece that took less may be twice as large. */
const EASY_MS = 15_000;
/** A photo whose bytes the server could not put together is sent anew so often; then the phone's own copy must be broken. */
const MOST_RESTARTS = 2;
const ANEW = ['upload_corrupt', 'unknown_upload'];

/** The phone itself cannot read what it kept. */
export const UNREADABLE = 'photo_unreadable';

/** What says that the server will never take this photo as it is; all else may pass. */
export const OF_PHOTOS = [
  UNREADABLE, 'upload_differs', 'upload_corrupt', 'too_large', 'too_many_pixels', 'unsupported_file', 'unsupported_picture', 'damaged_file', 'protected_document', 'invalid_field',
];

/** Part of the piece's size that the line carries now. */
let share = 1;

/** Sends what is missing of a photo `{ key, blob, bytes, sha256, type }`. */
export async function sendPhoto(token, photo, pieceBytes = PIECE_BYTES) {
  for (let restarts = 0; ; restarts++) {
    try {
      await sendPieces(token, photo, pieceBytes);
      return;
    } catch (error) {
      if (!ANEW.includes(error.code) || restarts === MOST_RESTARTS) {
        throw error;
      }
    }
  }
}

async function sendPieces(token, photo, pieceBytes) {
  const { key, bytes, sha256, type } = photo;
  const path = `/uploads/${key}`;
  let { body: state } = await call('POST', '/uploads', { token, body: { key, bytes, sha256, type } });
  let gaps = 0;
  while (!state.complete) {
    const until = Math.min(bytes, state.received + sizeOf(pieceBytes));
    const piece = await bytesOf(photo, state.received, until);
    try {
      ({ body: state } = await timed(pieceBytes, () => call('PUT', `${path}?start=${state.received}`, { token, bytes: piece })));
    } catch (error) {
      if (error.code !== 'upload_gap' || ++gaps > MOST_RESTARTS) {
        throw error;
      }
      ({ body: state } = await call('GET', path, { token }));
    }
    if (!state.complete && state.received >= bytes) {
      throw new Refusal('server', { code: 'upload_incomplete' });
    }
  }
}

const sizeOf = (pieceBytes) => Math.max(Math.min(LEAST_BYTES, pieceBytes), Math.floor(pieceBytes * share));

/** A piece counts only when it is whole: a line that drops it gets a smaller one next time. */
async function timed(pieceBytes, put) {
  const before = Date.now();
  try {
    const answer = await put();
    share = Date.now() - before < EASY_MS ? Math.min(1, share * 2) : share;
    return answer;
  } catch (error) {
    share = (error.kind === 'offline' || error.status === 413) && sizeOf(pieceBytes) > LEAST_BYTES ? share / 2 : share;
    throw error;
  }
}

/** The system may have taken the file away below its blob: read once more from the store, then said, since it would be so for ever. */
async function bytesOf({ key, blob }, start, until) {
  try {
    return await blob.slice(start, until).arrayBuffer();
  } catch {
    return orUnreadable(read('photos', key).then((again) => again.blob.slice(start, until).arrayBuffer()));
  }
}

const orUnreadable = (reading) =>
  reading.catch(() => {
    throw new Refusal('refused', { code: UNREADABLE });
  });
