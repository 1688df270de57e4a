package org.servicemap.routing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was decided, before it is put into words. */
record Findings(
        DecisionRecord record,
        Expr.Truths truths,
        Located[] places,
        @Nullable CompiledRule winner,
        Decision.@Nullable UnitName unit,
        Decision.@Nullable Term diversion,
        List<Decision.UnitName> copies,
        List<Decision.UnitName> assistants,
        @Nullable String urgency,
        @Nullable Instant deadline,
        List<Decision.Alternative> alternatives) {}
