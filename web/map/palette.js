/** The colours a canvas needs, read once per theme from the `--map-*` tokens: a canvas knows no custom properties. */

let cached = null;

export function colour(token) {
  cached ??= { style: getComputedStyle(document.documentElement), values: new Map() };
  if (!cached.values.has(token)) {
    cached.values.set(token, cached.style.getPropertyValue(token).trim());
  }
  return cached.values.get(token);
}

export function forgetColours() {
  cached = null;
}
