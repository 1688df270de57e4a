package org.servicemap.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.UnitRef;
import org.servicemap.text.LocalText;
import org.servicemap.units.CategoryTree;

/** Puts a decision into sentences, from the truth of its conditions alone. Immutable. */
final class Explainer {
    private final Catalogue catalogue;
    private final CategoryTree categories;
    private final List<Phrases> books;

    Explainer(Catalogue catalogue) {
        this.catalogue = catalogue;
        categories = new CategoryTree(catalogue.context().tables().categories());
        books = Phrases.of(catalogue.context().languages());
    }

    private LocalText inEachLanguage(Function<Phrases, String> sentence) {
        Map<String, String> byTag = new TreeMap<>();
        books.forEach(book -> byTag.put(book.tag(), sentence.apply(book)));
        return new LocalText(byTag);
    }

    /** Why a rule lost: the first of its conditions that does not hold. */
    LocalText lost(CompiledRule rule, Expr.Truths truths, Located[] places) {
        return inEachLanguage(book -> {
            Set<String> reasons = new LinkedHashSet<>();
            collect(rule.condition(), false, truths, atom -> say(book, atom, truths, places), reasons);
            return book.list(reasons, reason -> reason);
        });
    }

    /** Why a rule won: its conditions. */
    LocalText won(CompiledRule rule, Expr.Truths truths, Located[] places) {
        return inEachLanguage(book -> {
            Set<String> reasons = new LinkedHashSet<>();
            collect(rule.condition(), true, truths, atom -> say(book, atom, truths, places), reasons);
            return reasons.isEmpty()
                    ? book.get("won.always")
                    : book.fill("won", Map.of("reasons", String.join(book.get("reason.separator"), reasons)));
        });
    }

    /** The sentence a dispatcher reads. */
    LocalText sentence(Findings found) {
        return inEachLanguage(book -> sentence(book, found));
    }

    private String sentence(Phrases book, Findings found) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("reasons", String.join(book.get("reason.separator"), reasons(book, found)));
        CompiledRule winner = found.winner();
        if (winner == null) {
            return book.fill("sentence.none", values);
        }
        LocalText legal = winner.rule().legalBasis();
        values.put(
                "basis",
                legal.isEmpty()
                        ? book.fill(
                                "basis.rule",
                                Map.of("title", book.text(winner.rule().title())))
                        : book.fill("basis.legal", Map.of("legal", book.text(legal))));
        if (found.diversion() != null) {
            values.put(
                    "diversion",
                    book.name(found.diversion().name(), found.diversion().id()));
            return book.fill("sentence.divert", values);
        }
        values.put("unit", unit(book, found.unit()));
        values.put("copies", units(book, "copies", found.copies()));
        values.put("assistants", units(book, "assistants", found.assistants()));
        values.put(
                "deadline",
                found.deadline() == null
                        ? ""
                        : book.fill(
                                "deadline",
                                Map.of(
                                        "time",
                                        book.pattern("time.pattern")
                                                .format(found.deadline()
                                                        .atZone(catalogue
                                                                .context()
                                                                .zone())))));
        values.put("sides", sides(book, found.alternatives()));
        return book.fill("sentence.unit", values);
    }

    private Set<String> reasons(Phrases book, Findings found) {
        Set<String> reasons = new LinkedHashSet<>();
        reasons.add(book.fill(
                "category",
                Map.of(
                        "category",
                        Names.category(book, categories.lineage(found.record().category())))));
        CheckPhrases checks = new CheckPhrases(catalogue, book);
        int place = found.winner() == null ? 0 : found.winner().place();
        String chain = checks.chain(found.places()[place], catalogue.shownRank());
        String role = catalogue.placeRole(place);
        if (chain.isEmpty()) {
            reasons.add(book.get("place.unknown"));
        } else {
            reasons.add(
                    place == 0
                            ? book.fill("place.located", Map.of("chain", chain))
                            : book.fill("place.other", Map.of("chain", chain, "role", checks.role(role))));
        }
        if (found.winner() != null) {
            collect(found.winner().condition(), true, found.truths(), atom -> reason(book, atom, found), reasons);
        }
        return reasons;
    }

    /** What the chain of areas has already said, and that a unit was found, is not repeated. */
    private @Nullable String reason(Phrases book, Atom atom, Findings found) {
        boolean overlayUnit = atom.key() instanceof UnitRef ref && ref.form() == UnitRef.Form.OVERLAY;
        if (overlayUnit) {
            UnitRef ref = (UnitRef) atom.key();
            Check.InOverlay in = new Check.InOverlay(ref.place(), ref.value(), List.of(), new TreeMap<>());
            return say(book, new Atom(in, atom.place(), atom.test()), number -> true, found.places(), true);
        }
        boolean said = atom.key() instanceof UnitRef
                || atom.key() instanceof Check.PlaceKnown
                || atom.key() instanceof Check.InArea
                        && found.truths().of(catalogue.numberOf(atom))
                        && found.winner() != null
                        && atom.place() == found.winner().place();
        return said ? null : say(book, atom, found.truths(), found.places());
    }

    private String say(Phrases book, Atom atom, Expr.Truths truths, Located[] places) {
        return say(book, atom, truths, places, truths.of(catalogue.numberOf(atom)));
    }

    private String say(Phrases book, Atom atom, Expr.Truths truths, Located[] places, boolean holds) {
        return new CheckPhrases(catalogue, book).say(atom, holds, places);
    }

    /** The atoms that make a condition as true or false as it is, in words. */
    private void collect(
            Expr expr, boolean value, Expr.Truths truths, Function<Atom, @Nullable String> words, Set<String> reasons) {
        if (expr instanceof Expr.Atom leaf) {
            String said = words.apply(catalogue.atom(leaf.number()));
            if (said != null) {
                reasons.add(said);
            }
        } else if (expr instanceof Expr.Not not) {
            collect(not.part(), !value, truths, words, reasons);
        } else if (expr instanceof Expr.Several several) {
            boolean everyPart = several.and() == value;
            for (Expr part : several.parts()) {
                if (everyPart || part.test(truths) == value) {
                    collect(part, value, truths, words, reasons);
                }
                if (!everyPart && part.test(truths) == value) {
                    return;
                }
            }
        }
    }

    private String sides(Phrases book, List<Decision.Alternative> alternatives) {
        if (alternatives.size() < 2) {
            return "";
        }
        if (alternatives.stream().allMatch(Decision.Alternative::same)) {
            return book.get("sides.same");
        }
        List<String> sides = new ArrayList<>();
        for (Decision.Alternative side : alternatives) {
            String unit = side.diversion() != null
                    ? book.name(side.diversion().name(), side.diversion().id())
                    : unit(book, side.unit());
            sides.add(book.fill(
                    "side",
                    Map.of(
                            "area", book.name(side.name(), side.code()),
                            "share", String.valueOf(Math.round(side.share() * 100)),
                            "unit", unit)));
        }
        return book.fill("sides.differ", Map.of("sides", book.list(sides, side -> side)));
    }

    private static String unit(Phrases book, Decision.@Nullable UnitName unit) {
        return unit == null ? book.get("nobody") : book.name(unit.name(), unit.code());
    }

    private static String units(Phrases book, String key, List<Decision.UnitName> units) {
        return units.isEmpty() ? "" : book.fill(key, Map.of("units", book.list(units, unit -> unit(book, unit))));
    }
}
