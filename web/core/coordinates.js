/** Coordinates as people write them. WGS 84 degrees; this page shows and accepts latitude first, as maps do. */

const NUMBER = /[-+]?\d{1,3}(?:\.\d+)?/g;
const SHAPE = /^[\s(（]*[NSEWnsew北南东西纬经:：°\s]*[-+]?\d{1,3}(?:\.\d+)?[°\sNSEWnsew]*[,，;；\s/]+[NSEWnsew北南东西纬经:：°\s]*[-+]?\d{1,3}(?:\.\d+)?[°\sNSEWnsew)）]*$/;

export const formatPoint = ({ lon, lat }) => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;

/**
 * The points a text may mean, best first; empty when it is no pair of numbers. Both orders are tried: what lies inside
 * the city's box `[west, south, east, north]` wins, latitude first otherwise.
 */
export function parsePoints(text, bbox) {
  if (!SHAPE.test(text)) {
    return [];
  }
  const [a, b] = text.match(NUMBER).map(Number);
  const readings = [{ lat: a, lon: b }, { lat: b, lon: a }].filter(isOnEarth);
  const inside = readings.filter((point) => contains(bbox, point));
  return inside.length > 0 ? inside : readings.slice(0, 1);
}

/**
 * The point meant by an address whose `lon` and `lat` stand in each other's place, which makes a latitude that cannot be
 * (over 90°); null when it is none or would lie outside the city's box.
 */
export function exchangedPoint(search, bbox) {
  const query = new URLSearchParams(search);
  const point = { lon: Number(query.get('lat') ?? NaN), lat: Number(query.get('lon') ?? NaN) };
  return Math.abs(point.lon) > 90 && contains(bbox, point) ? point : null;
}

const isOnEarth = ({ lon, lat }) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

function contains(bbox, { lon, lat }) {
  const [west, south, east, north] = bbox;
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
