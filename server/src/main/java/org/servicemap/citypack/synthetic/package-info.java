/** Deterministic synthetic boundaries, addresses and roads for demo packs. Pure but for reading files. May import areas.coverage, formats, geo and text. */
@NullMarked
package org.servicemap.citypack.synthetic;

import org.jspecify.annotations.NullMarked;
