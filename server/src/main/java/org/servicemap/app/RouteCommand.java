package org.servicemap.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.Query;
import org.servicemap.geo.Crs;
import org.servicemap.geo.LonLat;
import org.servicemap.routing.Backtest;
import org.servicemap.routing.BacktestReport;
import org.servicemap.routing.Catalogue;
import org.servicemap.routing.Decision;
import org.servicemap.routing.FurtherPlaces;
import org.servicemap.routing.PastCaseCsv;
import org.servicemap.routing.Place;
import org.servicemap.routing.Question;
import org.servicemap.routing.QuickRouter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "route",
        description = {
            "Says who is responsible for a category at a point, and why.",
            "With --backtest: compares a draft catalogue or area version with what is in force, over a CSV of past requests:",
            "category, lon, lat (WGS 84), at, and what else is known of channel, hotline, urgency, kind, text, registered_lon,",
            "registered_lat, decided."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class RouteCommand extends CoreCommand {
    private static final int SHOWN = 30;

    @Parameters(
            paramLabel = "X Y CATEGORY",
            arity = "0..3",
            description = "Longitude, latitude and the category's code.")
    private List<String> where = List.of();

    @Option(names = "--crs", defaultValue = "wgs84", description = "CRS of X and Y (default: ${DEFAULT-VALUE}).")
    private String crs;

    @Option(names = "--accuracy", paramLabel = "METRES", description = "Radius in which the true position lies.")
    private Double accuracy;

    @Option(
            names = "--places",
            paramLabel = "ROLE:X,Y[;ROLE:X,Y…]",
            description =
                    "Further places by role, in the same CRS, for rules that go by them: registered:116.41,39.92.")
    private String places;

    @Option(names = "--channel", description = "How the request came.")
    private String channel;

    @Option(names = "--hotline", description = "Merged hotline it came from.")
    private String hotline;

    @Option(names = "--urgency", description = "Urgency class instead of the category's.")
    private String urgency;

    @Option(names = "--kind", description = "Kind of request.")
    private String kind;

    @Option(names = "--text", description = "What was said.")
    private String text;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When it came, e.g. 2025-12-01T10:00+08:00 (default: now).")
    private OffsetDateTime at;

    @Option(names = "--lang", description = "Language of the explanation (default: the city's).")
    private String language;

    @Option(names = "--backtest", paramLabel = "FILE", description = "CSV of past requests.")
    private Path backtest;

    @Option(names = "--catalogue", paramLabel = "FILE", description = "With --backtest: the draft catalogue.yml.")
    private Path draftCatalogue;

    @Option(
            names = "--areas",
            paramLabel = "VERSION",
            description = "With --backtest: the draft area version, id or label.")
    private String draftAreas;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "With --backtest: every move as CSV.")
    private Path output;

    @Override
    int run(Core core, PrintWriter out) throws IOException {
        core.areas().refresh();
        AreaResolver now = core.areas().current();
        if (backtest != null) {
            return backtest(core, now, out);
        }
        if (where.size() != 3) {
            throw usage("give X Y CATEGORY, or --backtest FILE");
        }
        Crs system = Crs.parse(crs);
        LonLat point = system.toWgs84(number(where.get(0)), number(where.get(1)));
        Map<String, Place> all = new HashMap<>();
        further(system).forEach((role, each) -> all.put(role, place(now, each, null)));
        all.put("incident", place(now, point, accuracy));
        Question question = new Question(
                where.get(2), all, channel, hotline, urgency, kind, at == null ? Instant.now() : at.toInstant(), text);
        print(core, core.catalogues().published(now.snapshot()).decide(question), out);
        return 0;
    }

    private static Place place(AreaResolver now, LonLat point, @Nullable Double accuracy) {
        return Place.of(
                now.resolve(new Query(point, accuracy, Set.of(Query.ALL))),
                now.snapshot().directory());
    }

    private Map<String, LonLat> further(Crs system) {
        try {
            return places == null ? Map.of() : FurtherPlaces.parse(places, system);
        } catch (IllegalArgumentException e) {
            throw usage("--places: " + e.getMessage());
        }
    }

    private double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw usage("«" + value + "» is no number");
        }
    }

    private void print(Core core, Decision decision, PrintWriter out) {
        String tag = language == null ? core.city().defaultLanguage() : language;
        String fallback = core.city().defaultLanguage();
        out.println(decision.explanation().in(tag, fallback));
        decision.considered()
                .forEach(each -> out.println(
                        "  " + (each.won() ? "→ " : "  ") + each.rule().id() + " ("
                                + each.rule().line() + "): " + each.because().in(tag, fallback)));
    }

    private int backtest(Core core, AreaResolver now, PrintWriter out) throws IOException {
        if (draftCatalogue == null && draftAreas == null) {
            throw usage("--backtest needs --catalogue FILE or --areas VERSION");
        }
        InputFiles.require(backtest);
        AreaResolver then = draftAreas == null ? now : draftAreas(core);
        Catalogue before = core.catalogues().published(now.snapshot());
        Catalogue after = after(core, then.snapshot());
        long start = System.nanoTime();
        try (PastCaseCsv cases =
                new PastCaseCsv(Files.newInputStream(backtest), core.city().zone())) {
            BacktestReport report = Backtest.run(cases, new QuickRouter(before, now), new QuickRouter(after, then));
            print(report, cases, (System.nanoTime() - start) / 1e9, out);
            if (output != null) {
                try (Writer csv = Files.newBufferedWriter(output)) {
                    report.writeCsv(csv);
                }
            }
        }
        return 0;
    }

    /** A draft of areas brings its own units and catalogue, or moves those in force. */
    private Catalogue after(Core core, AreaSnapshot then) throws IOException {
        String yaml = draftCatalogue == null ? null : InputFiles.utf8(draftCatalogue);
        boolean isDraft = draftAreas != null && core.versions().get(draftAreas).status() == AreaVersion.Status.DRAFT;
        if (isDraft) {
            return core.packs().rehearsed(Long.parseLong(then.id()), then, yaml);
        }
        return core.catalogues()
                .compile(
                        yaml == null
                                ? core.catalogues()
                                        .findPublished()
                                        .orElseThrow()
                                        .yaml()
                                : yaml,
                        then);
    }

    private AreaResolver draftAreas(Core core) {
        AreaVersion version = core.versions().get(draftAreas);
        return core.areas().version(String.valueOf(version.id()));
    }

    private static void print(BacktestReport report, PastCaseCsv cases, double seconds, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%,d cases in %.1f s: %,d go elsewhere, %,d refused, %,d rows unreadable%n",
                report.cases(),
                seconds,
                report.moved(),
                report.refused(),
                cases.badRows());
        out.printf(
                Locale.ROOT,
                "nobody responsible: %,d before, %,d after%n",
                report.undecidedBefore(),
                report.undecidedAfter());
        if (report.known() > 0) {
            out.printf(
                    Locale.ROOT,
                    "as really decided (known of %,d): %,d before, %,d after%n",
                    report.known(),
                    report.agreedBefore(),
                    report.agreedAfter());
        }
        cases.faults().forEach(fault -> out.println("  " + fault));
        report.moves().stream()
                .limit(SHOWN)
                .forEach(count -> out.printf(
                        Locale.ROOT,
                        "%,9d  %s in %s: %s → %s%n",
                        count.count(),
                        count.move().category(),
                        count.move().area(),
                        name(count.move().from()),
                        name(count.move().to())));
    }

    private static String name(String unit) {
        return unit.isEmpty() ? "nobody" : unit;
    }
}
