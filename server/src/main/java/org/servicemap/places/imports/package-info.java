/**
 * Tables of places from elsewhere: read with a mapping, checked row by row, compared with what is published, and published as a
 * whole or not at all. Owns the table {@code place_imports}. May import places, formats, geo, text, storage, http, units, areas.
 */
@NullMarked
package org.servicemap.places.imports;

import org.jspecify.annotations.NullMarked;
