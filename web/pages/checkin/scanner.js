import { postJson } from '../../core/api.js';
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

/** Longest side of a picture that the server reads: a code that fills a third of it is read. */
const SIDE = 480;

export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);

/** Reads what a picture's codes say: by the browser, or where it cannot, by our server, which keeps no picture. */
async function reader() {
  const formats = 'BarcodeDetector' in window ? await window.BarcodeDetector.getSupportedFormats().catch(() => []) : [];
  if (formats.includes('qr_code')) {
    const detector = new window.BarcodeDetector({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
  }
  const canvas = document.createElement('canvas');
  return async (video) => {
    const { text } = await postJson('/qr/read', greyOf(video, canvas));
    return text ? [text] : [];
  };
}

function greyOf(video, canvas) {
  const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let grey = '';
  for (let i = 0; i < data.length; i += 4) {
    grey += String.fromCharCode((data[i] * 3 + data[i + 1] * 6 + data[i + 2]) / 10);
  }
  return { width: canvas.width, height: canvas.height, grey: btoa(grey) };
}

/** Looks through the camera until it sees a booking's code; `stop` switches it off. */
export async function openCamera(video, onCode) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const read = await reader();
  let open = true;
  const stop = () => {
    open = false;
    stream.getTracks().forEach((track) => track.stop());
  };
  video.srcObject = stream;
  await video.play();
  const look = async () => {
    const seen = open ? await read(video).catch(() => []) : [];
    const code = seen.map(readCode).find(Boolean);
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
