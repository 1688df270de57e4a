package org.servicemap.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.areas.AreaVersion;
import org.servicemap.citypack.PackExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Writes the city as a pack again: importing it gives the same city.",
        mixinStandardHelpOptions = true)
@NullUnmarked
final class ExportCommand extends CoreCommand {
    @Parameters(paramLabel = "DIR", description = "Folder to write; empty or not there yet.")
    private Path folder;

    @Option(
            names = "--version-id",
            paramLabel = "VERSION",
            description = "Id or label (default: the one in force today).")
    private String version;

    @Override
    int run(Core core, PrintWriter out) throws IOException {
        AreaVersion chosen = version == null
                ? core.versions().on(LocalDate.now(core.city().zone()))
                : core.versions().get(version);
        new PackExport(folder, core.city())
                .write(
                        chosen,
                        core.versions(),
                        core.units().current().tables(),
                        core.calendars().current(),
                        core.catalogues().findPublished().orElse(null),
                        core.gazetteer().content(),
                        core.articles().all(),
                        core.places().texts(core.city().languages()));
        out.println("Wrote version " + chosen.id() + " («" + chosen.label() + "») to " + folder);
        return 0;
    }
}
