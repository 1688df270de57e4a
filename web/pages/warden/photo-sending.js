import { call, Refusal } from './wire.js';

/** Photos go up in pieces, each of which may be the last for today: the next try goes on where the server says it is. No DOM. */

const PIECE_BYTES = 256 * 1024;
/** A photo whose bytes the server could not put together is sent anew so often; then the phone's own copy must be broken. */
const MOST_RESTARTS = 2;

/** Sends what is missing of a photo `{ key, blob, bytes, sha256, type }`. */
export async function sendPhoto(token, photo, pieceBytes = PIECE_BYTES) {
  for (let restarts = 0; ; restarts++) {
    try {
      await sendPieces(token, photo, pieceBytes);
      return;
    } catch (error) {
      if (error.code !== 'upload_corrupt' || restarts === MOST_RESTARTS) {
        throw error;
      }
    }
  }
}

async function sendPieces(token, { key, blob, bytes, sha256, type }, pieceBytes) {
  const path = `/uploads/${key}`;
  let { body: state } = await call('POST', '/uploads', { token, body: { key, bytes, sha256, type } });
  let gaps = 0;
  while (!state.complete) {
    const piece = blob.slice(state.received, Math.min(bytes, state.received + pieceBytes));
    try {
      ({ body: state } = await call('PUT', `${path}?start=${state.received}`, { token, bytes: await piece.arrayBuffer() }));
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
