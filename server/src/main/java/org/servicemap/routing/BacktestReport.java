package org.servicemap.routing;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * What a draft would have changed.
 *
 * @param cases past requests seen
 * @param refused of them not decided, because a category or word is unknown to one side
 * @param moved decided otherwise
 * @param known cases of which is known where they really went; {@code agreed…}: how many of them each side sends there
 * @param moves the most frequent first
 */
public record BacktestReport(
        long cases,
        long refused,
        long moved,
        long undecidedBefore,
        long undecidedAfter,
        long known,
        long agreedBefore,
        long agreedAfter,
        List<Count> moves) {
    /** From one unit (or {@code diversion:id}, or empty for nobody) to another, in one category and routing area. */
    public record Move(String category, String area, String from, String to) {}

    /** How often. */
    public record Count(Move move, long count) {}

    static List<Count> sorted(Map<Move, Long> moves) {
        return moves.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Count::count)
                        .reversed()
                        .thenComparing(count -> count.move().category())
                        .thenComparing(count -> count.move().area())
                        .thenComparing(count -> count.move().from())
                        .thenComparing(count -> count.move().to()))
                .toList();
    }

    /** {@code category,area,from,to,count}. */
    public void writeCsv(Appendable out) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader("category", "area", "from", "to", "count")
                .setRecordSeparator("\n")
                .get();
        try (CSVPrinter printer = new CSVPrinter(out, format)) {
            for (Count count : moves) {
                Move move = count.move();
                printer.printRecord(move.category(), move.area(), move.from(), move.to(), count.count());
            }
        }
    }

    public String toJson() {
        return RoutingJson.canonical(this);
    }
}
