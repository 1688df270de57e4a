/**
 * The online courtyard: a community's public page, its notices, and residents' micro-proposals from the first word to the reason why
 * they were closed. May import text, geo, storage, http, areas, areas.coverage, areas.index, areas.tiles, units, calendars, places,
 * accounts, accounts.personal, attachments, notifications, and requests.
 */
@NullMarked
package org.servicemap.courtyard;

import org.jspecify.annotations.NullMarked;
