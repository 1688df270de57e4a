/**
 * Photos and documents of requests and replies: taken by content, stripped, sealed, kept outside the database. May import geo,
 * text, storage, http, accounts.personal, and its media.
 */
@NullMarked
package org.servicemap.attachments;

import org.jspecify.annotations.NullMarked;
