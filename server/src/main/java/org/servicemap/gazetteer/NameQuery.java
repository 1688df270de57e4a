package org.servicemap.gazetteer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.QueryBuilder;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;
import org.servicemap.gazetteer.words.Pinyin;
import org.servicemap.gazetteer.words.Spelling;
import org.servicemap.gazetteer.words.Token;
import org.servicemap.gazetteer.words.Tokens;

/**
 * The query for a text that is written as the thing is called, in one of its spellings. A score says in which way it matched:
 * exact, beginning, sounds, words, middle, typo.
 */
final class NameQuery {
    /** The score of a name that is typed from its beginning, and better. */
    static final float CLEAR = 57;

    /** The score of a name that is typed to its end, and better. */
    static final float EXACT = 100;

    private static final int FUZZY_FROM = 4;
    private static final int FUZZY_TO = 16; // an automaton grows with what is typed; likeness finds longer ones
    private static final int MOST_WORDS = 6;
    private static final float IN_WORDS = 0.7f;
    private static final float IN_SOME_WORDS = 0.35f;

    private final Spelling spelling;
    private final Tokens tokens;
    private final QueryBuilder phrases = new QueryBuilder(new StandardAnalyzer());

    NameQuery(Spelling spelling) {
        this.spelling = spelling;
        this.tokens = new Tokens(spelling);
    }

    /** @param text with at least one letter or digit */
    Query of(String text) {
        List<String> words = Asked.words(text, spelling);
        Query asOne = ways(spelling.key(text), false);
        return words.size() < 2
                ? asOne
                : new DisjunctionMaxQuery(List.of(asOne, words(words, false, IN_WORDS, BooleanClause.Occur.MUST)), 0);
    }

    /** The same, with typing mistakes in Latin letters. Costs several times as much. */
    Query forgiving(String text) {
        List<String> words = Asked.words(text, spelling);
        Query asOne = ways(spelling.key(text), true);
        return words.size() < 2
                ? asOne
                : new DisjunctionMaxQuery(List.of(asOne, words(words, true, IN_WORDS, BooleanClause.Occur.MUST)), 0);
    }

    /** What {@link #forgiving} finds beyond {@link #of}: empty where there are no Latin letters to mistake. */
    Optional<Query> mistaken(String text) {
        List<Query> ways = new ArrayList<>();
        String key = spelling.key(text);
        if (canHaveTypos(key)) {
            addTypos(ways, key);
        }
        List<String> words = Asked.words(text, spelling);
        if (words.size() > 1 && words.stream().anyMatch(NameQuery::canHaveTypos)) {
            ways.add(words(words, true, IN_WORDS, BooleanClause.Occur.MUST));
        }
        return ways.isEmpty() ? Optional.empty() : Optional.of(new DisjunctionMaxQuery(ways, 0));
    }

    /** When only some of the words match. */
    Query some(String text) {
        return words(Asked.words(text, spelling), false, IN_SOME_WORDS, BooleanClause.Occur.SHOULD);
    }

    private Query words(List<String> words, boolean forgiving, float share, BooleanClause.Occur occur) {
        BooleanQuery.Builder each = new BooleanQuery.Builder();
        words.stream().limit(MOST_WORDS).forEach(word -> each.add(ways(word, forgiving), occur));
        return new BoostQuery(each.build(), share / words.size());
    }

    /** All ways in which a key may match, the best one counting. */
    private Query ways(String key, boolean forgiving) {
        List<Query> ways = new ArrayList<>();
        ways.add(scored(100, new TermQuery(new Term(NameFields.KEY, key))));
        ways.add(scored(80, new PrefixQuery(new Term(NameFields.KEY, key))));
        boolean latin = isLatin(key);
        if (latin) {
            addLatin(ways, key);
        } else {
            addHomophones(ways, key);
        }
        if (forgiving && canHaveTypos(key)) {
            addTypos(ways, key);
        }
        phrase(ways, 40, NameFields.NAME, key);
        phrase(ways, 20, NameFields.CHAIN, key);
        for (List<List<String>> sounds : sounds(key, latin)) {
            ways.add(scored(33, phrase(NameFields.SOUND, sounds)));
            ways.add(scored(15, phrase(NameFields.AROUND, sounds)));
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    private void phrase(List<Query> ways, float score, String field, String key) {
        Query middle = phrases.createPhraseQuery(field, key);
        if (middle != null) {
            ways.add(scored(score, middle));
        }
    }

    private static void addLatin(List<Query> ways, String key) {
        ways.add(scored(70, new TermQuery(new Term(NameFields.PINYIN, key))));
        ways.add(scored(65, new TermQuery(new Term(NameFields.WORD, key))));
        ways.add(scored(45, new PrefixQuery(new Term(NameFields.WORD, key))));
        ways.add(scored(18, new TermQuery(new Term(NameFields.AROUND, key))));
        if (key.length() >= 2) {
            ways.add(scored(60, new PrefixQuery(new Term(NameFields.PINYIN, key))));
            ways.add(scored(55, new TermQuery(new Term(NameFields.INITIALS, key))));
            ways.add(scored(50, new PrefixQuery(new Term(NameFields.INITIALS, key))));
        }
    }

    private static boolean isLatin(String key) {
        return key.codePoints().allMatch(c -> c < 0x2E80);
    }

    private static boolean canHaveTypos(String key) {
        return key.length() >= FUZZY_FROM
                && key.length() <= FUZZY_TO
                && isLatin(key)
                && key.chars().allMatch(Character::isLetter);
    }

    private static void addTypos(List<Query> ways, String key) {
        ways.add(scored(25, new FuzzyQuery(new Term(NameFields.WORD, key), 1, 1)));
        Automaton beginning = beginningWithTypo(key);
        ways.add(scored(28, new AutomatonQuery(new Term(NameFields.KEY, key), beginning)));
        ways.add(scored(26, new AutomatonQuery(new Term(NameFields.PINYIN, key), beginning)));
    }

    /** One letter wrong in what was typed so far; the first letter is believed. */
    private static Automaton beginningWithTypo(String key) {
        Automaton typed = new LevenshteinAutomata(key.substring(1), true).toAutomaton(1, key.substring(0, 1));
        return Operations.determinize(
                Operations.concatenate(typed, Automata.makeAnyString()), Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
    }

    /** Other characters of the same sound, and Chinese mixed with pinyin. */
    private void addHomophones(List<Query> ways, String key) {
        if (key.length() >= 2) {
            for (String pinyin : spelling.pinyin(key)) {
                ways.add(scored(68, new TermQuery(new Term(NameFields.PINYIN, pinyin))));
                ways.add(scored(57, new PrefixQuery(new Term(NameFields.PINYIN, pinyin))));
            }
        }
    }

    /** The ways to say a key: for each syllable or word its likely sounds. */
    private List<List<List<String>>> sounds(String key, boolean latin) {
        if (!latin) {
            List<List<String>> said = new ArrayList<>();
            for (Token token : tokens.of(key)) {
                List<List<String>> cuts = token.isHan() ? List.of() : Pinyin.cut(token.text());
                if (cuts.isEmpty()) {
                    said.add(token.blurred());
                } else {
                    cuts.get(0).forEach(one -> said.add(List.of(Pinyin.blurred(one))));
                }
            }
            return said.size() < 2 ? List.of() : List.of(said);
        }
        return Pinyin.cut(key).stream()
                .filter(cut -> cut.size() > 1)
                .map(cut ->
                        cut.stream().map(one -> List.of(Pinyin.blurred(one))).toList())
                .toList();
    }

    private static Query phrase(String field, List<List<String>> sounds) {
        MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
        for (List<String> alternatives : sounds) {
            phrase.add(alternatives.stream().map(one -> new Term(field, one)).toArray(Term[]::new));
        }
        return phrase.build();
    }

    static Query scored(float score, Query query) {
        return new BoostQuery(new ConstantScoreQuery(query), score);
    }
}
