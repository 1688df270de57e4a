/** Canonical boundaries: checks, repair, noding, nesting, diff and crosswalk. Pure. May import geo and text. */
@NullMarked
package org.servicemap.areas.coverage;

import org.jspecify.annotations.NullMarked;
