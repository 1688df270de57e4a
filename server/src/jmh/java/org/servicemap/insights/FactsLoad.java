package org.servicemap.insights;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.insights.facts.Facts;
import org.servicemap.insights.facts.FactsFill;

/**
 * How fast facts are loaded and asked: {@code FactsLoad FOLDER [SIZE]}, where a size is {@code ci} (20,000 requests), {@code bench} (2
 * million), {@code soak} (25 million, a year of Beijing) or a number. A file that is there is asked again. Questions are those of the
 * routes, with periods of 30 and of 365 days, each with its period before.
 */
final class FactsLoad {
    private static final Map<String, Integer> SIZES = Map.of("ci", 20_000, "bench", 2_000_000, "soak", 25_000_000);
    private static final int ROUNDS = 15;
    private static final double TARGET = 300;

    /** What a question costs whatever else the machine does. */
    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private FactsLoad() {}

    public static void main(String[] args) throws IOException, SQLException {
        Path folder = Path.of(args[0]);
        String size = args.length > 1 ? args[1] : "ci";
        if (!Files.exists(folder.resolve("facts.duckdb"))) {
            Integer named = SIZES.get(size);
            int requests = named == null ? Integer.parseInt(size) : named;
            long millis = FactsFill.fill(folder, requests);
            System.out.printf(Locale.ROOT, "made %,d requests in %,d ms%n", requests, millis);
        }
        System.out.printf(Locale.ROOT, "%,d bytes%n", Files.size(folder.resolve("facts.duckdb")));
        try (Facts facts = new Facts(folder, null, null, () -> ZoneOffset.UTC)) {
            facts.open();
            System.out.println(ask(facts) ? "all within " + TARGET + " ms" : "MISSED");
        }
    }

    /** Whether 95 % of each kind of question took no longer than they may. */
    static boolean ask(Facts facts) {
        InsightCounts counts = new InsightCounts(facts);
        boolean good = true;
        for (int days : List.of(30, 365)) {
            good &= time(
                    "areas, finest, " + days + " d",
                    days,
                    (period, filter) -> counts.byArea(4, Measure.RECEIVED, period, filter));
            good &= time(
                    "areas, satisfaction, " + days + " d",
                    days,
                    (period, filter) -> counts.byArea(2, Measure.SATISFACTION, period, filter));
            good &= time(
                    "hexagons 8, " + days + " d",
                    days,
                    (period, filter) -> counts.byCell(8, Measure.RECEIVED, period, filter));
            good &= time(
                    "days, " + days + " d", days, (period, filter) -> counts.byDay(Measure.RESOLUTION, period, filter));
            good &= time(
                    "categories, " + days + " d",
                    days,
                    (period, filter) -> counts.byCategory(Measure.OVERDUE, period, filter));
            good &= time(
                    "disputes by area, " + days + " d",
                    days,
                    (period, filter) -> counts.byArea(2, Measure.DISPUTED, period, filter));
            good &= time(
                    "summary, " + days + " d",
                    days,
                    (period, filter) -> counts.all(List.of(Measure.values()), period, filter));
        }
        return good;
    }

    private static boolean time(String what, int days, BiConsumer<InsightPeriod, InsightFilter> question) {
        Random random = new Random(11);
        List<Double> millis = new ArrayList<>();
        double cpu = 0;
        for (int round = 0; round < ROUNDS; round++) {
            LocalDate to = FactsFill.FIRST.plusDays(FactsFill.DAYS - 1L - random.nextInt(20));
            InsightFilter filter = new InsightFilter(
                    null,
                    round % 3 == 1 ? Map.of(1, "D" + random.nextInt(FactsFill.DISTRICTS)) : Map.of(),
                    AreaBounds.EVERYWHERE,
                    round % 3 == 2 ? List.of(FactsFill.category(1), FactsFill.category(2)) : null,
                    null,
                    null,
                    null);
            long start = System.nanoTime();
            long cpuBefore = CPU.getProcessCpuTime();
            question.accept(new InsightPeriod(to.minusDays(days - 1L), to), filter);
            millis.add((System.nanoTime() - start) / 1e6);
            cpu += (CPU.getProcessCpuTime() - cpuBefore) / 1e6;
        }
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double high = sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
        System.out.printf(
                Locale.ROOT,
                "%-32s median %7.1f  95 %% %7.1f  worst %7.1f ms  processor %7.1f ms%n",
                what,
                sorted[sorted.length / 2],
                high,
                Arrays.stream(sorted).max().orElse(0),
                cpu / ROUNDS);
        return high <= TARGET;
    }
}
