/** Addresses of photos that the phone holds, made once for each and given back when the photo is gone. */
const urls = new Map();

export function photoUrl({ key, blob }) {
  if (!urls.has(key)) {
    urls.set(key, URL.createObjectURL(blob));
  }
  return urls.get(key);
}

/** @param keys of those that are still shown somewhere */
export function forgetOthers(keys) {
  for (const [key, url] of urls) {
    if (!keys.has(key)) {
      URL.revokeObjectURL(url);
      urls.delete(key);
    }
  }
}
