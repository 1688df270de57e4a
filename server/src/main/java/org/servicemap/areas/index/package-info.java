/** The resolver's core: a point becomes its areas, exactly. Pure: no SQL, no HTTP. May import geo, text and areas.coverage. */
@NullMarked
package org.servicemap.areas.index;

import org.jspecify.annotations.NullMarked;
