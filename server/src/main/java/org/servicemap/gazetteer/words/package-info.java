/** Places named in free text: what a caller says becomes ranked guesses. Pure; may import geo and text. */
@NullMarked
package org.servicemap.gazetteer.words;

import org.jspecify.annotations.NullMarked;
