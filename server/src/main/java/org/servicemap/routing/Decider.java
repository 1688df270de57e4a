package org.servicemap.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Limit;
import org.servicemap.text.LocalText;

/** Derives one decision from its record. */
final class Decider {
    private final Catalogue catalogue;
    private final DecisionRecord record;
    private final int category;
    private final Located[] places;
    private final Expr.Truths truths;

    Decider(Catalogue catalogue, DecisionRecord record) {
        this.catalogue = catalogue;
        this.record = record;
        category = catalogue.categoryNumber(record.category());
        places = new Located[catalogue.placeRoles().size()];
        for (int i = 0; i < places.length; i++) {
            Place place = record.places().get(catalogue.placeRole(i));
            places[i] = place == null
                    ? Located.UNKNOWN
                    : Located.of(place, catalogue.context().territory());
        }
        truths = TruthBits.read(catalogue.atoms().size(), record.truths());
    }

    Decision decide() {
        CompiledRule winner = winner(truths);
        Findings found = findings(winner);
        Explainer explainer = catalogue.explainer();
        int place = winner == null ? 0 : winner.place();
        Place at = placeOf(place);
        List<Decision.Considered> considered = considered(winner, explainer);
        int leftOut = Math.max(0, considered.size() - Decision.MAX_CONSIDERED);
        return new Decision(
                catalogue.context().territory().version(),
                catalogue.label(),
                winner == null ? null : Catalogue.ruleName(winner),
                found.unit(),
                found.diversion(),
                found.copies(),
                found.assistants(),
                found.urgency() == null
                        ? null
                        : new Decision.Term(found.urgency(), catalogue.names().urgency(found.urgency())),
                found.deadline(),
                winner == null ? LocalText.EMPTY : winner.rule().legalBasis(),
                explainer.sentence(found),
                considered.subList(leftOut, considered.size()),
                leftOut,
                border(at, winner),
                at.isAmbiguous(),
                found.alternatives(),
                record);
    }

    private Place placeOf(int place) {
        return record.places().getOrDefault(catalogue.placeRole(place), Place.UNKNOWN);
    }

    private @Nullable CompiledRule winner(Expr.Truths given) {
        for (CompiledRule rule : catalogue.rulesOf(category)) {
            if (rule.condition().test(given)) {
                return rule;
            }
        }
        return null;
    }

    private Findings findings(@Nullable CompiledRule winner) {
        Decision.UnitName unit = winner == null ? null : unit(winner, places);
        String urgency = urgency(winner);
        boolean dispatched = unit != null;
        return new Findings(
                record,
                truths,
                places,
                winner,
                unit,
                winner == null ? null : diversion(winner),
                winner == null ? List.of() : others(winner.copies(), unit),
                winner == null ? List.of() : others(winner.assistants(), unit),
                urgency,
                dispatched ? deadline(winner, urgency) : null,
                alternatives(winner, unit));
    }

    private Decision.@Nullable UnitName unit(CompiledRule rule, Located[] at) {
        int number = rule.to() == null ? UnitFinder.NOBODY : rule.to().find(at);
        return number < 0 ? null : catalogue.names().unit(number);
    }

    private Decision.@Nullable Term diversion(CompiledRule rule) {
        String id = rule.rule().divert();
        return id == null ? null : catalogue.names().diversion(id);
    }

    /** The units named, each once, without the responsible one. */
    private List<Decision.UnitName> others(List<UnitFinder> finders, Decision.@Nullable UnitName responsible) {
        List<Decision.UnitName> units = new ArrayList<>();
        for (UnitFinder finder : finders) {
            int number = finder.find(places);
            Decision.UnitName unit = number < 0 ? null : catalogue.names().unit(number);
            if (unit != null && !unit.equals(responsible) && !units.contains(unit)) {
                units.add(unit);
            }
        }
        return units;
    }

    private @Nullable String urgency(@Nullable CompiledRule winner) {
        if (winner != null && winner.rule().urgency() != null) {
            return winner.rule().urgency();
        }
        return catalogue.urgencyOf(category, record.urgency());
    }

    private @Nullable Instant deadline(@Nullable CompiledRule winner, @Nullable String urgency) {
        Limit limit = winner == null ? null : winner.rule().deadline();
        if (limit == null && urgency != null) {
            Terms.UrgencyClass known =
                    catalogue.context().terms().urgencyClasses().get(urgency);
            limit = known == null ? null : known.limit();
        }
        RoutingContext context = catalogue.context();
        return limit == null ? null : context.calendar().deadline(record.at(), limit, context.zone());
    }

    private List<Decision.Considered> considered(@Nullable CompiledRule winner, Explainer explainer) {
        List<Decision.Considered> considered = new ArrayList<>();
        for (CompiledRule rule : catalogue.rulesOf(category)) {
            boolean won = rule == winner;
            LocalText because = won ? explainer.won(rule, truths, places) : explainer.lost(rule, truths, places);
            considered.add(new Decision.Considered(Catalogue.ruleName(rule), won, because));
            if (won) {
                break;
            }
        }
        return considered;
    }

    /** To the border of the level that the unit was found by, else of the finest level that routing looks at. */
    private @Nullable Double border(Place at, @Nullable CompiledRule winner) {
        int rank = winner == null || winner.to() == null || winner.to().rank() == 0
                ? catalogue.context().territory().routingRank()
                : winner.to().rank();
        return at.areas().stream()
                .filter(area -> area.level() <= rank)
                .reduce((coarse, fine) -> fine)
                .map(Place.AreaAt::borderMetres)
                .orElse(null);
    }

    /** For each area that the deciding place may lie in at the finest uncertain level: who would act there. */
    private List<Decision.Alternative> alternatives(@Nullable CompiledRule winner, Decision.@Nullable UnitName unit) {
        int place = winner == null ? 0 : winner.place();
        Place.AreaAt uncertain = placeOf(place).areas().stream()
                .filter(area -> area.ambiguous() && area.level() <= catalogue.shownRank())
                .reduce((coarse, fine) -> fine)
                .orElse(null);
        List<Decision.Alternative> alternatives = new ArrayList<>();
        if (uncertain == null) {
            return alternatives;
        }
        Decision.Term diversion = winner == null ? null : diversion(winner);
        for (Place.Candidate candidate : uncertain.candidates()) {
            boolean here = candidate.code().equals(uncertain.code());
            alternatives.add(
                    here
                            ? alternative(uncertain.level(), candidate, unit, diversion, true)
                            : across(uncertain.level(), candidate, place, unit, diversion));
        }
        return alternatives;
    }

    private Decision.Alternative across(
            int level,
            Place.Candidate candidate,
            int place,
            Decision.@Nullable UnitName unit,
            Decision.@Nullable Term diversion) {
        Territory territory = catalogue.context().territory();
        int area = territory.directory().findByCode(level, candidate.code()).orElse(-1);
        Facts there = new Facts(places.length);
        there.places = places.clone();
        there.places[place] = Located.of(area, places[place].features, territory);
        CompiledRule rule = winner(atom -> catalogue.atom(atom).place() == place
                ? catalogue.atom(atom).test().test(there)
                : truths.of(atom));
        Decision.UnitName otherUnit = rule == null ? null : unit(rule, there.places);
        Decision.Term otherDiversion = rule == null ? null : diversion(rule);
        boolean same = Objects.equals(unit, otherUnit) && Objects.equals(diversion, otherDiversion);
        return alternative(level, candidate, otherUnit, otherDiversion, same);
    }

    private Decision.Alternative alternative(
            int level,
            Place.Candidate candidate,
            Decision.@Nullable UnitName unit,
            Decision.@Nullable Term diversion,
            boolean same) {
        Territory territory = catalogue.context().territory();
        LocalText name = territory.directory().findByCode(level, candidate.code()).stream()
                .mapToObj(territory.directory()::name)
                .findFirst()
                .orElse(LocalText.EMPTY);
        return new Decision.Alternative(level, candidate.code(), name, candidate.share(), unit, diversion, same);
    }
}
