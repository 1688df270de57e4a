package org.servicemap.requests;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.routing.Place;

/**
 * How a filing comes.
 *
 * @param held left with whoever files it
 * @param whole the request that it is a part of, or null
 * @param number null for the day's next
 * @param settlement what came of it elsewhere, and then nobody is told; or null
 * @param origin what the first event says of where it comes from
 * @param office opened by the office itself: nobody has to be reached
 * @param places further ones by role, resolved when the whole was filed
 * @param spot how whoever files it put it right on the spot, or null
 */
record Coming(
        Author author,
        Instant at,
        boolean held,
        @Nullable Request whole,
        @Nullable RequestNumber number,
        Bringing.@Nullable Settlement settlement,
        Map<String, Object> origin,
        boolean office,
        Map<String, Place> places,
        @Nullable ActionInput spot) {
    Coming(Author author, Instant at, boolean held, @Nullable Request whole) {
        this(author, at, held, whole, null, null, Map.of(), false, Map.of(), null);
    }
}
