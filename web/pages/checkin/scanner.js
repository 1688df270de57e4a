import { readCode } from './code.js';

const GAP_MS = 1000;
const LOOK_MS = 250;

/** A scanner that types: what comes in one go and ends with Enter, unless somebody types into a field. */
export function listenToScanner(onCode) {
  let typed = '';
  let last = 0;
  document.addEventListener('keydown', (event) => {
    if (event.target.closest?.('input, textarea, select') || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const now = Date.now();
    typed = now - last > GAP_MS ? '' : typed;
    last = now;
    if (event.key === 'Enter') {
      const code = readCode(typed);
      typed = '';
      if (code) {
        event.preventDefault();
        onCode(code);
      }
    } else if (event.key.length === 1) {
      typed += event.key;
    }
  });
}

export const hasCamera = () => 'BarcodeDetector' in window && Boolean(navigator.mediaDevices?.getUserMedia);

/** Looks through the camera until it sees a booking's code; `stop` switches it off. */
export async function openCamera(video, onCode) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const detector = new window.BarcodeDetector({ formats: ['qr_code'] });
  let open = true;
  const stop = () => {
    open = false;
    stream.getTracks().forEach((track) => track.stop());
  };
  video.srcObject = stream;
  await video.play();
  const look = async () => {
    const seen = open ? await detector.detect(video).catch(() => []) : [];
    const code = seen.map(({ rawValue }) => readCode(rawValue)).find(Boolean);
    if (open && code) {
      stop();
      onCode(code);
    } else if (open) {
      setTimeout(look, LOOK_MS);
    }
  };
  look();
  return stop;
}
