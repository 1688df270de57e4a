import Pbf from 'pbf';

/**
 * A small reader of Mapbox Vector Tiles 2.1: all layers at once, geometry as flat arrays of tile units.
 *
 * A tile is `{layerName: {extent, features}}`; a feature is `{type, properties, parts}` with type 1 point, 2 line,
 * 3 polygon and parts as `[x0, y0, x1, y1, …]` (rings closed by the drawer, not here).
 */
export function readTile(bytes) {
  const layers = {};
  new Pbf(bytes).readFields((tag, _, pbf) => {
    if (tag === 3) {
      const layer = readLayer(pbf, pbf.readVarint() + pbf.pos);
      layers[layer.name] = layer;
    }
  }, null);
  return layers;
}

function readLayer(pbf, end) {
  const layer = { name: '', extent: 4096, features: [] };
  const keys = [];
  const values = [];
  const raw = [];
  pbf.readFields((tag) => {
    if (tag === 1) layer.name = pbf.readString();
    else if (tag === 2) raw.push(readFeature(pbf, pbf.readVarint() + pbf.pos));
    else if (tag === 3) keys.push(pbf.readString());
    else if (tag === 4) values.push(readValue(pbf, pbf.readVarint() + pbf.pos));
    else if (tag === 5) layer.extent = pbf.readVarint();
  }, null, end);
  layer.features = raw.map(({ type, tags, parts }) => ({ type, properties: namedProperties(tags, keys, values), parts }));
  return layer;
}

function readFeature(pbf, end) {
  const feature = { type: 0, tags: [], parts: [] };
  pbf.readFields((tag) => {
    if (tag === 2) pbf.readPackedVarint(feature.tags);
    else if (tag === 3) feature.type = pbf.readVarint();
    else if (tag === 4) feature.parts = readParts(pbf, pbf.readVarint() + pbf.pos);
  }, null, end);
  return feature;
}

function readValue(pbf, end) {
  let value = null;
  pbf.readFields((tag) => {
    if (tag === 1) value = pbf.readString();
    else if (tag === 2) value = pbf.readFloat();
    else if (tag === 3) value = pbf.readDouble();
    else if (tag === 4) value = pbf.readVarint(true);
    else if (tag === 5) value = pbf.readVarint();
    else if (tag === 6) value = pbf.readSVarint();
    else if (tag === 7) value = pbf.readBoolean();
  }, null, end);
  return value;
}

function namedProperties(tags, keys, values) {
  const properties = {};
  for (let i = 0; i + 1 < tags.length; i += 2) {
    properties[keys[tags[i]]] = values[tags[i + 1]];
  }
  return properties;
}

const MOVE_TO = 1;
const LINE_TO = 2;

/** Straight from the bytes: lists of commands in between would be more garbage than what is kept. */
function readParts(pbf, end) {
  const parts = [];
  let part = [];
  let x = 0;
  let y = 0;
  while (pbf.pos < end) {
    const command = pbf.readVarint();
    const count = command >> 3;
    if ((command & 7) !== MOVE_TO && (command & 7) !== LINE_TO) {
      continue;
    }
    for (let k = 0; k < count && pbf.pos < end; k++) {
      x += pbf.readSVarint();
      y += pbf.readSVarint();
      if ((command & 7) === MOVE_TO) {
        parts.push((part = []));
      }
      part.push(x, y);
    }
  }
  return parts;
}
