package org.servicemap.requests;

import org.jspecify.annotations.Nullable;

/**
 * A sentence that desks use again and again.
 *
 * @param unit for this unit and those below it; null for all
 * @param body {@code {number}}, {@code {category}}, {@code {unit}} and {@code {place}} are filled in where it is used
 */
record ReplyTemplate(long id, @Nullable String unit, String title, String body, int version) {}
