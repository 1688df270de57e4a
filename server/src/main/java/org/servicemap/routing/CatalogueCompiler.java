package org.servicemap.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.rules.CatalogueException;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.Condition;
import org.servicemap.routing.rules.Problem;
import org.servicemap.routing.rules.Rule;
import org.servicemap.routing.rules.RuleBook;
import org.servicemap.routing.rules.UnitRef;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/** Turns rules as written into rules over atoms, and puts in for each category what is known from it. */
final class CatalogueCompiler {
    private final RoutingContext context;
    private final UnitDirectory directory;
    private final Map<String, Integer> unitNumbers = new HashMap<>();
    private final Map<String, Integer> categoryNumbers = new LinkedHashMap<>();
    private final Atoms atoms;

    CatalogueCompiler(RoutingContext context) {
        this.context = context;
        directory = new UnitDirectory(context.tables().units());
        for (Unit unit : context.tables().units()) {
            unitNumbers.put(unit.code(), unitNumbers.size());
        }
        for (Category category : context.tables().categories()) {
            categoryNumbers.put(category.code(), categoryNumbers.size());
        }
        atoms = new Atoms(context.territory(), new CategoryTree(context.tables().categories()), categoryNumbers);
        atoms.place(RuleBook.INCIDENT);
    }

    /** {@link CatalogueException} when a rule refers to what is not there. */
    Catalogue compile(RuleBook book) {
        return compile(book, Fingerprint.of(book, context));
    }

    /** The same under a fingerprint that is known. */
    Catalogue compile(RuleBook book, String fingerprint) {
        List<Problem> problems = ReferenceChecks.of(book, context);
        if (!problems.isEmpty()) {
            throw new CatalogueException(problems);
        }
        List<CompiledRule> rules = new ArrayList<>();
        for (Rule rule : book.rules()) {
            rules.add(compile(rule, rules.size()));
        }
        return new Catalogue(
                book,
                context,
                fingerprint,
                List.copyOf(rules),
                List.copyOf(atoms.list()),
                atoms.places(),
                atoms.fieldValues(),
                byCategory(rules));
    }

    private CompiledRule compile(Rule rule, int number) {
        UnitFinder to = finder(rule.to());
        Expr when = expr(rule.when());
        Expr condition = to == null || to.isFixed() ? when : Expr.and(List.of(when, atoms.named(to)));
        return new CompiledRule(
                number,
                rule,
                condition,
                condition,
                to,
                atoms.place(rule.place()),
                rule.copies().stream().map(this::finderOf).toList(),
                rule.assistants().stream().map(this::finderOf).toList());
    }

    private @Nullable UnitFinder finder(@Nullable UnitRef ref) {
        return ref == null ? null : finderOf(ref);
    }

    private UnitFinder finderOf(UnitRef ref) {
        return UnitFinder.of(ref, atoms.place(ref.place()), context.territory(), directory, unitNumbers);
    }

    private Expr expr(Condition condition) {
        if (condition instanceof Condition.All all) {
            return Expr.and(all.parts().stream().map(this::expr).toList());
        }
        if (condition instanceof Condition.Any any) {
            return Expr.or(any.parts().stream().map(this::expr).toList());
        }
        if (condition instanceof Condition.Not not) {
            return Expr.not(expr(not.part()));
        }
        return atoms.of(((Condition.Leaf) condition).check());
    }

    /** For each category the rules that may hold for it, without what its code and flags already settle. */
    private CompiledRule[][] byCategory(List<CompiledRule> rules) {
        CompiledRule[][] byCategory = new CompiledRule[categoryNumbers.size()][];
        Facts facts = new Facts(atoms.places().size());
        for (int category = 0; category < byCategory.length; category++) {
            facts.category = category;
            byCategory[category] = rules.stream()
                    .map(rule -> settle(rule, facts))
                    .filter(rule -> !rule.condition().equals(Expr.FALSE))
                    .toArray(CompiledRule[]::new);
        }
        return byCategory;
    }

    private CompiledRule settle(CompiledRule rule, Facts facts) {
        Expr left = rule.condition().reduce(atom -> known(atom, facts));
        return rule.with(left, cheapFirst(left));
    }

    /** The same condition, in which words, which cost most, are looked for last. */
    private Expr cheapFirst(Expr expr) {
        if (expr instanceof Expr.Not not) {
            return Expr.not(cheapFirst(not.part()));
        }
        if (!(expr instanceof Expr.Several several)) {
            return expr;
        }
        List<Expr> parts = several.parts().stream()
                .map(this::cheapFirst)
                .sorted(Comparator.comparingInt(this::cost))
                .toList();
        return several.and() ? Expr.and(parts) : Expr.or(parts);
    }

    private int cost(Expr expr) {
        int[] cost = {0};
        expr.eachAtom(atom -> {
            Object key = atoms.list().get(atom).key();
            cost[0] += key instanceof Check.Words words ? 10 * words.words().size() : 1;
        });
        return cost[0];
    }

    private int known(int number, Facts facts) {
        Atom atom = atoms.list().get(number);
        if (!atom.isStatic()) {
            return -1;
        }
        return atom.test().test(facts) ? 1 : 0;
    }
}
