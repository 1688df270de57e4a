/**
 * OGC API – Features, Part 1: Core, over areas, overlay layers, places and released statistics, always in WGS 84 (CRS84).
 * Owns no tables. May import places, insights, areas and its sub-packages, http, text, geo.
 */
@NullMarked
package org.servicemap.ogc;

import org.jspecify.annotations.NullMarked;
