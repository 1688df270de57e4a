/**
 * Canonical boundaries: checks, repair, noding, nesting, diff and crosswalk. Pure. May import geo and text.
 *
 * <p>The way of an import: {@code Intake} checks features one by one and keeps them compact, {@code SnappedRings} puts them on
 * the grid as valid polygons, {@code Linework} and {@code Noder} node all boundaries of all levels together,
 * {@code Arrangement} and {@code Faces} know the plane's faces and who covers them, {@code ParentLinks}, {@code Ownership}
 * and {@code Mending} give each face to one area, and {@code Dissolver} and {@code Assembly} make the areas of it.
 */
@NullMarked
package org.servicemap.areas.coverage;

import org.jspecify.annotations.NullMarked;
