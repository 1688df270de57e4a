package org.servicemap.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.rules.Check;

/**
 * The rules that are left for a category once the request's fields (and that it has no text) are put into their conditions; worked out once
 * for each such combination. Not thread-safe.
 */
final class QuickRules {
    private static final int MOST = 64;
    private static final Known[] NONE = {};

    private final Catalogue catalogue;
    private final Known[][] byCategory;

    /** The rules left for some values of the fields. */
    private record Known(int channel, int hotline, int urgency, int kind, boolean silent, CompiledRule[] rules) {
        static Known of(Facts facts, CompiledRule[] rules) {
            int[] fields = facts.fields;
            return new Known(fields[0], fields[1], fields[2], fields[3], facts.text.isEmpty(), rules);
        }

        boolean isFor(int[] fields, boolean withoutText) {
            return silent == withoutText
                    && channel == fields[0]
                    && hotline == fields[1]
                    && urgency == fields[2]
                    && kind == fields[3];
        }
    }

    QuickRules(Catalogue catalogue) {
        this.catalogue = catalogue;
        byCategory = new Known[catalogue.categories()][];
        Arrays.fill(byCategory, NONE);
    }

    /** The rule that wins, as {@link Catalogue#winner} says. */
    @Nullable
    CompiledRule winner(Facts facts) {
        Expr.Truths truths = catalogue.truths(facts);
        for (CompiledRule rule : of(facts)) {
            if (rule.quick().test(truths)) {
                return rule;
            }
        }
        return null;
    }

    private CompiledRule[] of(Facts facts) {
        boolean silent = facts.text.isEmpty();
        for (Known known : byCategory[facts.category]) {
            if (known.isFor(facts.fields, silent)) {
                return known.rules;
            }
        }
        return remember(facts);
    }

    private CompiledRule[] remember(Facts facts) {
        CompiledRule[] rules = left(facts);
        Known[] known = byCategory[facts.category];
        Known[] more = known.length == MOST ? new Known[1] : Arrays.copyOf(known, known.length + 1);
        more[more.length - 1] = Known.of(facts, rules);
        byCategory[facts.category] = more;
        return rules;
    }

    private CompiledRule[] left(Facts facts) {
        List<CompiledRule> left = new ArrayList<>();
        for (CompiledRule rule : catalogue.rulesOf(facts.category)) {
            Expr condition = rule.quick().reduce(atom -> known(atom, facts));
            if (condition.equals(Expr.FALSE)) {
                continue;
            }
            left.add(rule.with(rule.condition(), condition));
            if (condition.equals(Expr.TRUE)) {
                break;
            }
        }
        return left.toArray(CompiledRule[]::new);
    }

    private int known(int number, Facts facts) {
        Atom atom = catalogue.atom(number);
        boolean settled = atom.isStatic()
                || atom.key() instanceof Check.OneOf
                || atom.key() instanceof Check.Words && facts.text.isEmpty();
        return settled ? atom.test().test(facts) ? 1 : 0 : -1;
    }
}
