package org.servicemap.requests;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Json;
import org.servicemap.routing.Decision;
import org.servicemap.routing.RoutingJson;
import org.servicemap.text.LocalText;

/** A decision of the catalogue as people who work on the request see it. */
@Describe("Why the catalogue named this unit")
record ShownDecision(
        @Nullable String rule,
        LocalText title,
        @Nullable String unit,
        @Nullable String diversion,
        LocalText explanation,
        LocalText legalBasis,
        String catalogueVersion,
        @Nullable Double borderMetres,
        boolean ambiguous,
        List<SideJson> alternatives,
        List<ConsideredJson> considered) {
    @Describe("Who would act on the other side of a border")
    record SideJson(
            int level,
            String code,
            LocalText name,
            double share,
            @Nullable String unit,
            LocalText unitName) {}

    @Describe("A rule that was tried")
    record ConsideredJson(String rule, LocalText title, boolean won, LocalText because) {}

    static ShownDecision of(Decision decision) {
        Decision.RuleName rule = decision.rule();
        return new ShownDecision(
                rule == null ? null : rule.id(),
                rule == null ? LocalText.EMPTY : rule.title(),
                decision.unit() == null ? null : decision.unit().code(),
                decision.diversion() == null ? null : decision.diversion().id(),
                decision.explanation(),
                decision.legalBasis(),
                decision.catalogueVersion(),
                decision.borderMetres(),
                decision.ambiguous(),
                decision.alternatives().stream().map(ShownDecision::side).toList(),
                decision.considered().stream()
                        .map(one ->
                                new ConsideredJson(one.rule().id(), one.rule().title(), one.won(), one.because()))
                        .toList());
    }

    private static SideJson side(Decision.Alternative side) {
        Decision.UnitName unit = side.unit();
        return new SideJson(
                side.level(),
                side.code(),
                side.name(),
                side.share(),
                unit == null ? null : unit.code(),
                unit == null ? LocalText.EMPTY : unit.name());
    }

    static StoredDecision stored(Decision decision) {
        ShownDecision shown = of(decision);
        return new StoredDecision(
                decision.record().at(), shown.rule(), shown.unit(), RoutingJson.write(decision.record()), json(shown));
    }

    /** Whether a decision comes out as it was shown then, in every byte that is not white space or order of keys. */
    static boolean isAsStored(Decision replayed, String shown) {
        return RoutingJson.canonicalAgain(json(of(replayed))).equals(RoutingJson.canonicalAgain(shown));
    }

    private static String json(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }
}
