/** Reading and writing a whole city as files. May import all features, formats and storage. */
@NullMarked
package org.servicemap.citypack;

import org.jspecify.annotations.NullMarked;
