package org.servicemap.routing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.CompletenessReport.Finding;
import org.servicemap.routing.CompletenessReport.Severity;
import org.servicemap.routing.PlaceClasses.PlaceClass;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.UnitRef;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/** Puts what the proof finds into words. Not thread-safe. */
final class ProofFindings {
    private static final int SHOWN = 5;

    private final Catalogue catalogue;
    private final Partition partition;
    private final List<Phrases> books;
    private final CategoryTree tree;
    private final List<Finding> list = new ArrayList<>();
    /** Rules that hold somewhere, and for each the first rule seen that always holds there before it. */
    private final Map<Integer, @Nullable Integer> before = new HashMap<>();

    ProofFindings(Catalogue catalogue, Partition partition) {
        this.catalogue = catalogue;
        this.partition = partition;
        books = Phrases.of(catalogue.context().languages());
        tree = new CategoryTree(catalogue.context().tables().categories());
    }

    List<Finding> list() {
        return list;
    }

    private LocalText inEachLanguage(Function<Phrases, String> words) {
        Map<String, String> byTag = new HashMap<>();
        books.forEach(book -> byTag.put(book.tag(), words.apply(book)));
        return new LocalText(byTag);
    }

    void canHold(CompiledRule rule, boolean always, List<Partition.Line> lines) {
        if (before.get(rule.number()) != null) {
            return;
        }
        Integer shadow = lines.stream()
                .filter(line -> line.rule() < rule.number() && line.condition().equals(Expr.TRUE))
                .map(Partition.Line::rule)
                .findFirst()
                .orElse(null);
        before.put(rule.number(), shadow);
    }

    void hole(Category category, List<PlaceClass> places, Partition.Assumption assumed) {
        BitSet areas = new BitSet();
        places.forEach(place -> areas.or(place.areas()));
        Located example = places.get(0).example();
        int area = areas.nextSetBit(0);
        Territory territory = catalogue.context().territory();
        LocalText message = inEachLanguage(book -> book.fill(
                "proof.hole",
                Map.of(
                        "category", book.name(category.name(), category.code()),
                        "itself", tree.isLeaf(category.code()) ? "" : book.get("proof.itself"),
                        "count", String.valueOf(areas.cardinality()),
                        "chain", chain(book, example),
                        "features", features(book, example),
                        "assumed", assumptions(book, assumed, example))));
        list.add(new Finding(
                "hole",
                Severity.ERROR,
                null,
                category.code(),
                area < 0 ? null : territory.directory().code(area),
                null,
                message));
    }

    private String chain(Phrases book, Located at) {
        String chain = new CheckPhrases(catalogue, book).chain(at, catalogue.shownRank());
        return isBare(at) ? book.fill("proof.bare", Map.of("chain", chain)) : chain;
    }

    /** Whether it lies in a coarser area, but in none of those that this is divided into. */
    private boolean isBare(Located at) {
        Territory territory = catalogue.context().territory();
        int finest = -1;
        for (int area : at.areas) {
            finest = Math.max(finest, area);
        }
        return finest >= 0
                && territory.directory().level(finest) < territory.routingRank()
                && territory.directory().children(finest).length > 0;
    }

    private String features(Phrases book, Located at) {
        Territory territory = catalogue.context().territory();
        if (at.features.length == 0) {
            return "";
        }
        List<Integer> features = java.util.Arrays.stream(at.features).boxed().toList();
        return book.fill(
                "proof.features",
                Map.of(
                        "items",
                        book.list(
                                features,
                                f -> book.name(
                                        territory.feature(f).name(),
                                        territory.feature(f).code()))));
    }

    private String assumptions(Phrases book, Partition.Assumption first, Located at) {
        CheckPhrases checks = new CheckPhrases(catalogue, book);
        Located[] places = new Located[catalogue.placeRoles().size()];
        java.util.Arrays.fill(places, Located.UNKNOWN);
        places[0] = at;
        Set<String> said = new LinkedHashSet<>();
        for (Partition.Assumption a = first; a != null && a.atom() >= 0; a = a.before()) {
            String word = partition.wordOf(a.atom());
            Atom atom = word == null
                    ? catalogue.atom(a.atom())
                    : new Atom(new Check.Words(true, List.of(word)), -1, facts -> true);
            said.add(checks.say(atom, a.holds(), places));
        }
        return said.isEmpty()
                ? ""
                : book.fill("proof.assumed", Map.of("reasons", String.join(book.get("reason.separator"), said)));
    }

    void idleRules(BitSet winners) {
        for (CompiledRule rule : catalogue.compiledRules()) {
            if (winners.get(rule.number())) {
                continue;
            }
            boolean holds = before.containsKey(rule.number());
            Integer shadow = before.get(rule.number());
            String by = shadow == null
                    ? ""
                    : catalogue.compiledRules().get(shadow).rule().id();
            String key = !holds ? "proof.idle" : by.isEmpty() ? "proof.shadowed" : "proof.shadowed.by";
            add(
                    holds ? "shadowed_rule" : "idle_rule",
                    Severity.WARNING,
                    rule,
                    key,
                    Map.of("rule", rule.rule().id(), "by", by));
        }
    }

    private void add(
            String code, Severity severity, @Nullable CompiledRule rule, String key, Map<String, String> values) {
        list.add(new Finding(
                code,
                severity,
                rule == null ? null : rule.rule().id(),
                null,
                null,
                rule == null ? null : rule.rule().mark(),
                inEachLanguage(book -> book.fill(key, values))));
    }

    void tooComplex(int limit) {
        add("too_complex", Severity.ERROR, null, "proof.too_complex", Map.of("limit", String.valueOf(limit)));
    }

    void units() {
        for (UnitDirectory.Ambiguity ambiguity :
                new UnitDirectory(catalogue.context().tables().units()).ambiguities()) {
            boolean used = catalogue.compiledRules().stream().anyMatch(rule -> uses(rule, ambiguity));
            add(
                    "ambiguous_unit",
                    used ? Severity.ERROR : Severity.WARNING,
                    null,
                    "proof.ambiguous",
                    Map.of(
                            "place",
                            ambiguity.layer() + " " + ambiguity.place(),
                            "role",
                            ambiguity.role() == null ? "" : ambiguity.role(),
                            "units",
                            String.join(", ", ambiguity.units())));
        }
        for (CompiledRule rule : catalogue.compiledRules()) {
            if (rule.to() != null && !rule.to().isFixed()) {
                missing(rule, rule.to());
            }
        }
        List<String> silent = catalogue.context().tables().units().stream()
                .filter(unit -> unit.contacts().isEmpty())
                .map(Unit::code)
                .toList();
        if (!silent.isEmpty()) {
            add(
                    "unit_without_contact",
                    Severity.WARNING,
                    null,
                    "proof.silent",
                    Map.of("count", String.valueOf(silent.size()), "units", first(silent)));
        }
    }

    private static boolean uses(CompiledRule rule, UnitDirectory.Ambiguity ambiguity) {
        List<UnitFinder> finders = new ArrayList<>(rule.copies());
        finders.addAll(rule.assistants());
        if (rule.to() != null) {
            finders.add(rule.to());
        }
        return finders.stream()
                .map(UnitFinder::ref)
                .anyMatch(ref -> ref.form() != UnitRef.Form.UNIT
                        && ref.value().equals(ambiguity.layer())
                        && java.util.Objects.equals(ref.role(), ambiguity.role()));
    }

    private void missing(CompiledRule rule, UnitFinder finder) {
        Territory territory = catalogue.context().territory();
        List<String> places = new ArrayList<>();
        if (finder.ref().form() == UnitRef.Form.AREA) {
            for (int area = 0; area < territory.directory().size(); area++) {
                if (territory.directory().level(area) == finder.rank()
                        && finder.find(Located.of(area, new int[0], territory)) == UnitFinder.NOBODY) {
                    places.add(territory.directory().code(area));
                }
            }
        } else {
            for (int feature = 0; feature < territory.featureCount(); feature++) {
                if (territory.layerOf(feature).id().equals(finder.ref().value())
                        && finder.find(Located.of(-1, new int[] {feature}, territory)) == UnitFinder.NOBODY) {
                    places.add(territory.feature(feature).code());
                }
            }
        }
        if (!places.isEmpty()) {
            add(
                    "no_unit_here",
                    Severity.WARNING,
                    rule,
                    "proof.nobody",
                    Map.of(
                            "rule", rule.rule().id(),
                            "what", finder.ref().value(),
                            "count", String.valueOf(places.size()),
                            "places", first(places)));
        }
    }

    private static String first(List<String> codes) {
        String shown = String.join(", ", codes.subList(0, Math.min(SHOWN, codes.size())));
        return codes.size() > SHOWN ? shown + " …" : shown;
    }
}
