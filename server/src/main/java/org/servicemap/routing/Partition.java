package org.servicemap.routing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.Words;

/**
 * Splits the free variables of first-match rules into cases until every case is decided, without sampling and without
 * visiting a case twice: what is left of the rules, with what is left of each variable, is remembered. A variable takes
 * one of several values (channel, moment, another place …) and an atom holds for some of them; words are true or false
 * each, except that a word that contains another brings it along.
 */
final class Partition {
    /** What is left of one rule. */
    record Line(int rule, Expr condition) {}

    /**
     * The outcome over all cases.
     *
     * @param winners the rules that decide some case
     * @param hole what is assumed in a case that no rule decides, or null when there is none
     */
    record Result(BitSet winners, @Nullable Assumption hole) {}

    /** A chain of assumptions: an atom (or word, numbered after the atoms) is true or false. */
    record Assumption(int atom, boolean holds, @Nullable Assumption before) {}

    private record Key(List<Line> lines, Map<Integer, BitSet> domains) {}

    /** The proof would need more cases than the limit. */
    static final class TooManyCases extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final int limit;
    private final int[] variableOf;
    private final BitSet[] valuesOf;
    private final List<String> words = new ArrayList<>();
    private final Map<Integer, Expr> wordExpressions = new HashMap<>();
    private final int firstWord;
    private final Map<Key, Result> known = new HashMap<>();

    /**
     * @param variableOf for each atom its variable, −1 for words and for atoms that are never free
     * @param valuesOf for each atom the values for which it holds
     */
    Partition(List<Atom> atoms, int[] variableOf, BitSet[] valuesOf, int limit) {
        this.limit = limit;
        this.variableOf = variableOf;
        this.valuesOf = valuesOf;
        firstWord = atoms.size();
        for (int i = 0; i < atoms.size(); i++) {
            if (atoms.get(i).key() instanceof Check.Words check) {
                wordExpressions.put(i, expression(check));
            }
        }
    }

    private Expr expression(Check.Words check) {
        List<Expr> parts = new ArrayList<>();
        for (String word : check.words()) {
            String normal = Words.normal(word);
            int number = words.indexOf(normal);
            if (number < 0) {
                number = words.size();
                words.add(normal);
            }
            parts.add(new Expr.Atom(firstWord + number));
        }
        return check.all() ? Expr.and(parts) : Expr.or(parts);
    }

    /** The word of an assumption numbered after the atoms; null for an atom. */
    @Nullable
    String wordOf(int atom) {
        return atom < firstWord ? null : words.get(atom - firstWord);
    }

    /** Cases told apart so far. */
    int cases() {
        return known.size();
    }

    /** A condition with word conditions taken apart into words. */
    Expr inWords(Expr condition) {
        if (condition instanceof Expr.Atom atom) {
            return wordExpressions.getOrDefault(atom.number(), condition);
        }
        if (condition instanceof Expr.Not not) {
            return Expr.not(inWords(not.part()));
        }
        if (condition instanceof Expr.Several several) {
            List<Expr> parts = several.parts().stream().map(this::inWords).toList();
            return several.and() ? Expr.and(parts) : Expr.or(parts);
        }
        return condition;
    }

    /** All cases of these rules over the domains (by variable, the values that can be). */
    Result explore(List<Line> lines, Map<Integer, BitSet> domains) {
        List<Line> left = reduce(lines, domains, Map.of());
        return split(left, restrict(left, domains));
    }

    private Result split(List<Line> lines, Map<Integer, BitSet> domains) {
        if (lines.isEmpty()) {
            return new Result(new BitSet(), new Assumption(-1, true, null));
        }
        Line first = lines.get(0);
        if (first.condition().equals(Expr.TRUE)) {
            BitSet winner = new BitSet();
            winner.set(first.rule());
            return new Result(winner, null);
        }
        Key key = new Key(lines, domains);
        Result before = known.get(key);
        if (before != null) {
            return before;
        }
        if (known.size() >= limit) {
            throw new TooManyCases();
        }
        int atom = firstAtom(first.condition());
        Result yes = assume(lines, domains, atom, true);
        Result no = assume(lines, domains, atom, false);
        BitSet winners = (BitSet) yes.winners().clone();
        winners.or(no.winners());
        Assumption hole = yes.hole() != null
                ? new Assumption(atom, true, yes.hole())
                : no.hole() == null ? null : new Assumption(atom, false, no.hole());
        Result result = new Result(winners, hole);
        known.put(key, result);
        return result;
    }

    private static int firstAtom(Expr condition) {
        int[] first = {-1};
        condition.eachAtom(atom -> first[0] = first[0] < 0 ? atom : first[0]);
        return first[0];
    }

    private Result assume(List<Line> lines, Map<Integer, BitSet> domains, int atom, boolean holds) {
        if (atom >= firstWord) {
            List<Line> left = reduce(lines, domains, wordsThatFollow(atom, holds));
            return split(left, restrict(left, domains));
        }
        int variable = variableOf[atom];
        BitSet rest = (BitSet) domainOf(variable, domains).clone();
        if (holds) {
            rest.and(valuesOf[atom]);
        } else {
            rest.andNot(valuesOf[atom]);
        }
        Map<Integer, BitSet> narrower = new HashMap<>(domains);
        narrower.put(variable, rest);
        List<Line> left = reduce(lines, narrower, Map.of());
        return split(left, restrict(left, narrower));
    }

    private static BitSet domainOf(int variable, Map<Integer, BitSet> domains) {
        BitSet domain = domains.get(variable);
        if (domain == null) {
            throw new IllegalStateException("variable " + variable + " has no values");
        }
        return domain;
    }

    /** A word brings along the words inside it; without a word there is none that contains it. */
    private Map<Integer, Integer> wordsThatFollow(int atom, boolean holds) {
        String word = words.get(atom - firstWord);
        Map<Integer, Integer> follow = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            boolean follows = holds ? Words.occurs(words.get(i), word) : Words.occurs(word, words.get(i));
            if (follows) {
                follow.put(firstWord + i, holds ? 1 : 0);
            }
        }
        return follow;
    }

    /** Puts in what is settled; rules that cannot hold, and those after one that must, are dropped. */
    private List<Line> reduce(List<Line> lines, Map<Integer, BitSet> domains, Map<Integer, Integer> settledWords) {
        List<Line> left = new ArrayList<>(lines.size());
        for (Line line : lines) {
            Expr condition = line.condition().reduce(atom -> settled(atom, domains, settledWords));
            if (condition.equals(Expr.TRUE)) {
                left.add(new Line(line.rule(), condition));
                break;
            }
            if (!condition.equals(Expr.FALSE)) {
                left.add(new Line(line.rule(), condition));
            }
        }
        return left;
    }

    private int settled(int atom, Map<Integer, BitSet> domains, Map<Integer, Integer> settledWords) {
        if (atom >= firstWord) {
            return settledWords.getOrDefault(atom, -1);
        }
        BitSet domain = domainOf(variableOf[atom], domains);
        BitSet both = (BitSet) domain.clone();
        both.and(valuesOf[atom]);
        return both.isEmpty() ? 0 : both.equals(domain) ? 1 : -1;
    }

    /** Only the variables that are still looked at: the others make no difference any more. */
    private Map<Integer, BitSet> restrict(List<Line> lines, Map<Integer, BitSet> domains) {
        Map<Integer, BitSet> used = new HashMap<>();
        for (Line line : lines) {
            line.condition().eachAtom(atom -> {
                if (atom < firstWord) {
                    used.computeIfAbsent(variableOf[atom], variable -> domainOf(variable, domains));
                }
            });
        }
        return used;
    }
}
