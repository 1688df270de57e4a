const POINT = 1;
const POLYGON = 3;

/**
 * What the tiles on screen know about areas: their names, and which area of a level covers a pixel. Pixels are
 * absolute pixels of the current zoom (Leaflet's projected points).
 */
export function createTileAreas(tiles) {
  return {
    /** One label per area: `[{level, code, properties, x, y}]`. */
    labels() {
      const byArea = new Map();
      for (const { layers, span, originX, originY } of tiles) {
        const layer = layers.labels;
        for (const { type, properties, parts } of layer?.features ?? []) {
          const key = `${properties.level} ${properties.code}`;
          if (type === POINT && parts.length > 0 && !byArea.has(key)) {
            const [px, py] = parts[0];
            const scale = span / layer.extent;
            byArea.set(key, {
              level: properties.level,
              code: properties.code,
              properties,
              x: originX + px * scale,
              y: originY + py * scale,
            });
          }
        }
      }
      return [...byArea.values()];
    },

    /** Properties of the area of a level at a pixel, or null. */
    areaAt(level, x, y) {
      for (const { layers, span, originX, originY } of tiles) {
        if (x < originX || y < originY || x >= originX + span || y >= originY + span) {
          continue;
        }
        const layer = layers[level];
        if (!layer) {
          return null;
        }
        const scale = layer.extent / span;
        const hit = findPolygon(layer, (x - originX) * scale, (y - originY) * scale);
        return hit?.properties ?? null;
      }
      return null;
    },
  };
}

function findPolygon(layer, x, y) {
  return layer.features.find((feature) => feature.type === POLYGON && isInBox(feature, x, y) && covers(feature.parts, x, y));
}

/** Most areas of a tile are told apart by their box; it is made when first asked for. */
function isInBox(feature, x, y) {
  feature.box ??= boxOf(feature.parts);
  const [west, north, east, south] = feature.box;
  return x >= west && x <= east && y >= north && y <= south;
}

function boxOf(rings) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      box[0] = Math.min(box[0], ring[i]);
      box[1] = Math.min(box[1], ring[i + 1]);
      box[2] = Math.max(box[2], ring[i]);
      box[3] = Math.max(box[3], ring[i + 1]);
    }
  }
  return box;
}

/** Even-odd over all rings, so that holes and several parts need no telling apart. */
export function covers(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    const last = ring.length - 2;
    for (let i = 0, j = last; i <= last; j = i, i += 2) {
      const yi = ring[i + 1];
      const yj = ring[j + 1];
      if (yi > y !== yj > y && x < ((ring[j] - ring[i]) * (y - yi)) / (yj - yi) + ring[i]) {
        inside = !inside;
      }
    }
  }
  return inside;
}
