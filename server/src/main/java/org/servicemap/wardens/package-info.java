/**
 * Wardens and alley stewards: which grids are whose, their enrolled phones, what those send (reports, visits, tasks done, photos in
 * pieces) exactly once, rounds, coverage. May import text, geo, storage, http, areas, areas.coverage, areas.index, areas.tiles, units, calendars,
 * accounts, accounts.personal, attachments, attachments.media, qr, requests, and requests.imports.
 */
@NullMarked
package org.servicemap.wardens;

import org.jspecify.annotations.NullMarked;
