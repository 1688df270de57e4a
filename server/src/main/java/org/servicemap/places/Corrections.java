package org.servicemap.places;

import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/** Where "this entry is wrong" goes: what the city's requests offer. */
@FunctionalInterface
public interface Corrections {
    /** Files it as a request; joins the caller's transaction. */
    Filed file(Correction correction);

    /**
     * What a citizen says is wrong.
     *
     * @param place as it is published
     * @param categoryName of its category
     * @param text in the citizen's words
     * @param name of the citizen, or null
     * @param phone or null
     * @param language of the answer, or null for the city's
     * @param account the citizen's own, or null
     */
    record Correction(
            Place place,
            LocalText categoryName,
            String text,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String language,
            @Nullable Long account) {}

    /** The request's number and what opens it; the code is said once. */
    record Filed(String number, String queryCode) {}
}
