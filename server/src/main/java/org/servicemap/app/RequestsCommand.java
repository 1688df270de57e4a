package org.servicemap.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.requests.CityRequests;
import org.servicemap.requests.ImportRun;
import org.servicemap.requests.RequestImports;
import org.servicemap.requests.imports.ImportMapping;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "requests",
        description = "Brings in requests that other systems kept.",
        mixinStandardHelpOptions = true,
        subcommands = RequestsCommand.Import.class)
@NullUnmarked
final class RequestsCommand extends CommandGroup {
    @Command(
            name = "import",
            description = {
                "Imports a file of requests (CSV or XLSX) by a mapping, which says which column is what.",
                "The same file again changes nothing, also after a crash. Bad rows are told with their line and left out:",
                "exit code 1."
            },
            mixinStandardHelpOptions = true)
    @NullUnmarked
    static final class Import extends CoreCommand {
        private static final int SHOWN = 20;
        private static final long PROGRESS_NANOS = 2_000_000_000L;

        @Parameters(paramLabel = "FILE", description = "CSV or XLSX with a header.")
        private Path file;

        @Option(
                names = "--mapping",
                required = true,
                paramLabel = "FILE|ID",
                description = "YAML file, or the id of a mapping in the city's pack (process.imports).")
        private String mapping;

        @Option(names = "--dry-run", description = "Read, check, resolve and decide only; write nothing.")
        private boolean dryRun;

        @Option(names = "--faults", paramLabel = "FILE", description = "Write every bad row to this file, as CSV.")
        private Path faults;

        @Override
        int run(Core core, PrintWriter out) throws IOException {
            core.loadAreas();
            try (Messages messages = new Messages(core)) {
                CityRequests requests = Works.requests(core, messages);
                try (RequestImports imports = requests.imports(new FoundPlaces(core.finder()));
                        Console console = new Console(out, faults)) {
                    RequestImports.Outcome outcome = imports.run(file, mapping(imports), dryRun, console);
                    console.end(outcome, dryRun);
                    return outcome.run().counts().bad() == 0 ? 0 : 1;
                }
            }
        }

        private ImportMapping mapping(RequestImports imports) throws IOException {
            Path given = Path.of(mapping);
            if (Files.isRegularFile(given)) {
                return imports.mapping(Files.readString(given));
            }
            return imports.findMapping(mapping)
                    .orElseThrow(
                            () -> usage("there is no file " + mapping + ", and the city has no mapping of this id"));
        }

        /** Tells of a run while it goes on, and how it ended. */
        private static final class Console implements RequestImports.Listener, AutoCloseable {
            private final PrintWriter out;
            private final Writer csv;
            private final long start = System.nanoTime();
            private long told = start;
            private long shown;

            Console(PrintWriter out, Path faults) throws IOException {
                this.out = out;
                csv = faults == null ? Writer.nullWriter() : Files.newBufferedWriter(faults);
                csv.write("line,field,code,reason\r\n");
            }

            @Override
            public void fault(ImportRun.Fault fault) {
                try {
                    csv.write(fault.line() + "," + fault.field() + "," + fault.code() + ",\""
                            + disarmed(fault.reason()).replace("\"", "\"\"") + "\"\r\n");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                if (shown++ < SHOWN) {
                    out.println("line " + fault.line() + ": " + fault.field() + ": " + fault.reason());
                }
            }

            /** What a spreadsheet would run as a formula. */
            private static String disarmed(String text) {
                return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
            }

            @Override
            public void progress(ImportRun.Counts counts) {
                if (System.nanoTime() - told > PROGRESS_NANOS) {
                    told = System.nanoTime();
                    out.println("… " + text(counts));
                }
            }

            void end(RequestImports.Outcome outcome, boolean dryRun) {
                ImportRun.Counts counts = outcome.run().counts();
                if (shown > SHOWN) {
                    out.println("… and " + (shown - SHOWN) + " more bad rows");
                }
                out.printf(
                        Locale.ROOT,
                        "%s%s in %.1f s%n",
                        dryRun ? "Dry run: " : "",
                        text(counts),
                        (System.nanoTime() - start) / 1e9);
                agreement(outcome.agreement());
            }

            private static String text(ImportRun.Counts counts) {
                return String.format(
                        Locale.ROOT,
                        "%,d rows: %,d imported, %,d here already, %,d skipped, %,d bad",
                        counts.rows(),
                        counts.imported(),
                        counts.existing(),
                        counts.skipped(),
                        counts.bad());
            }

            private void agreement(List<ImportRun.Agreement> rows) {
                if (rows.stream().allMatch(row -> row.compared() + row.undecided() + row.unknown() == 0)) {
                    return;
                }
                out.println("agreement with the units that had them there, by category:");
                rows.forEach(row -> out.printf(
                        Locale.ROOT,
                        "  %-24s %s of %,d; %,d without a unit here, %,d of unknown agencies%n",
                        row.category() == null ? "(none)" : row.category(),
                        row.share() == null ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * row.share()),
                        row.compared(),
                        row.undecided(),
                        row.unknown()));
                long compared =
                        rows.stream().mapToLong(ImportRun.Agreement::compared).sum();
                long agreed =
                        rows.stream().mapToLong(ImportRun.Agreement::agreed).sum();
                out.printf(
                        Locale.ROOT,
                        "  %-24s %s of %,d%n",
                        "all",
                        compared == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * agreed / compared),
                        compared);
            }

            @Override
            public void close() throws IOException {
                csv.close();
            }
        }
    }
}
