/** What a ticket's QR code or a message's link holds of a booking: its id, a dot and its token, wherever they stand in the text. */
const CODE = /(?:^|[^\w.])(\d{1,19})\.([\w-]{32,})/;

/** @returns `{ id, token }`, or null when the text holds none */
export function readCode(text) {
  const found = CODE.exec(String(text ?? ''));
  return found ? { id: found[1], token: found[2] } : null;
}
