package org.servicemap.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Year;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.calendars.CalendarYaml;
import org.servicemap.calendars.WorkingCalendar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "calendar",
        description = {
            "Lists what the working calendar knows of each year; with FILE it first takes that file's years in place of the city's.",
            "Other years and the weekend stay. Limits that run already keep the deadline that they were given."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class CalendarCommand extends CoreCommand {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A calendar.yml with one year's holidays and make_up_days; with --year also several years'.")
    private Path file;

    @Option(
            names = "--year",
            paramLabel = "YEAR",
            description = "A year that FILE replaces; repeat it for each. Needed when FILE has days of several years.")
    private Set<Year> years = new LinkedHashSet<>();

    @Option(names = "--dry-run", description = "Read and show only; store nothing.")
    private boolean dryRun;

    @Override
    int run(Core core, PrintWriter out) throws IOException {
        WorkingCalendar now = core.calendars().current();
        if (file != null) {
            WorkingCalendar fresh = CalendarYaml.read(Files.readString(file));
            now = dryRun ? now.withYearsOf(fresh, years) : core.calendars().replaceYears(fresh, years);
        }
        for (Year year : now.years()) {
            out.println(year + "  " + days(now.holidays().keySet(), year) + " holidays, "
                    + days(now.makeUpDays(), year) + " make-up days"
                    + (now.provisional().contains(year) ? ", provisional" : ""));
        }
        return 0;
    }

    private static long days(Collection<LocalDate> days, Year year) {
        return days.stream().filter(day -> Year.from(day).equals(year)).count();
    }
}
