package org.servicemap.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.citypack.ImportListener;
import org.servicemap.citypack.ImportOptions;
import org.servicemap.citypack.PackException;
import org.servicemap.citypack.PackImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Reads a city pack into a draft: all of it or nothing. Nothing is in force until it is published.",
        mixinStandardHelpOptions = true)
@NullUnmarked
final class ImportCommand extends CoreCommand {
    @Parameters(paramLabel = "PACK", description = "Folder with pack.yml.")
    private Path pack;

    @Option(names = "--dry-run", description = "Read and check only; store nothing.")
    private boolean dryRun;

    @Option(
            names = "--repair",
            description = "Also mend what is above the pack's tolerances; every change is reported.")
    private boolean repair;

    @Option(
            names = "--only",
            paramLabel = "LEVEL/CODE",
            description = "Replace only this area's children in the version in force, e.g. district/110101.")
    private String only;

    @Option(names = "--label", description = "The version's label instead of the pack's.")
    private String label;

    @Option(names = "--effective-from", paramLabel = "DATE", description = "First day in force instead of the pack's.")
    private LocalDate effectiveFrom;

    @Option(names = "--publish", description = "Publish the draft at once.")
    private boolean publish;

    @Option(
            names = "--yes",
            description = "With --publish: let what hangs on vanishing areas move along the crosswalk.")
    private boolean confirmed;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write every finding to this file: a page when its name ends in .html, else JSON.")
    private Path reportFile;

    @Option(
            names = "--findings",
            paramLabel = "N",
            defaultValue = "10",
            description = "Findings of each code on the console (default: ${DEFAULT-VALUE}).")
    private int findings;

    @Override
    int run(Core core, PrintWriter out) throws IOException {
        if (reportFile != null) {
            InputFiles.requireWritable(reportFile);
        }
        PackImport.Outcome outcome = read(core, out);
        if (outcome.coverage() == null) {
            sayRefused(out, true);
            return 1;
        }
        if (outcome.version() == null) {
            out.println("Dry run: " + outcome.coverage().areas().size() + " areas are fine; nothing was stored.");
            return 0;
        }
        out.println("Draft " + outcome.version().id() + " («"
                + outcome.version().label() + "», " + outcome.version().areaCount() + " areas, from "
                + outcome.version().effectiveFrom() + ")");
        if (publish) {
            PublishCommand.publish(core, outcome.version(), outcome.version().effectiveFrom(), confirmed, out);
        } else {
            out.println("Put it in force with: publish " + outcome.version().id());
        }
        return 0;
    }

    private PackImport.Outcome read(Core core, PrintWriter out) throws IOException {
        ImportOptions options = options();
        try (ConsoleProgress progress = new ConsoleProgress(out, findings)) {
            try {
                PackImport.Outcome outcome = dryRun
                        ? core.packs().dryRun(pack, options, progress)
                        : core.packs().draft(pack, options, progress);
                if (outcome.coverage() != null) {
                    progress.step(ImportListener.Step.DONE);
                }
                return outcome;
            } finally {
                writeReport(progress.found());
            }
        } catch (PackException unread) {
            sayRefused(out, false);
            throw unread;
        }
    }

    /** @param mendable whether {@code --repair} may help */
    private void sayRefused(PrintWriter out, boolean mendable) {
        boolean kept = !dryRun && Files.exists(pack.resolve("pack.yml"));
        out.println((kept ? "Refused: only this report was stored (page /reports)." : "Refused.")
                + " Mend the errors above" + (mendable ? ", or see --repair." : "."));
    }

    private ImportOptions options() {
        String[] parts = only == null ? new String[] {null, null} : only.split("/", 2);
        if (parts.length != 2) {
            throw usage("--only takes LEVEL/CODE, such as district/110101");
        }
        return new ImportOptions(repair, parts[0], parts[1], label, effectiveFrom);
    }

    private void writeReport(ImportReport report) throws IOException {
        if (reportFile != null) {
            boolean page = reportFile.toString().endsWith(".html");
            Files.write(reportFile, page ? ReportHtml.bytes(report) : ReportJson.bytes(report));
        }
    }
}
