package org.servicemap.gazetteer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;
import org.servicemap.gazetteer.words.Spelling;

/**
 * A name index opened for search. A match's way counts first (exact, prefix, pinyin, words, middle, typo), then how coarse
 * the place is, then how short its name. Thread-safe.
 */
final class NameIndex implements AutoCloseable {
    private static final int LONGEST_QUERY = 100;
    private static final int FUZZY_FROM = 4;
    private static final int TWO_TYPOS_FROM = 9;
    private static final int MOST_WORDS = 6;
    private static final Sort ORDER =
            new Sort(SortField.FIELD_SCORE, new SortField(NameIndexBuilder.RANK, SortField.Type.LONG));

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Spelling spelling;
    private final QueryBuilder phrases = new QueryBuilder(new StandardAnalyzer());

    NameIndex(Directory directory, Spelling spelling) throws IOException {
        this.reader = DirectoryReader.open(directory);
        this.searcher = new IndexSearcher(reader);
        this.spelling = spelling;
    }

    int size() {
        return reader.numDocs();
    }

    /** Empty when the index was closed meanwhile: then there is a newer one. */
    Optional<List<Hit>> search(String text, int limit) throws IOException {
        if (!reader.tryIncRef()) {
            return Optional.empty();
        }
        try {
            return Optional.of(find(text, limit));
        } finally {
            reader.decRef();
        }
    }

    private List<Hit> find(String text, int limit) throws IOException {
        String cut = text.length() > LONGEST_QUERY ? text.substring(0, LONGEST_QUERY) : text;
        String whole = spelling.key(cut);
        if (whole.isEmpty() || limit < 1) {
            return List.of();
        }
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc found : searcher.search(query(whole, spelling.words(cut)), limit, ORDER).scoreDocs) {
            hits.add(HitDocument.read(searcher.storedFields().document(found.doc)));
        }
        return hits;
    }

    private Query query(String whole, List<String> words) {
        Query asOne = ways(whole);
        if (words.size() < 2) {
            return asOne;
        }
        BooleanQuery.Builder each = new BooleanQuery.Builder();
        words.stream().limit(MOST_WORDS).forEach(word -> each.add(ways(word), BooleanClause.Occur.MUST));
        return new DisjunctionMaxQuery(List.of(asOne, new BoostQuery(each.build(), 0.4f / words.size())), 0);
    }

    /** All ways in which a key may match, the best one counting. */
    private Query ways(String key) {
        List<Query> ways = new ArrayList<>();
        ways.add(scored(100, new TermQuery(new Term(NameIndexBuilder.KEY, key))));
        ways.add(scored(80, new PrefixQuery(new Term(NameIndexBuilder.KEY, key))));
        Query middle = phrases.createPhraseQuery(NameIndexBuilder.CHAIN, key);
        if (middle != null) {
            ways.add(scored(35, middle));
        }
        if (key.codePoints().allMatch(c -> c < 0x2E80)) {
            addLatin(ways, key);
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    private static void addLatin(List<Query> ways, String key) {
        ways.add(scored(70, new TermQuery(new Term(NameIndexBuilder.PINYIN, key))));
        ways.add(scored(65, new TermQuery(new Term(NameIndexBuilder.WORD, key))));
        ways.add(scored(45, new PrefixQuery(new Term(NameIndexBuilder.WORD, key))));
        if (key.length() >= 2) {
            ways.add(scored(60, new PrefixQuery(new Term(NameIndexBuilder.PINYIN, key))));
            ways.add(scored(55, new TermQuery(new Term(NameIndexBuilder.INITIALS, key))));
            ways.add(scored(50, new PrefixQuery(new Term(NameIndexBuilder.INITIALS, key))));
        }
        boolean letters = key.chars().allMatch(Character::isLetter);
        if (letters && key.length() >= FUZZY_FROM) {
            int typos = key.length() >= TWO_TYPOS_FROM ? 2 : 1;
            ways.add(scored(30, new FuzzyQuery(new Term(NameIndexBuilder.KEY, key), typos, 1)));
            ways.add(scored(28, new FuzzyQuery(new Term(NameIndexBuilder.PINYIN, key), typos, 1)));
            ways.add(scored(25, new FuzzyQuery(new Term(NameIndexBuilder.WORD, key), typos, 1)));
        }
    }

    private static Query scored(float score, Query query) {
        return new BoostQuery(new ConstantScoreQuery(query), score);
    }

    /** Takes effect when the last search in flight has ended. */
    @Override
    public void close() throws IOException {
        reader.close();
    }
}
