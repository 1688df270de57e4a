package org.servicemap.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Floors a little below what was measured (server/docs/search.md): a change that hurts shows here. */
class SearchAccuracyTest {
    @Test
    void queriesFindWhatTheyMean() throws IOException {
        List<SearchQueries.Query> queries = SearchQueries.read();
        assertThat(queries).hasSizeGreaterThanOrEqualTo(200);
        assertThat(queries.stream().filter(SearchQueries.Query::heldOut))
                .hasSizeGreaterThanOrEqualTo(queries.size() / 4);
        try (NameIndex index = SearchCity.index()) {
            SearchQueries.Result result = SearchQueries.measure(question -> find(index, question));
            result.print();
            if (Boolean.getBoolean("search.missed")) {
                result.missed().forEach(System.out::println);
            }
            assertThat(result.tuning().atFive()).as(result.missed().toString()).isGreaterThan(0.97);
            assertThat(result.heldOut().atFive()).isGreaterThan(0.94);
        }
    }

    private static List<Hit> find(NameIndex index, Question question) {
        try {
            return index.search(question).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
