/** The responsibility catalogue as written: YAML becomes rules that know their lines. Pure. May import text and calendars. */
@NullMarked
package org.servicemap.routing.rules;

import org.jspecify.annotations.NullMarked;
