/** What the words of a request say: its category, and how like another it is. Pure; may import text. */
@NullMarked
package org.servicemap.requests.language;

import org.jspecify.annotations.NullMarked;
