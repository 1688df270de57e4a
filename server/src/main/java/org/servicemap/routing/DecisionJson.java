package org.servicemap.routing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;

/** A decision as the API shows it. */
@Describe("Who must act, and why. Neither unit nor diversion when no rule decides")
record DecisionJson(
        @Nullable ResponsibleJson unit,
        @Nullable TermJson diversion,
        List<ResponsibleJson> copies,
        List<ResponsibleJson> assistants,
        @Nullable TermJson urgency,
        @Nullable OffsetDateTime deadline,
        @Nullable RuleJson rule,
        @Describe("Empty when the rule names none") LocalText legalBasis,
        LocalText explanation,

        @Describe("Rules tried in order, up to the one that won")
        List<ConsideredJson> considered,

        @Describe("How many rules were tried before those in considered and lost too")
        int consideredLeftOut,

        @Describe("Identifier of the area version") String areaVersion,
        @Describe("Label of the catalogue") String catalogueVersion,

        @Describe("From the deciding place to the nearest border that matters") @Nullable
        Double borderMetres,

        boolean ambiguous,

        @Describe("Who would act on each side when ambiguous")
        List<AlternativeJson> alternatives) {

    record ResponsibleJson(String code, LocalText name, String kind, Map<String, String> contacts) {}

    record TermJson(@Describe("The pack's identifier") String id, String code, LocalText name) {
        static @Nullable TermJson of(Decision.@Nullable Term term) {
            return term == null ? null : new TermJson(term.id(), term.id(), term.name());
        }
    }

    record RuleJson(
            String id,
            @Describe("Line in the catalogue's YAML") int line,
            LocalText title) {
        static RuleJson of(Decision.RuleName rule) {
            return new RuleJson(rule.id(), rule.line(), rule.title());
        }
    }

    record ConsideredJson(
            String rule,
            LocalText title,
            @Describe("won or lost") String outcome,
            LocalText because) {}

    record AlternativeJson(
            String level,
            String code,
            LocalText name,
            double share,
            @Nullable ResponsibleJson unit,
            @Nullable TermJson diversion,
            @Describe("Whether it comes to the same") boolean same) {}

    /** Puts decisions of one catalogue into JSON. */
    static final class Writer {
        private final Function<String, Optional<Unit>> units;
        private final List<Level> levels;
        private final ZoneId zone;

        Writer(Function<String, Optional<Unit>> units, List<Level> levels, ZoneId zone) {
            this.units = units;
            this.levels = levels;
            this.zone = zone;
        }

        DecisionJson of(Decision decision) {
            Decision.RuleName rule = decision.rule();
            Instant deadline = decision.deadline();
            return new DecisionJson(
                    unit(decision.unit()),
                    TermJson.of(decision.diversion()),
                    units(decision.copies()),
                    units(decision.assistants()),
                    TermJson.of(decision.urgency()),
                    deadline == null ? null : deadline.atZone(zone).toOffsetDateTime(),
                    rule == null ? null : RuleJson.of(rule),
                    decision.legalBasis(),
                    decision.explanation(),
                    decision.considered().stream().map(Writer::considered).toList(),
                    decision.leftOut(),
                    decision.areaVersion(),
                    decision.catalogueVersion(),
                    decision.borderMetres(),
                    decision.ambiguous(),
                    decision.alternatives().stream().map(this::alternative).toList());
        }

        @Nullable
        ResponsibleJson unit(Decision.@Nullable UnitName unit) {
            if (unit == null) {
                return null;
            }
            Map<String, String> contacts = units.apply(unit.code())
                    .map(known -> (Map<String, String>) new TreeMap<>(known.contacts()))
                    .orElse(Map.of());
            return new ResponsibleJson(unit.code(), unit.name(), unit.kind(), contacts);
        }

        private List<ResponsibleJson> units(List<Decision.UnitName> names) {
            return names.stream()
                    .map(name -> Objects.requireNonNull(unit(name)))
                    .toList();
        }

        private static ConsideredJson considered(Decision.Considered considered) {
            return new ConsideredJson(
                    considered.rule().id(),
                    considered.rule().title(),
                    considered.won() ? "won" : "lost",
                    considered.because());
        }

        private AlternativeJson alternative(Decision.Alternative side) {
            return new AlternativeJson(
                    levels.get(side.level() - 1).id(),
                    side.code(),
                    side.name(),
                    side.share(),
                    unit(side.unit()),
                    TermJson.of(side.diversion()),
                    side.same());
        }
    }
}
