/**
 * Requests from the first word to the closed callback: intake, dispatch, handling, callback, and their history. Owns the
 * tables {@code requests}, {@code request_*}, {@code petitioners}, {@code history_heads}. May import areas, routing, units,
 * calendars, accounts, attachments, notifications, gazetteer, knowledge, incidents, storage, http, text, geo and its own sub-packages.
 */
@NullMarked
package org.servicemap.requests;

import org.jspecify.annotations.NullMarked;
