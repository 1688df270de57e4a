package org.servicemap.citypack;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.servicemap.areas.index.ResolverSettings;
import org.servicemap.calendars.CalendarYaml;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.citypack.synthetic.SyntheticCity;
import org.servicemap.gazetteer.GazetteerContent;
import org.servicemap.places.PlaceTexts;
import org.servicemap.routing.Catalogue;
import org.servicemap.routing.RoutingContext;
import org.servicemap.routing.Terms;
import org.servicemap.routing.Territory;
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

    /**
     * Tables, calendar, catalogue and gazetteer, each checked against the areas and overlays.
     *
     * @throws PackException names all that is wrong with any of them, as far as each can be read
     */
    Checked content(Coverage coverage, List<OverlayLayer> overlays, ImportListener listener) {
        ReadingFaults faults = new ReadingFaults(pack);
        listener.step(ImportListener.Step.READ_TABLES);
        Checked checked = tables(coverage, overlays, faults);
        listener.step(ImportListener.Step.READ_GAZETTEER);
        GazetteerContent names = gazetteer(faults);
        faults.requireNone();
        return Objects.requireNonNull(checked).with(names);
    }

    /** Whole; null when the pack has none. */
    private @Nullable GazetteerContent gazetteer(ReadingFaults faults) {
        return PackGazetteer.read(
                pack, (layer, generate) -> synthetic("gazetteer").gazetteer(layer, generate.settings()), faults);
    }

    /** Null when what all else refers to is wrong. The catalogue is compiled when what it is compiled against is right. */
    private @Nullable Checked tables(Coverage coverage, List<OverlayLayer> overlays, ReadingFaults faults) {
        City city = city();
        PackTables tables = new PackTables(pack);
        AreaResolver resolver = resolver(city, coverage, overlays);
        Territory territory = Territory.of(resolver.snapshot(), pack.routingRank());
        UnitTables units = faults.attempt(() -> tables.units(territory));
        String calendar = faults.attempt(tables::calendar);
        if (units == null) {
            return null;
        }
        boolean grounded = faults.isEmpty();
        faults.attempt(() -> {
            CityOfPack.requireKnown(city, new CategoryTree(units.categories()));
            return city;
        });
        String articles = faults.attempt(() -> tables.articles(units));
        PlaceTexts places = faults.attempt(() -> new PackPlaces(pack).read(units, territory));
        PackCatalogue catalogue = grounded
                ? faults.attempt(() -> PackCatalogue.read(pack, context(city, territory, units, calendar), resolver))
                : null;
        PackContent content = new PackContent(
                city,
                units,
                calendar,
                articles,
                places,
                catalogue == null ? null : catalogue.yaml(),
                catalogue == null ? null : catalogue.spec(),
                null);
        return new Checked(content, resolver, catalogue == null ? null : catalogue.compiled());
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
