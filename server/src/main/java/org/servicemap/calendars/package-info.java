/** Working days, holidays and business clocks. May import text, storage. */
@NullMarked
package org.servicemap.calendars;

import org.jspecify.annotations.NullMarked;
