package org.servicemap.gazetteer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.Directory;
import org.servicemap.gazetteer.BestByGroup.Found;
import org.servicemap.gazetteer.words.Spelling;
import org.servicemap.gazetteer.words.Tokens;

/**
 * Name indexes opened for search as one. A match's way counts first (exact, prefix, pinyin, words, middle, likeness), then how
 * near it is, then kind, how coarse an area is, how short a name. Thread-safe.
 */
final class NameIndex implements AutoCloseable {
    private static final int LONGEST_QUERY = 100;
    private static final int JUDGED = 24;
    private static final float STANDS_FOR_ITS_GROUP = 20;

    private final MultiReader reader;
    private final IndexSearcher searcher;
    private final Spelling spelling;
    private final Tokens tokens;
    private final NameQuery names;

    /** @param indexes stay open until {@link #close}; they are searched as they are now */
    NameIndex(List<Directory> indexes, Spelling spelling) throws IOException {
        List<IndexReader> readers = new ArrayList<>();
        for (Directory index : indexes) {
            readers.add(DirectoryReader.open(index));
        }
        this.reader = new MultiReader(readers.toArray(new IndexReader[0]));
        this.searcher = new IndexSearcher(reader);
        this.spelling = spelling;
        this.tokens = new Tokens(spelling);
        this.names = new NameQuery(spelling);
    }

    int size() {
        return reader.numDocs();
    }

    /** Empty when the index was closed meanwhile: then there is a newer one. */
    Optional<List<Hit>> search(Question question) throws IOException {
        if (!reader.tryIncRef()) {
            return Optional.empty();
        }
        try {
            return Optional.of(find(question));
        } finally {
            reader.decRef();
        }
    }

    private List<Hit> find(Question question) throws IOException {
        String asked = question.text();
        String text = asked.length() > LONGEST_QUERY ? asked.substring(0, LONGEST_QUERY) : asked;
        if (spelling.key(text).isEmpty() || question.limit() < 1) {
            return List.of();
        }
        Map<Integer, Found> found = new HashMap<>();
        note(found, named(names.of(text), question));
        if (!isPlain(found, question.limit())) {
            String bare = Asked.withoutFillers(text);
            String rest = spelling.key(bare).isEmpty() ? text : bare;
            // what was asked already is not asked again
            Optional<Query> forgiving = rest.equals(text) ? names.mistaken(text) : Optional.of(names.forgiving(rest));
            if (forgiving.isPresent()) {
                note(found, named(forgiving.get(), question));
            }
            note(found, alike(rest, question));
            if (found.values().stream().noneMatch(one -> one.match() >= STANDS_FOR_ITS_GROUP)) {
                note(found, named(names.some(rest), question));
            }
        }
        List<Hit> hits = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (Found one : BestByGroup.mixed(List.copyOf(found.values()), question.limit(), STANDS_FOR_ITS_GROUP)) {
            hits.add(HitDocument.read(stored.document(one.document())));
        }
        return hits;
    }

    private static void note(Map<Integer, Found> found, List<Found> more) {
        more.forEach(one -> found.merge(one.document(), one, (a, b) -> a.match() >= b.match() ? a : b));
    }

    /** Whether nobody needs to look for likenesses: it was typed to the end, or enough things begin so. */
    private static boolean isPlain(Map<Integer, Found> found, int limit) {
        return found.values().stream().anyMatch(one -> one.match() >= NameQuery.EXACT)
                || found.values().stream()
                                .filter(one -> one.match() >= NameQuery.CLEAR)
                                .count()
                        >= limit;
    }

    private List<Found> named(Query query, Question question) throws IOException {
        return candidates(query, question.limit(), question);
    }

    private List<Found> alike(String text, Question question) throws IOException {
        LooseQuery loose = new LooseQuery(tokens, text);
        Optional<Query> query = loose.query();
        if (query.isEmpty()) {
            return List.of();
        }
        List<Found> judged = new ArrayList<>();
        for (Found one : candidates(query.get(), Math.max(JUDGED, question.limit()), question)) {
            float score = loose.judge(likeness(one.document()));
            if (score > 0) {
                judged.add(one.matching(score));
            }
        }
        return judged;
    }

    private LikenessText likeness(int document) throws IOException {
        LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
        BinaryDocValues texts = DocValues.getBinary(leaf.reader(), NameFields.LIKENESS);
        boolean found = texts.advanceExact(document - leaf.docBase);
        return LikenessText.read(found ? texts.binaryValue().utf8ToString() : "");
    }

    private List<Found> candidates(Query query, int each, Question question) throws IOException {
        BestByGroup best = new BestByGroup(each, question.kinds(), question.near());
        searcher.search(query, best);
        return best.found();
    }

    /** Takes effect when the last search in flight has ended. */
    @Override
    public void close() throws IOException {
        reader.close();
    }
}
