/** Positions, boxes, metres and coordinate reference systems. Imports JTS and GeoTools, nothing of ours. */
@NullMarked
package org.servicemap.geo;

import org.jspecify.annotations.NullMarked;
