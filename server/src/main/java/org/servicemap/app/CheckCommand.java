package org.servicemap.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.citypack.ImportOptions;
import org.servicemap.citypack.PackImport;
import org.servicemap.requests.DecisionCheck;
import org.servicemap.requests.HistoryCheck;
import org.servicemap.routing.Catalogue;
import org.servicemap.routing.CatalogueText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Checks a pack, or without PACK the city in force.",
            "Boundaries, the catalogue's examples, and the proof that for every category and area exactly one unit is",
            "responsible; without PACK also that the history of all requests is whole, or where it breaks first, and that their",
            "newest decisions come out again as they were. Changes nothing. Exit code 1 when something is wrong."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class CheckCommand extends CoreCommand {
    private static final int MOST_DECISIONS = 20_000;

    @Parameters(paramLabel = "PACK", arity = "0..1", description = "Folder with pack.yml.")
    private Path pack;

    @Option(names = "--repair", description = "Check the pack as --repair would import it.")
    private boolean repair;

    @Option(names = "--findings", paramLabel = "N", defaultValue = "10", description = "Findings of each code to show.")
    private int findings;

    @Override
    int run(Core core, PrintWriter out) {
        if (pack == null) {
            return installation(core, out) ? 0 : 1;
        }
        CatalogueCheck check = new CatalogueCheck(out);
        pack(core, check, out);
        return said(check.isGood(), out) ? 0 : 1;
    }

    /** Checks what is in force and all histories; whether everything is fine. */
    static boolean installation(Core core, PrintWriter out) {
        CatalogueCheck check = new CatalogueCheck(out);
        inForce(core, check, out);
        boolean whole = history(core, out) & decisions(core, out);
        return said(check.isGood() && whole, out);
    }

    private static boolean said(boolean good, PrintWriter out) {
        out.println(good ? "Everything is fine." : "Something is wrong, see above.");
        return good;
    }

    /** Chains, signed heads, and rows that equal their events; says where they break first. */
    private static boolean history(Core core, PrintWriter out) {
        HistoryCheck.Report report = HistoryCheck.of(core.database(), core.keyset(), Clock.systemUTC())
                .run();
        HistoryCheck.Finding broken = report.broken();
        if (broken == null) {
            out.println("history: " + report.requests() + " requests with " + report.events() + " events are whole");
            return true;
        }
        out.println("history: BROKEN at " + broken.place() + " (" + broken.code() + "): " + broken.message());
        return false;
    }

    /** Decisions come out as they were shown, from what was kept of them. */
    private static boolean decisions(Core core, PrintWriter out) {
        DecisionCheck.Report report = new DecisionCheck(
                        core.database(), id -> core.areas().version(id).snapshot())
                .run(MOST_DECISIONS);
        if (report.differs() != null) {
            out.println("decisions: DIFFERENT at request " + report.differs() + ": " + report.why());
            return false;
        }
        String which = report.more() ? "the newest " + report.replayed() : "all " + report.replayed();
        out.println("decisions: " + which + " come out again as they were");
        return true;
    }

    private void pack(Core core, CatalogueCheck check, PrintWriter out) {
        PackImport.Outcome outcome = read(core, out);
        Coverage coverage = outcome.coverage();
        if (coverage == null) {
            throw new PackRefusedException(pack, outcome.report());
        }
        if (outcome.routing() == null) {
            check.boundaries(coverage);
        } else {
            check.all(
                    coverage,
                    outcome.routing().catalogue(),
                    outcome.routing().spec(),
                    outcome.routing().resolver());
        }
    }

    private PackImport.Outcome read(Core core, PrintWriter out) {
        try (ConsoleProgress progress = new ConsoleProgress(out, findings)) {
            return core.packs().dryRun(pack, new ImportOptions(repair, null, null, null, null), progress);
        }
    }

    private static void inForce(Core core, CatalogueCheck check, PrintWriter out) {
        long version = core.versions().on(LocalDate.now(core.city().zone())).id();
        // Shapes are read while the index opens and the catalogue is compiled.
        CompletableFuture<Coverage> coverage =
                CompletableFuture.supplyAsync(() -> core.versions().coverage(version));
        Optional<CatalogueText> text = core.catalogues().findPublished();
        if (text.isEmpty()) {
            check.boundaries(join(coverage));
            out.println("catalogue: none is published");
            return;
        }
        core.areas().refresh();
        AreaResolver resolver = core.areas().current();
        Catalogue catalogue = core.catalogues().published(resolver.snapshot());
        check.all(join(coverage), catalogue, text.get().specYaml(), resolver);
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }
}
