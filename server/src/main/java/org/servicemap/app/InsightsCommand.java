package org.servicemap.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.insights.facts.FactCheck;
import org.servicemap.insights.facts.Facts;
import org.servicemap.insights.facts.FactsException;
import org.servicemap.insights.facts.FactsParquet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "insights",
        description = "Works on the facts that analysis counts. Not while a server has them open.",
        mixinStandardHelpOptions = true,
        subcommands = {
            InsightsCommand.Rebuild.class,
            InsightsCommand.Check.class,
            InsightsCommand.Spots.class,
            InsightsCommand.Export.class
        })
@NullUnmarked
final class InsightsCommand extends CommandGroup {
    private static int with(Core core, PrintWriter out, ToIntFunction<Facts> work) {
        try (Messages messages = new Messages(core);
                Facts facts = FactFeed.facts(core, Works.requests(core, messages))) {
            return work.applyAsInt(facts);
        } catch (FactsException e) {
            if (!e.isInUse()) {
                throw e;
            }
            out.println("facts: another process has them open; stop the server first");
            return 1;
        }
    }

    @Command(
            name = "rebuild",
            description = "Builds the facts anew from all requests. A run that is killed leaves the old ones.",
            mixinStandardHelpOptions = true)
    @NullUnmarked
    static final class Rebuild extends CoreCommand {
        @Override
        int run(Core core, PrintWriter out) {
            return with(core, out, facts -> {
                try (ProgressBar bar = bar()) {
                    long start = System.nanoTime();
                    long requests = facts.rebuild(
                            (done, all) -> bar.maxHint(Math.max(done, all)).stepTo(done));
                    long millis = Math.max(1, (System.nanoTime() - start) / 1_000_000);
                    out.println("facts: " + requests + " requests in " + millis + " ms (" + requests * 1000 / millis
                            + " a second)");
                }
                return 0;
            });
        }

        private static ProgressBar bar() {
            return new ProgressBarBuilder()
                    .setTaskName("facts")
                    .setUnit(" requests", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .build();
        }
    }

    @Command(
            name = "check",
            description = {
                "Compares the facts with the database: counts and hashes of all values, month by month.",
                "Exit code 1 when something is not the same."
            },
            mixinStandardHelpOptions = true)
    @NullUnmarked
    static final class Check extends CoreCommand {
        @Override
        int run(Core core, PrintWriter out) {
            return with(core, out, facts -> print(facts.check(), out) ? 0 : 1);
        }
    }

    @Command(
            name = "hot-spots",
            description = {
                "Looks for clusters of requests up to yesterday, as each night does, and keeps them.",
                "A day that was looked at is not looked at again."
            },
            mixinStandardHelpOptions = true)
    @NullUnmarked
    static final class Spots extends CoreCommand {
        @Override
        int run(Core core, PrintWriter out) {
            return with(core, out, facts -> {
                facts.follow();
                int found = InsightWork.hotSpots(core, facts).runDue();
                out.println(found < 0 ? "hot spots: yesterday was looked at before" : "hot spots: " + found);
                return 0;
            });
        }
    }

    @Command(
            name = "export",
            description = {
                "Writes the facts as Parquet, a file for each month, for Spark and other engines.",
                "Without who made requests. A run that was stopped goes on where it stopped."
            },
            mixinStandardHelpOptions = true)
    @NullUnmarked
    static final class Export extends CoreCommand {
        @Parameters(
                paramLabel = "DIR",
                description = "Folder to write; empty, not there yet, or of a run that was stopped.")
        private Path folder;

        @Option(names = "--sensitive", description = "Sensitive requests too, marked as such.")
        private boolean sensitive;

        @Option(names = "--points", description = "Longitude and latitude too; else hexagons of about 350 m.")
        private boolean points;

        @Override
        int run(Core core, PrintWriter out) {
            return with(core, out, facts -> {
                facts.follow();
                FactsParquet.Written written = facts.read(connection ->
                        FactsParquet.write(connection, folder, new FactsParquet.Choice(sensitive, points)));
                out.println("facts: " + written.months() + " months in " + folder + ", " + written.written()
                        + " files written");
                return 0;
            });
        }
    }

    /** Whether nothing differs. */
    static boolean print(FactCheck.Report report, PrintWriter out) {
        for (FactCheck.Difference each : report.differences()) {
            out.println("facts: DIFFERENT in " + each.month() + ": " + each.requestsInFacts() + " requests and "
                    + each.eventsInFacts() + " events, in the database " + each.requests() + " and " + each.events());
        }
        if (report.differences().isEmpty()) {
            out.println("facts: " + report.requests() + " requests and " + report.events() + " events of "
                    + report.months() + " months are as in the database");
        }
        return report.differences().isEmpty();
    }
}
