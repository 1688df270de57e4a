/** Boundaries for drawing: shared-edge simplification by zoom, vector tiles, GeoJSON. Pure. May import geo, text and areas.coverage. */
@NullMarked
package org.servicemap.areas.tiles;

import org.jspecify.annotations.NullMarked;
