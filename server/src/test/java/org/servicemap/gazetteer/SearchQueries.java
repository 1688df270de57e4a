package org.servicemap.gazetteer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** The queries by which the search is measured: {@code gis-data/beijing/search-queries.csv}, and how it does on them. */
public final class SearchQueries {
    private static final Path FILE = Path.of("../gis-data/beijing/search-queries.csv");
    private static final int LIMIT = 10;

    private SearchQueries() {}

    /** @param expected any of them will do */
    public record Query(String text, String kind, List<String> expected, boolean heldOut) {
        /** From 1; 0 when it is not among them. */
        int rank(List<Hit> hits) {
            for (int i = 0; i < hits.size(); i++) {
                Hit hit = hits.get(i);
                if (expected.stream().anyMatch(rule -> fits(rule, hit))) {
                    return i + 1;
                }
            }
            return 0;
        }
    }

    /** How many of some queries find what they must first, and among the first five. */
    public record Score(int queries, int first, int fifth) {
        static final Score NONE = new Score(0, 0, 0);

        Score with(int rank) {
            return new Score(queries + 1, first + (rank == 1 ? 1 : 0), fifth + (rank >= 1 && rank <= 5 ? 1 : 0));
        }

        public double atOne() {
            return first / (double) queries;
        }

        public double atFive() {
            return fifth / (double) queries;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%3d queries  @1 %.3f  @5 %.3f", queries, atOne(), atFive());
        }
    }

    /** @param missed of the tuning part, with what was found instead */
    public record Result(Score tuning, Score heldOut, Map<String, Score> byKind, List<String> missed) {
        public void print() {
            System.out.println("tuning    " + tuning);
            System.out.println("held out  " + heldOut);
            byKind.forEach((kind, score) -> System.out.printf("%-22s %s%n", kind, score));
        }
    }

    public static List<Query> read() throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser rows = CSVParser.parse(Files.newBufferedReader(FILE), format)) {
            return rows.stream()
                    .map(row -> new Query(
                            row.get("query"),
                            row.get("kind"),
                            List.of(row.get("expected").split(" ")),
                            row.get("held_out").equals("yes")))
                    .toList();
        }
    }

    public static Result measure(Function<Question, List<Hit>> search) throws IOException {
        Score tuning = Score.NONE;
        Score heldOut = Score.NONE;
        Map<String, Score> byKind = new TreeMap<>();
        List<String> missed = new ArrayList<>();
        for (Query query : read()) {
            List<Hit> hits = search.apply(Question.of(query.text(), LIMIT));
            int rank = query.rank(hits);
            byKind.merge(query.kind(), Score.NONE.with(rank), (a, b) -> a.with(rank));
            if (query.heldOut()) {
                heldOut = heldOut.with(rank);
            } else {
                tuning = tuning.with(rank);
                if (rank != 1) {
                    missed.add(describe(query, rank, hits));
                }
            }
        }
        return new Result(tuning, heldOut, byKind, missed);
    }

    private static String describe(Query query, int rank, List<Hit> hits) {
        StringBuilder line =
                new StringBuilder(query.kind() + " «" + query.text() + "» at " + rank + ", " + query.expected());
        hits.stream()
                .limit(5)
                .forEach(hit -> line.append("\n      ")
                        .append(hit.kind().word())
                        .append(' ')
                        .append(hit.code())
                        .append(' ')
                        .append(hit.name().in("zh", "en"))
                        .append(" @ ")
                        .append(hit.context().in("zh", "en")));
        return line.toString();
    }

    private static boolean fits(String rule, Hit hit) {
        String kind = rule.substring(0, rule.indexOf(':'));
        String wanted = rule.substring(kind.length() + 1);
        int at = wanted.indexOf('@');
        if (!kind.equals(hit.kind().word())) {
            return false;
        }
        return at < 0
                ? wanted.equals(hit.code())
                        || kind.equals("address") && wanted.equals(hit.name().in("zh", "en"))
                : wanted.substring(0, at).equals(hit.category())
                        && String.valueOf(hit.area()).startsWith(wanted.substring(at + 1));
    }

    /** Whether some query names it. */
    static boolean names(List<Query> queries, Hit hit) {
        return queries.stream().flatMap(query -> query.expected().stream()).anyMatch(rule -> fits(rule, hit));
    }
}
