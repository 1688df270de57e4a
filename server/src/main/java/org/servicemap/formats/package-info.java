/** Reading and writing GIS file formats, feature by feature. May import geo. */
@NullMarked
package org.servicemap.formats;

import org.jspecify.annotations.NullMarked;
