/**
 * Reports of a closed day, week, month or year for the city, an area or a unit: computed once from the facts, archived with their
 * position and hash, scheduled, told of by message, compared with today's facts. Owns the tables {@code briefs} and {@code brief_*}. The three
 * rates and requests' numbers come through its ports. May import insights and insights.facts, areas and its index and coverage, units,
 * accounts and accounts.personal, notifications, storage, http, text.
 */
@NullMarked
package org.servicemap.insights.briefs;

import org.jspecify.annotations.NullMarked;
