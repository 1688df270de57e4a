package org.servicemap.gazetteer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.servicemap.gazetteer.words.Pinyin;
import org.servicemap.gazetteer.words.Resemblance;
import org.servicemap.gazetteer.words.Token;
import org.servicemap.gazetteer.words.Tokens;

/**
 * Finds what a text resembles when it is not written as anything is called: characters wrong, missing or swapped, an area's
 * name and a category run together. Lucene proposes things that hold most of the sounds; {@link Resemblance} judges them.
 */
final class LooseQuery {
    /** Below the scores of what is written right. */
    private static final double BEST = 36;

    /** Of a name that stands in a longer text. */
    private static final double BEST_INSIDE = 22;

    private static final int WHOLE_NAME = 4;
    private static final double NEARLY_ALL = 0.95;
    private static final double LEAST_COVERAGE = 0.62;
    private static final double ENOUGH = 0.75;
    private static final double ABOUT = 0.92;
    private static final double SHARE_OF_TOKENS = 0.62;
    private static final int FUZZY_FROM = 5;
    private static final int LONGEST_LATIN = 3;

    private final Tokens tokens;
    private final List<Token> asked;
    private final List<List<Token>> readings = new ArrayList<>();

    LooseQuery(Tokens tokens, String text) {
        this.tokens = tokens;
        this.asked = tokens.of(text);
        readings.add(asked);
        List<Token> cut = cut();
        if (cut.size() != asked.size()) {
            readings.add(cut);
        }
    }

    /** With pinyin in syllables. */
    private List<Token> cut() {
        List<Token> cut = new ArrayList<>();
        for (Token token : asked) {
            List<List<String>> ways = token.isHan() ? List.of() : Pinyin.cut(token.text());
            if (ways.isEmpty()) {
                cut.add(token);
            } else {
                ways.get(0)
                        .forEach(one -> cut.add(new Token(
                                one, List.of(one), List.of(Pinyin.blurred(one)), token.start(), token.end())));
            }
        }
        return cut;
    }

    /** Proposes; empty when there is too little to go by. */
    Optional<Query> query() {
        List<Token> parts = readings.get(readings.size() - 1);
        Map<String, Query> each = new LinkedHashMap<>();
        parts.forEach(token -> each.putIfAbsent(token.text(), token(token)));
        boolean word = parts.size() == 1
                && !parts.get(0).isHan()
                && parts.get(0).text().length() > LONGEST_LATIN;
        if (each.size() < 2 && !word) {
            return Optional.empty();
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        each.values().forEach(one -> query.add(one, BooleanClause.Occur.SHOULD));
        int least = Math.min(each.size(), Math.max(2, (int) Math.ceil(SHARE_OF_TOKENS * each.size())));
        return Optional.of(query.setMinimumNumberShouldMatch(least).build());
    }

    private static Query token(Token token) {
        List<Query> ways = new ArrayList<>();
        for (String sound : token.blurred()) {
            ways.add(new BoostQuery(new TermQuery(new Term(NameFields.SOUND, sound)), 2));
            ways.add(new TermQuery(new Term(NameFields.AROUND, sound)));
        }
        if (!token.isHan() && token.text().length() >= FUZZY_FROM) {
            ways.add(new FuzzyQuery(new Term(NameFields.SOUND, token.text()), 1, 1));
            ways.add(new FuzzyQuery(new Term(NameFields.AROUND, token.text()), 1, 1));
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    /** How like a found thing is, in the scores of {@link NameQuery}; 0 when it is not. */
    float judge(LikenessText text) {
        double best = 0;
        List<List<Token>> about =
                text.about().stream().map(tokens::of).filter(this::sharesAny).toList();
        for (LikenessText.Named one : text.names()) {
            List<Token> own = tokens.of(one.name());
            if (!inOtherScript(own)) {
                List<Token> around = tokens.of(one.around());
                for (List<Token> said : readings) {
                    best = Math.max(best, judge(said, own, around, about));
                }
            }
        }
        return (float) best;
    }

    /** Chinese characters are not looked for in names without any. */
    private boolean inOtherScript(List<Token> own) {
        return asked.stream().allMatch(Token::isHan) && own.stream().noneMatch(Token::isHan);
    }

    private boolean sharesAny(List<Token> text) {
        return text.stream()
                .anyMatch(token -> readings.get(readings.size() - 1).stream()
                        .anyMatch(part -> part.text().equals(token.text())
                                || token.sounds().contains(part.text())));
    }

    private static double judge(List<Token> said, List<Token> own, List<Token> around, List<List<Token>> about) {
        double byName = Resemblance.coverage(said, own);
        // a name that says enough by itself is not helped by the same words in the areas around it
        double coverage = byName >= ENOUGH ? byName : inAnyOrder(said, own, around);
        for (List<Token> one : coverage >= ENOUGH ? List.<List<Token>>of() : about) {
            coverage = Math.max(coverage, ABOUT * inAnyOrder(said, one, around));
        }
        double share = Resemblance.coverage(own, said);
        double like = coverage < LEAST_COVERAGE ? 0 : BEST * coverage * coverage * (0.7 + 0.3 * share);
        boolean inside = own.size() >= WHOLE_NAME && share >= NEARLY_ALL;
        return Math.max(like, inside ? BEST_INSIDE * share : 0);
    }

    private static double inAnyOrder(List<Token> said, List<Token> some, List<Token> others) {
        return Math.max(
                Resemblance.coverage(said, joined(some, others)), Resemblance.coverage(said, joined(others, some)));
    }

    private static List<Token> joined(List<Token> first, List<Token> second) {
        List<Token> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
