package org.servicemap.citypack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.AreaRegistry;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.Cities;
import org.servicemap.areas.ImportReports;
import org.servicemap.areas.SwitchPlan;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageResult;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.routing.Catalogue;
import org.servicemap.storage.Database;

/**
 * From a pack's folder to a draft in the database, and from the draft to what is in force. Everything is read and checked
 * before the database is touched; each of the two steps is one transaction: all of it happens or nothing.
 */
public final class PackImport {
    private final Database database;
    private final AreaVersions versions;
    private final AreaRegistry registry;
    private final Cities cities;
    private final ImportReports reports;
    private final PackDrafts drafts = new PackDrafts();
    private final PackPublication publication;

    public PackImport(CityParts city) {
        this.database = city.database();
        this.versions = city.versions();
        this.registry = city.registry();
        this.cities = city.cities();
        this.reports = new ImportReports(database);
        this.publication = new PackPublication(city, drafts);
    }

    /**
     * What came of reading a pack.
     *
     * @param version the draft; null when the boundaries were refused, or on a dry run
     * @param coverage the areas as they will be; null when they were refused
     * @param routing the catalogue, when the pack has one that was read
     */
    public record Outcome(
            @Nullable AreaVersion version,
            @Nullable Coverage coverage,
            ImportReport report,
            @Nullable Routing routing) {}

    /**
     * A pack's catalogue, compiled against the pack's own areas and units.
     *
     * @param spec YAML of the examples, or null
     * @param resolver over the pack's areas and overlays
     */
    public record Routing(Catalogue catalogue, @Nullable String spec, AreaResolver resolver) {}

    /** The id that a pack gives its city; {@link PackException} when it cannot be read. */
    public static String cityOf(Path folder) {
        return CityPack.read(folder).file().id();
    }

    /** Reads and checks a pack; stores nothing. */
    public Outcome dryRun(Path folder, ImportOptions options, ImportListener listener) {
        return run(folder, options, listener, false);
    }

    /**
     * Reads a pack into a draft.
     *
     * @throws PackException and the exceptions of the features that check their part; nothing was stored
     */
    public Outcome draft(Path folder, ImportOptions options, ImportListener listener) {
        return run(folder, options, listener, true);
    }

    private Outcome run(Path folder, ImportOptions options, ImportListener listener, boolean store) {
        Refusals refusals = new Refusals(listener);
        String label = options.label() == null ? String.valueOf(folder.getFileName()) : options.label();
        try {
            CityPack pack = CityPack.read(folder);
            label = label(pack, options);
            Outcome outcome = CityPack.located(folder, () -> take(new PackReading(pack), options, refusals, store));
            if (store && outcome.version() == null) {
                refusals.keep(reports, label);
            }
            return outcome;
        } catch (RuntimeException fault) {
            refusals.found(folder, fault);
            if (store && Files.exists(folder.resolve(CityPack.MAIN_FILE))) {
                refusals.keep(reports, label, fault);
            }
            throw fault;
        }
    }

    private Outcome take(PackReading reading, ImportOptions options, ImportListener listener, boolean store) {
        reading.requireCity();
        listener.step(ImportListener.Step.READ_AREAS);
        Optional<AreaVersion> base =
                options.onlyCode() == null ? Optional.empty() : Optional.of(versions.on(baseDay(reading, options)));
        CoverageResult result = areas(reading, options, base);
        listener.report(result.report());
        Coverage coverage = result.coverage();
        if (base.isEmpty() && coverage != null) {
            CityOfPack.requireCentreNear(reading.city(), coverage);
        }
        listener.step(ImportListener.Step.READ_OVERLAYS);
        PackLayers.Overlays read = base.isPresent()
                ? new PackLayers.Overlays(versions.overlays(base.get().id()), ImportReport.EMPTY)
                : reading.overlays(options.repair());
        List<OverlayLayer> overlays = read.layers();
        ImportReport report = result.report().plus(read.report());
        if (!read.report().findings().isEmpty()) {
            listener.report(read.report());
        }
        if (coverage == null || report.hasErrors()) {
            return new Outcome(null, null, report, null);
        }
        PackReading.Checked checked = null;
        if (base.isEmpty()) {
            checked = reading.content(coverage, overlays, listener);
        }
        AreaVersion version = null;
        if (store) {
            listener.step(ImportListener.Step.STORE);
            version = store(reading.pack(), options, base, coverage, overlays, checked, report);
        }
        return new Outcome(version, coverage, report, routing(checked));
    }

    private static @Nullable Routing routing(PackReading.@Nullable Checked checked) {
        Catalogue catalogue = checked == null ? null : checked.catalogue();
        return checked == null || catalogue == null
                ? null
                : new Routing(catalogue, checked.content().catalogueSpec(), checked.resolver());
    }

    /** One area's children are replaced in the version that the draft will follow. */
    private LocalDate baseDay(PackReading reading, ImportOptions options) {
        LocalDate today = today(reading);
        LocalDate from = options.effectiveFrom();
        return from != null && from.isAfter(today) ? from : today;
    }

    private LocalDate today(PackReading reading) {
        return LocalDate.ofInstant(
                database.jdbi()
                        .withHandle(handle -> handle.createQuery("SELECT clock_timestamp()")
                                .mapTo(java.time.Instant.class)
                                .one()),
                reading.city().zone());
    }

    private CoverageResult areas(PackReading reading, ImportOptions options, Optional<AreaVersion> base) {
        if (base.isEmpty()) {
            return reading.areas(options.repair());
        }
        Coverage now = versions.coverage(base.get().id());
        return reading.areasWithin(now, parent(now, options), options.repair());
    }

    private static int parent(Coverage coverage, ImportOptions options) {
        int rank = coverage.levels().stream()
                .filter(level -> level.id().equals(options.onlyLevel()))
                .findFirst()
                .orElseThrow(() -> CityPack.fault("--only", "there is no level «" + options.onlyLevel() + "»"))
                .rank();
        OptionalInt found = AreaDirectory.of(coverage).findByCode(rank, String.valueOf(options.onlyCode()));
        return found.orElseThrow(() -> CityPack.fault(
                "--only", "there is no area «" + options.onlyCode() + "» at level " + options.onlyLevel()));
    }

    private static AreaKey parent(ImportOptions options) {
        return new AreaKey(String.valueOf(options.onlyLevel()), String.valueOf(options.onlyCode()));
    }

    private static String label(CityPack pack, ImportOptions options) {
        return options.label() == null ? pack.file().areas().label() : options.label();
    }

    private AreaVersion store(
            CityPack pack,
            ImportOptions options,
            Optional<AreaVersion> base,
            Coverage coverage,
            List<OverlayLayer> overlays,
            PackReading.@Nullable Checked checked,
            ImportReport report) {
        LocalDate from = options.effectiveFrom() == null ? pack.effectiveFrom() : options.effectiveFrom();
        AreaVersions.Draft draft = new AreaVersions.Draft(coverage, overlays, label(pack, options), from, "", report);
        PackContent content = checked == null ? null : checked.content();
        AreaVersion stored = database.inTransaction(handle -> {
            if (content != null && cities.find().isEmpty()) {
                // Dates of versions are days in the city's time zone, so an empty database learns of its city first.
                cities.save(content.city());
            }
            AreaVersion version = versions.createDraft(draft);
            base.ifPresent(former -> versions.basedOn(handle, version, former, parent(options)));
            if (content != null) {
                drafts.insert(handle, version.id(), content);
            }
            return version;
        });
        if (checked != null) {
            registry.keepIndex(stored, checked.resolver().snapshot().index());
        }
        return stored;
    }

    /**
     * Puts a draft into force with everything that its pack brought: boundaries, overlays, units, categories, hotlines,
     * calendar, articles and catalogue, in one transaction. When the draft's first day is to come, all but the dates waits for
     * it ({@link #takeUpDue}); when its days have passed, only its boundaries are kept, for questions about them. Refused
     * ({@link org.servicemap.routing.rules.CatalogueException}) when the catalogue would not fit the areas.
     *
     * @param confirmed that what hangs on vanishing areas moves along the crosswalk
     */
    public SwitchPlan publish(long version, LocalDate from, boolean confirmed) {
        return publication.publish(version, from, confirmed);
    }

    /**
     * The draft, fit to be published from a day on ({@link AreaVersions#carried}): a draft of one area's children that was made on another version than the one
     * that is in force then is made anew on that one. Nothing is changed when a confirmation is wanting ({@code confirmation_needed}).
     */
    public AreaVersion carried(AreaVersion draft, LocalDate from, boolean confirmed) {
        return publication.carried(draft, from, confirmed);
    }

    /** Takes up what waits for a day that has come; once, however many servers try. Cheap when there is nothing. */
    public void takeUpDue() {
        publication.takeUpDue();
    }

    /**
     * Takes a publication back: boundaries, units, categories, hotlines, the city's record and catalogue are as they were
     * before it. Calendar, articles, places and names to search stay as they are.
     */
    public SwitchPlan rollBack(long version, boolean confirmed) {
        return publication.rollBack(version, confirmed);
    }

    /**
     * The catalogue as it would be with a draft in force today: with what the draft's pack brought, else with units and rules
     * moved along the crosswalk. Nothing is stored.
     *
     * @param areas the draft's
     * @param yaml another catalogue in place of that; null for that
     */
    public Catalogue rehearsed(long draft, AreaSnapshot areas, @Nullable String yaml) {
        return publication.rehearsed(draft, areas, yaml);
    }
}
