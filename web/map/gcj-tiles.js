import * as L from 'leaflet';

/**
 * Raster tiles whose provider shifts them (GCJ-02): each is moved back by the offset at its own middle, so that it lines
 * up with everything else on the map, which is WGS 84. The offset is the published approximation of the shift; what is
 * left of it within one tile is far under a pixel.
 */
export const GcjTiles = L.TileLayer.extend({
  _getTilePos(coords) {
    const size = this.getTileSize();
    const middle = this._map.unproject(coords.scaleBy(size).add(size.divideBy(2)), coords.z);
    const back = this._map.project(toWgs(middle), coords.z).subtract(this._map.project(middle, coords.z));
    return L.TileLayer.prototype._getTilePos.call(this, coords).add(back).round();
  },

  _getTiledPixelBounds(center) {
    return L.TileLayer.prototype._getTiledPixelBounds.call(this, toGcj(center));
  },
});

const AXIS = 6378245;
const ECCENTRICITY = 0.006693421622965943;

function toGcj({ lat, lng }) {
  const { dLat, dLng } = shift(lat, lng);
  return L.latLng(lat + dLat, lng + dLng);
}

/** One step of the inverse: the shift changes by centimetres over its own length. */
function toWgs({ lat, lng }) {
  const first = shift(lat, lng);
  const { dLat, dLng } = shift(lat - first.dLat, lng - first.dLng);
  return L.latLng(lat - dLat, lng - dLng);
}

function shift(lat, lng) {
  const x = lng - 105;
  const y = lat - 35;
  const root = Math.sqrt(Math.abs(x));
  const waves = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3);
  const north =
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves +
    ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
  const east =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves +
    ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
  const radians = (lat * Math.PI) / 180;
  const magic = 1 - ECCENTRICITY * Math.sin(radians) ** 2;
  return {
    dLat: (north * 180) / (((AXIS * (1 - ECCENTRICITY)) / magic ** 1.5) * Math.PI),
    dLng: (east * 180) / ((AXIS / Math.sqrt(magic)) * Math.cos(radians) * Math.PI),
  };
}
