/** Levels, versions and their life, the registry of published snapshots, overlays, routes. May import geo, text, storage, http and its own sub-packages. */
@NullMarked
package org.servicemap.areas;

import org.jspecify.annotations.NullMarked;
