/** Deterministic synthetic boundaries, addresses and roads for demo packs. Pure. May import areas.coverage, formats, geo and text. */
@NullMarked
package org.servicemap.citypack.synthetic;

import org.jspecify.annotations.NullMarked;
