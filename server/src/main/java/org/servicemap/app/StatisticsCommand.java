package org.servicemap.app;

import java.io.PrintWriter;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.insights.Release;
import org.servicemap.insights.Releases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "statistics",
        description = {
            "Lists the released statistics of requests; with --release it first releases every month that is due.",
            "A month that was released is never cut again: bring in late requests before."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class StatisticsCommand extends CoreCommand {
    @Option(names = "--release", description = "Release what is due.")
    private boolean release;

    @Override
    int run(Core core, PrintWriter out) {
        core.areas().refresh();
        try (Messages messages = new Messages(core)) {
            Releases releases = OpenInterfaces.releases(core, Works.requests(core, messages));
            List<YearMonth> fresh = release ? releases.releaseDue() : List.of();
            for (Release each : releases.list()) {
                out.println(each.month() + "  " + each.cells().size() + " counts of at least " + each.k()
                        + (fresh.contains(each.month()) ? "  new" : ""));
            }
            out.println(releases.list().size() + " months released");
        }
        return 0;
    }
}
