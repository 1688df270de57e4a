/** Addresses, compounds, roads, intersections and area names, searched in words. May import areas, text, geo, storage, http. */
@NullMarked
package org.servicemap.gazetteer;

import org.jspecify.annotations.NullMarked;
