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

const isOnEarth = ({ lon, lat }) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

function contains(bbox, { lon, lat }) {
  const [west, south, east, north] = bbox;
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
