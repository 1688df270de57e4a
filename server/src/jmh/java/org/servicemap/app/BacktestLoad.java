package org.servicemap.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.routing.Backtest;
import org.servicemap.routing.BacktestReport;
import org.servicemap.routing.Catalogue;
import org.servicemap.routing.PastCaseCsv;
import org.servicemap.routing.QuickRouter;

/**
 * A backtest of a file against a draft catalogue again and again, in the city in force: {@code FILE DRAFT [ROUNDS]}, with the program's
 * variables. Tells of each round the clock's and the process's processor time; the first is what a command pays, compiling included.
 */
public final class BacktestLoad {
    private static final double GIGA = 1e9;

    private BacktestLoad() {}

    public static void main(String[] args) throws IOException {
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        try (Core core = Core.open(Config.from(System.getenv()))) {
            core.areas().refresh();
            AreaResolver now = core.areas().current();
            Catalogue before = core.catalogues().published(now.snapshot());
            Catalogue after = core.catalogues().compile(Files.readString(Path.of(args[1])), now.snapshot());
            for (int i = 0; i < rounds; i++) {
                round(Path.of(args[0]), core, new QuickRouter(before, now), new QuickRouter(after, now));
            }
        }
    }

    private static void round(Path file, Core core, QuickRouter before, QuickRouter after) throws IOException {
        long clock = System.nanoTime();
        long work = processorNanos();
        try (PastCaseCsv cases =
                new PastCaseCsv(Files.newInputStream(file), core.city().zone())) {
            BacktestReport report = Backtest.run(cases, before, after);
            double seconds = (System.nanoTime() - clock) / GIGA;
            System.out.printf(
                    Locale.ROOT,
                    "%,d cases, %,d moved: %.2f s by the clock, %.2f s of processor time, %.2f M decisions a second%n",
                    report.cases(),
                    report.moved(),
                    seconds,
                    (processorNanos() - work) / GIGA,
                    2 * report.cases() / seconds / 1e6);
        }
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
