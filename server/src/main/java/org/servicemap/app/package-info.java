/** Main, commands, the configuration record, wiring by hand. May import everything; nothing imports it. */
@NullMarked
package org.servicemap.app;

import org.jspecify.annotations.NullMarked;
