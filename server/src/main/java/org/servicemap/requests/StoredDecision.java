package org.servicemap.requests;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision of the catalogue as a request keeps it.
 *
 * @param record JSON of the {@link org.servicemap.routing.DecisionRecord}, for replay
 * @param shown JSON of what was shown: rule, explanation, alternatives
 */
record StoredDecision(
        Instant at, @Nullable String rule, @Nullable String unit, String record, String shown) {}
