/**
 * Addresses, compounds, roads, intersections; and the search over them, areas and what the application brings ({@link
 * org.servicemap.gazetteer.SearchSource}). May import areas, text, geo, storage, http.
 */
@NullMarked
package org.servicemap.gazetteer;

import org.jspecify.annotations.NullMarked;
