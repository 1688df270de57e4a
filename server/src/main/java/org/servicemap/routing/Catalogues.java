package org.servicemap.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.calendars.Calendars;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.routing.rules.RuleBook;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;
import org.servicemap.units.UnitTables;
import org.servicemap.units.Units;

/**
 * The catalogues of the city: drafts, the published one, retired ones. The published catalogue is kept compiled against the
 * area versions asked for; a switch of area versions compiles it anew at the next question, {@link #refresh} takes up what
 * another process published (topic {@value #TOPIC} in the change log; units: {@value Units#TOPIC}). Thread-safe.
 */
public final class Catalogues {
    public static final String TOPIC = "catalogues";

    /** For today's areas and for questions about some days of the past. */
    private static final int KEPT = 4;

    private final Database database;
    private final Supplier<City> city;
    private final Units units;
    private final Calendars calendars;
    private final CatalogueStore store = new CatalogueStore();
    private final AtomicLong generation = new AtomicLong();
    private final Cache<Compiled, Catalogue> compiled =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    /** What a compiled catalogue is kept under. */
    private record Compiled(long generation, String areaVersion) {}

    public Catalogues(Database database, Supplier<City> city, Units units, Calendars calendars) {
        this.database = database;
        this.city = city;
        this.units = units;
        this.calendars = calendars;
    }

    /** The newest first. */
    public List<CatalogueText> list() {
        return database.inSnapshot(store::list);
    }

    public Optional<CatalogueText> find(long id) {
        return database.inSnapshot(handle -> store.find(handle, id));
    }

    public Optional<CatalogueText> findPublished() {
        return database.inSnapshot(store::findPublished);
    }

    /** Stores a draft; {@link org.servicemap.routing.rules.CatalogueException} when it cannot be read. */
    public long draft(String yaml, @Nullable String specYaml) {
        return database.inTransaction(handle -> draft(handle, yaml, specYaml));
    }

    /** The same inside a larger transaction. */
    public long draft(Handle handle, String yaml, @Nullable String specYaml) {
        RuleBook book = RuleBook.read(yaml);
        long id = database.nextId();
        store.insertDraft(handle, id, book.label().isEmpty() ? String.valueOf(id) : book.label(), yaml, specYaml);
        return id;
    }

    /** Puts a draft, or a retired catalogue again, in force; the one before is retired. */
    public void publish(long id) {
        database.useTransaction(handle -> publish(handle, id));
        refresh();
    }

    /** The same inside a larger transaction; {@link #refresh} after it has committed. */
    public void publish(Handle handle, long id) {
        if (!store.publish(handle, id)) {
            throw new RoutingException("unknown_catalogue", "id", "there is no catalogue " + id);
        }
        ChangeLog.append(handle, TOPIC, String.valueOf(id), "{}");
    }

    /** Forgets what is kept compiled: the next question reads the database again. */
    public void refresh() {
        units.refresh();
        calendars.refresh();
        generation.incrementAndGet();
    }

    /**
     * The published catalogue for an area version; {@link RoutingException} {@code no_catalogue} when none is published,
     * {@link org.servicemap.routing.rules.CatalogueException} when it names areas that the version does not have.
     */
    public Catalogue published(AreaSnapshot areas) {
        Compiled key = new Compiled(generation.get(), areas.id());
        Catalogue kept = compiled.getIfPresent(key);
        return kept != null ? kept : compileOnce(key, areas);
    }

    private synchronized Catalogue compileOnce(Compiled key, AreaSnapshot areas) {
        return compiled.get(key, missing -> compilePublished(areas));
    }

    private Catalogue compilePublished(AreaSnapshot areas) {
        CatalogueText text = apart(store::findPublished).orElseThrow(Catalogues::nonePublished);
        Catalogue catalogue = compile(text.yaml(), areas);
        apart(handle -> {
            store.keepContext(
                    handle,
                    catalogue.fingerprint(),
                    Fingerprint.content(RuleBook.read(text.yaml()), catalogue.context()));
            return catalogue;
        });
        return catalogue;
    }

    /**
     * In a transaction of its own: what is kept for all must not depend on whether the caller's commits. Aside, since those who wait for what
     * is compiled hold connections, perhaps all of them.
     */
    private <T> T apart(Function<Handle, T> work) {
        try (Handle own = database.aside()) {
            return own.inTransaction(work::apply);
        }
    }

    /**
     * Compiles the published catalogue, if any, with what the handle's transaction sees;
     * {@link org.servicemap.routing.rules.CatalogueException} when it would answer nothing in that version.
     */
    public void requireFits(Handle handle, AreaSnapshot areas) {
        store.findPublished(handle)
                .ifPresent(text ->
                        Catalogue.compile(text.yaml(), context(areas, units.read(handle), Calendars.read(handle))));
    }

    /** Compiles a catalogue, or the published one for null, with what the handle's transaction sees. */
    public Catalogue compile(Handle handle, @Nullable String yaml, AreaSnapshot areas) {
        String text = yaml != null
                ? yaml
                : store.findPublished(handle)
                        .orElseThrow(Catalogues::nonePublished)
                        .yaml();
        return Catalogue.compile(text, context(areas, units.read(handle), Calendars.read(handle)));
    }

    private static RoutingException nonePublished() {
        return new RoutingException("no_catalogue", "catalogue", "no catalogue is published");
    }

    /** Compiles any catalogue against an area version and today's units, calendar and terms. */
    public Catalogue compile(String yaml, AreaSnapshot areas) {
        return Catalogue.compile(yaml, context(areas));
    }

    /** What catalogues are compiled against for an area version. */
    public RoutingContext context(AreaSnapshot areas) {
        return context(areas, units.current().tables(), calendars.current());
    }

    private RoutingContext context(AreaSnapshot areas, UnitTables tables, WorkingCalendar calendar) {
        City now = city.get();
        return new RoutingContext(
                Territory.of(areas, now.routingRank()),
                tables,
                Terms.of(now.process()),
                calendar,
                now.zone(),
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(now.defaultLanguage()), now.languages().stream())
                        .distinct()
                        .toList());
    }
}
