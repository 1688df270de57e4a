package org.servicemap.requests;

import org.jspecify.annotations.Nullable;

/**
 * One of the matters in a request, to be a request of its own.
 *
 * @param text what is said of it; 1 to 4000 characters
 * @param unit who must act; null lets the catalogue say
 */
record Part(String category, String text, @Nullable String unit) {
    /** As a field of {@link org.servicemap.requests.lifecycle.Field#RELATION}. */
    static final String RELATION = "part";
}
