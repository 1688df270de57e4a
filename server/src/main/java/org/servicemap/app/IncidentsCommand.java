package org.servicemap.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.http.Caller;
import org.servicemap.incidents.Announcement;
import org.servicemap.incidents.IncidentException;
import org.servicemap.incidents.Incidents;
import org.servicemap.incidents.Outages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "incidents",
        description = "Lists open incidents and outages, or brings in planned outages.",
        mixinStandardHelpOptions = true,
        subcommands = {IncidentsCommand.Listing.class, IncidentsCommand.Import.class})
@NullUnmarked
final class IncidentsCommand extends CommandGroup {
    @Command(
            name = "list",
            description = "Lists what is open: id, kind, from and to by the city's clock, source, title.",
            mixinStandardHelpOptions = true)
    @NullUnmarked
    static final class Listing extends CoreCommand {
        private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

        @Override
        int run(Core core, PrintWriter out) {
            core.loadAreas();
            City city = core.city();
            try (Messages messages = new Messages(core)) {
                List<Incidents.Near> open =
                        Works.requests(core, messages).incidents().everywhere(null);
                open.forEach(near -> out.println(line(near, city)));
                out.println(open.size() + " open");
            }
            return 0;
        }

        private static String line(Incidents.Near near, City city) {
            Announcement said = near.incident().announcement();
            var origin = near.incident().origin();
            return String.join(
                    "  ",
                    Long.toString(near.incident().id()),
                    near.incident().kind().key(),
                    time(said.startsAt(), city.zone()),
                    time(said.expectedEnd(), city.zone()),
                    origin == null ? "-" : origin.source() + " " + origin.reference(),
                    said.title().in(city.defaultLanguage(), "en"));
        }

        private static String time(@Nullable Instant time, ZoneId zone) {
            return time == null ? "-" : MINUTES.format(time.atZone(zone));
        }
    }

    @Command(
            name = "import",
            description = {
                "Imports planned outages from CSV or GeoJSON (server/docs/incidents.md), all rows or none.",
                "The same file again changes nothing. Exit code 1: rows have faults, which are told with row and field."
            },
            mixinStandardHelpOptions = true)
    @NullUnmarked
    static final class Import extends CoreCommand {
        @Parameters(paramLabel = "FILE", description = "CSV with a header, or a GeoJSON FeatureCollection; UTF-8.")
        private Path file;

        @Override
        int run(Core core, PrintWriter out) throws IOException {
            if (!Files.isRegularFile(file)) {
                throw usage("there is no file " + file);
            }
            core.loadAreas();
            try (Messages messages = new Messages(core)) {
                Incidents incidents = Works.requests(core, messages).incidents();
                Outages.Taken taken =
                        new Outages(core.database(), incidents).take(Caller.ANONYMOUS, Files.readAllBytes(file));
                out.println(taken.created() + " new, " + taken.changed() + " changed, " + taken.unchanged()
                        + " as they were");
                return 0;
            } catch (IncidentException e) {
                out.println(e.getMessage());
                return 1;
            }
        }
    }
}
