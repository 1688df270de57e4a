/** The box of a GeoJSON polygon or of several as `[west, south, east, north]`; null for nothing. */
export function boxOfGeometry(geometry) {
  const points = geometry ? geometry.coordinates.flat(geometry.type === 'MultiPolygon' ? 2 : 1) : [];
  return points.length === 0
    ? null
    : points.reduce(([west, south, east, north], [lon, lat]) => [Math.min(west, lon), Math.min(south, lat), Math.max(east, lon), Math.max(north, lat)], [180, 90, -180, -90]);
}
