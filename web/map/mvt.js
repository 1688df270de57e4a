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
  layer.features = raw.map(({ type, tags, commands }) => ({
    type,
    properties: namedProperties(tags, keys, values),
    parts: readParts(commands),
  }));
  return layer;
}

function readFeature(pbf, end) {
  const feature = { type: 0, tags: [], commands: [] };
  pbf.readFields((tag) => {
    if (tag === 2) pbf.readPackedVarint(feature.tags);
    else if (tag === 3) feature.type = pbf.readVarint();
    else if (tag === 4) pbf.readPackedVarint(feature.commands);
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

function readParts(commands) {
  const parts = [];
  let part = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < commands.length; ) {
    const command = commands[i] & 7;
    const count = commands[i] >> 3;
    i++;
    if (command !== MOVE_TO && command !== LINE_TO) {
      continue;
    }
    for (let k = 0; k < count && i + 1 < commands.length; k++, i += 2) {
      x += zigzag(commands[i]);
      y += zigzag(commands[i + 1]);
      if (command === MOVE_TO) {
        parts.push((part = []));
      }
      part.push(x, y);
    }
  }
  return parts;
}

const zigzag = (n) => (n >>> 1) ^ -(n & 1);
