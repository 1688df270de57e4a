package org.servicemap.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.places.imports.ImportMapping;
import org.servicemap.places.imports.PlaceImports;
import org.servicemap.units.RowFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "places",
        description = "Reads a table of places (CSV, XLSX, GeoJSON), checks it and says what it would change.",
        mixinStandardHelpOptions = true)
@NullUnmarked
final class PlacesCommand extends CoreCommand {
    private static final int SHOWN = 50;

    @Parameters(paramLabel = "FILE", description = "The table.")
    private Path file;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "YAML or JSON: how its columns become fields (default: they are ours).")
    private Path mapping;

    @Option(names = "--publish", description = "Publish at once when there are no errors.")
    private boolean publish;

    @Override
    int run(Core core, PrintWriter out) throws IOException {
        core.areas().refresh();
        PlaceImports imports = core.placeImports(core.placeEditor());
        PlaceImports.Report report = imports.read(
                file,
                String.valueOf(file.getFileName()),
                mapping == null ? ImportMapping.NONE : ImportMapping.parse(Files.readString(mapping)),
                "command");
        print(out, "error", report.errors(), report.errorCount());
        print(out, "warning", report.warnings(), report.warningCount());
        out.println(report.rows() + " rows: " + report.fresh() + " new, " + report.changed() + " changed, "
                + report.gone() + " gone");
        if (report.errorCount() > 0) {
            out.println("Refused: nothing can be published while there are errors.");
            return 1;
        }
        if (publish) {
            out.println("Published " + imports.publish(report.id(), "command") + " changes.");
        } else {
            out.println("Nothing was published. Import " + report.id() + " waits; or use --publish.");
        }
        return 0;
    }

    private static void print(PrintWriter out, String kind, List<RowFault> faults, int count) {
        faults.stream()
                .limit(SHOWN)
                .forEach(fault -> out.println(kind + " " + fault.file() + ":" + fault.line() + " " + fault.field()
                        + ": " + fault.message().in("en", "zh") + " (" + fault.code() + ")"));
        if (count > SHOWN) {
            out.println("… " + (count - SHOWN) + " more of this kind");
        }
    }
}
