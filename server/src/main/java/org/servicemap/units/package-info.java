/** Organisations that can be given work, categories and merged hotlines. May import text, geo, storage, http, areas. */
@NullMarked
package org.servicemap.units;

import org.jspecify.annotations.NullMarked;
