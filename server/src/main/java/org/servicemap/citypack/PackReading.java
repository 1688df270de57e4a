package org.servicemap.citypack;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageBuilder;
import org.servicemap.areas.coverage.CoverageResult;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.coverage.SourceFeature;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaIndex;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.OverlayIndex;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.ResolverSettings;
import org.servicemap.calendars.CalendarYaml;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.citypack.synthetic.SyntheticCity;
import org.servicemap.gazetteer.GazetteerContent;
import org.servicemap.routing.Catalogue;
import org.servicemap.routing.Place;
import org.servicemap.routing.RoutingContext;
import org.servicemap.routing.SpecReport;
import org.servicemap.routing.SpecRunner;
import org.servicemap.routing.Terms;
import org.servicemap.routing.Territory;
import org.servicemap.routing.rules.CatalogueException;
import org.servicemap.routing.rules.Spec;
import org.servicemap.text.YamlException;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.UnitTables;

/**
 * Everything of a pack read and checked, before anything is stored: one pass of {@link #areas}, then the rest against what
 * they gave. Not thread-safe.
 */
final class PackReading {
    private final CityPack pack;
    private final PackLayers layers;
    private @Nullable SyntheticCity synthetic;

    PackReading(CityPack pack) {
        this.pack = pack;
        this.layers = new PackLayers(pack);
    }

    CityPack pack() {
        return pack;
    }

    City city() {
        return CityOfPack.of(pack);
    }

    /** What only {@code pack.yml} can have wrong is said before a large layer is read. */
    void requireCity() {
        city();
    }

    /** The boundaries, checked; without a coverage when the report has errors. */
    CoverageResult areas(boolean repair) {
        ReadingFaults faults = new ReadingFaults(pack);
        CoverageResult result = CoverageBuilder.build(
                pack.levels(), pack.authoritativeRank(), features(0, faults), faults::isEmpty, layers.options(repair));
        return with(faults, result);
    }

    /** The base with only one area's children (and what is below them) replaced by the pack's. */
    CoverageResult areasWithin(Coverage base, int parentOrdinal, boolean repair) {
        int rank = base.areas().get(parentOrdinal).level();
        Within within = new Within(base, parentOrdinal);
        ReadingFaults faults = new ReadingFaults(pack);
        Iterable<SourceFeature> meant =
                () -> StreamSupport.stream(features(rank, faults).spliterator(), false)
                        .filter(within)
                        .iterator();
        return with(
                faults,
                CoverageBuilder.replaceChildren(base, parentOrdinal, meant, faults::isEmpty, layers.options(repair)));
    }

    private static CoverageResult with(ReadingFaults faults, CoverageResult result) {
        return faults.isEmpty() ? result : new CoverageResult(null, faults.with(result.report()));
    }

    private Iterable<SourceFeature> features(int finerThan, ReadingFaults faults) {
        if (pack.file().areas().generate() == null) {
            return layers.areas(finerThan, faults);
        }
        List<String> names = pack.levels().stream().map(Level::id).toList();
        return synthetic("areas").areas(names);
    }

    /** The generated city, made once; overlays and gazetteer are generated on its mesh. */
    private SyntheticCity synthetic(String key) {
        if (synthetic == null) {
            PackFile.GenerateBlock generate = pack.file().areas().generate();
            if (generate == null) {
                throw CityPack.fault(key + ".generate", "needs areas.generate, whose mesh it is made on");
            }
            try {
                synthetic = SyntheticCity.generate(pack.folder(), generate.settings());
            } catch (IOException e) {
                throw unreadable("areas.generate", e);
            }
        }
        return synthetic;
    }

    /** A file that a {@code generate:} block names and that is not there, or is no UTF-8. */
    private PackException unreadable(String key, IOException e) {
        Path folder = pack.folder();
        String what = e instanceof NoSuchFileException missing
                ? "there is no file " + folder.relativize(Path.of(missing.getFile()))
                : "a file cannot be read: " + e;
        return PackException.atKey("missing_file", CityPack.MAIN_FILE, key, what);
    }

    /** Overlays in the pack's order, from files and from the generator. */
    PackLayers.Overlays overlays(boolean repair) {
        return layers.overlays(repair, (id, block) -> {
            try {
                return synthetic("overlays." + id).overlay(id, block.settings());
            } catch (IOException e) {
                throw unreadable("overlays." + id + ".generate", e);
            }
        });
    }

    /** The gazetteer, whole; null when the pack has none. */
    @Nullable
    GazetteerContent gazetteer() {
        return PackGazetteer.read(
                pack, (layer, generate) -> synthetic("gazetteer").gazetteer(layer, generate.settings()));
    }

    /** Tables, calendar and catalogue, each checked against the areas and overlays; refuses the pack at the first fault. */
    Checked content(Coverage coverage, List<OverlayLayer> overlays) {
        City city = city();
        PackTables tables = new PackTables(pack);
        AreaResolver resolver = resolver(city, coverage, overlays);
        Territory territory = Territory.of(resolver.snapshot(), pack.routingRank());
        UnitTables units = tables.units(territory);
        CityOfPack.requireKnown(city, new CategoryTree(units.categories()));
        String calendar = tables.calendar();
        String catalogue = tables.catalogue();
        String spec = tables.catalogueSpec();
        PackContent content = new PackContent(
                city,
                units,
                calendar,
                tables.articles(units),
                new PackPlaces(pack).read(units, territory),
                catalogue,
                spec,
                null);
        if (catalogue == null) {
            return new Checked(content, resolver, null);
        }
        Catalogue compiled = compile(catalogue, context(city, territory, units, calendar));
        if (spec != null) {
            requireExamples(compiled, spec, resolver);
        }
        return new Checked(content, resolver, compiled);
    }

    /**
     * A pack that holds together.
     *
     * @param resolver over the pack's areas and overlays
     * @param catalogue compiled, or null when the pack has none
     */
    record Checked(
            PackContent content,
            AreaResolver resolver,
            @Nullable Catalogue catalogue) {
        Checked with(@Nullable GazetteerContent gazetteer) {
            PackContent all = new PackContent(
                    content.city(),
                    content.tables(),
                    content.calendar(),
                    content.articles(),
                    content.places(),
                    content.catalogue(),
                    content.catalogueSpec(),
                    gazetteer);
            return new Checked(all, resolver, catalogue);
        }
    }

    private AreaResolver resolver(City city, Coverage coverage, List<OverlayLayer> overlays) {
        return new AreaResolver(new AreaSnapshot(
                "draft",
                pack.file().areas().label(),
                pack.effectiveFrom(),
                AreaDirectory.of(coverage),
                AreaIndex.build(coverage),
                OverlayIndex.of(overlays),
                new ResolverSettings(city.snapMetres(), city.ambiguousBelow())));
    }

    private Catalogue compile(String yaml, RoutingContext context) {
        String file = String.valueOf(pack.file().catalogue());
        try {
            return Catalogue.compile(yaml, context);
        } catch (CatalogueException e) {
            throw new PackException(e.code(), file, 0, String.valueOf(e.getMessage()), e);
        } catch (YamlException e) {
            throw new PackException(e.code(), file, 0, String.valueOf(e.getMessage()), e);
        }
    }

    /** Examples that must hold are part of the catalogue: a pack in which one fails is refused with its line. */
    private void requireExamples(Catalogue catalogue, String specYaml, AreaResolver resolver) {
        String file = PackTables.specFile(String.valueOf(pack.file().catalogue()));
        SpecReport report = SpecRunner.run(
                catalogue,
                spec(file, specYaml),
                point -> Place.of(
                        resolver.resolve(new Query(point, null, Set.of(Query.ALL))),
                        resolver.snapshot().directory()));
        if (!report.holds()) {
            String shown = report.failures().stream()
                    .limit(20)
                    .map(failure -> "line " + failure.mark().line() + " «" + failure.example() + "»: "
                            + failure.message().in("en", "zh"))
                    .collect(Collectors.joining("\n"));
            throw new PackException(
                    "example_fails", file, 0, report.failures().size() + " examples do not hold\n" + shown);
        }
    }

    private static Spec spec(String file, String yaml) {
        try {
            return Spec.read(yaml);
        } catch (CatalogueException e) {
            throw new PackException(e.code(), file, 0, String.valueOf(e.getMessage()), e);
        } catch (YamlException e) {
            throw new PackException(e.code(), file, 0, String.valueOf(e.getMessage()), e);
        }
    }

    private static RoutingContext context(City city, Territory territory, UnitTables units, @Nullable String calendar) {
        return new RoutingContext(
                territory,
                units,
                Terms.of(city.process()),
                calendar == null ? WorkingCalendar.PLAIN : CalendarYaml.read(calendar),
                city.zone(),
                languages(city));
    }

    private static List<String> languages(City city) {
        Map<String, Boolean> ordered = new LinkedHashMap<>();
        ordered.put(city.defaultLanguage(), true);
        city.languages().forEach(tag -> ordered.put(tag, true));
        return new ArrayList<>(ordered.keySet());
    }
}
