/** The responsibility catalogue: rules become a Decision with its explanation; proof and backtest. May import areas, units, calendars, text, geo, storage, http. */
@NullMarked
package org.servicemap.routing;

import org.jspecify.annotations.NullMarked;
