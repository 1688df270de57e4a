/** Text in several languages, keyed by language tag. Imports nothing of ours. */
@NullMarked
package org.servicemap.text;

import org.jspecify.annotations.NullMarked;
