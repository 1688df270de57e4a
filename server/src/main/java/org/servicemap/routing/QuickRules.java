package org.servicemap.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.rules.Check;

/**
 * The rules that are left for a category once the request's fields (and that it has no text) are put into their conditions; worked out once
 * for each such combination. Not thread-safe.
 */
final class QuickRules {
    private static final int MOST = 1 << 14;

    private final Catalogue catalogue;
    private final Map<Key, CompiledRule[]> known = new HashMap<>();
    private @Nullable Key lastKey;
    private CompiledRule[] last = {};

    /** What conditions on fields depend on. */
    private record Key(int category, int channel, int hotline, int urgency, int kind, boolean silent) {
        static Key of(Facts facts) {
            int[] fields = facts.fields;
            return new Key(facts.category, fields[0], fields[1], fields[2], fields[3], facts.text.isEmpty());
        }
    }

    QuickRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The rule that wins, as {@link Catalogue#winner} says. */
    @Nullable
    CompiledRule winner(Facts facts) {
        for (CompiledRule rule : of(facts)) {
            if (rule.quick().test(atom -> catalogue.atom(atom).test().test(facts))) {
                return rule;
            }
        }
        return null;
    }

    private CompiledRule[] of(Facts facts) {
        Key key = Key.of(facts);
        if (!key.equals(lastKey)) {
            CompiledRule[] rules = known.get(key);
            last = rules == null ? remember(key, facts) : rules;
            lastKey = key;
        }
        return last;
    }

    private CompiledRule[] remember(Key key, Facts facts) {
        if (known.size() >= MOST) {
            known.clear();
        }
        CompiledRule[] rules = left(facts);
        known.put(key, rules);
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
