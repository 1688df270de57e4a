package org.servicemap.places.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.http.Page;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceEditor;
import org.servicemap.places.PlaceException;
import org.servicemap.places.PlaceReferences;
import org.servicemap.places.PlaceSet;
import org.servicemap.places.Places;
import org.servicemap.places.PublishedPlace;
import org.servicemap.storage.Database;
import org.servicemap.units.KnownPlaces;
import org.servicemap.units.RowFault;
import org.servicemap.units.Unit;
import org.servicemap.units.Units;

/**
 * Imports of places: a file is read, checked and compared, and what it would change is kept; publishing does all of it in one
 * transaction, or nothing when there are errors or anything was changed meanwhile. Thread-safe.
 */
public final class PlaceImports {
    private static final String OPEN = "open";
    private static final String PUBLISHED = "published";
    private static final String DISCARDED = "discarded";
    /** Of errors, and of warnings; all are counted. */
    private static final int KEPT = 1000;

    private static final int LOOKED_AT = 200;
    private static final int SAMPLES = 3;
    private static final int SAMPLE_LENGTH = 60;

    private final Database database;
    private final Places places;
    private final PlaceEditor editor;
    private final PublishedAreas areas;
    private final Units units;
    private final ImportStore store = new ImportStore();
    private final KeptMappings mappings;

    public PlaceImports(Database database, Places places, PlaceEditor editor, PublishedAreas areas, Units units) {
        this.database = database;
        this.places = places;
        this.editor = editor;
        this.areas = areas;
        this.units = units;
        mappings = new KeptMappings(database);
    }

    /** How tables were read before. */
    KeptMappings mappings() {
        return mappings;
    }

    /**
     * An import and what was found.
     *
     * @param errors with {@code errorCount} above their number there were more
     */
    public record Report(
            long id,
            String file,
            String state,
            int rows,
            int errorCount,
            int warningCount,
            List<RowFault> errors,
            List<RowFault> warnings,
            int fresh,
            int changed,
            int gone) {}

    /**
     * Reads a file and keeps what it would change; publishes nothing.
     *
     * @param name of the file, as people know it
     * @param by who: {@code account:17}
     * @throws PlaceException {@code bad_places} when it is no table at all
     */
    public Report read(Path file, String name, ImportMapping mapping, String by) {
        PlaceSet known = places.refresh();
        ImportReading reading = new ImportReading(known, areas.current().snapshot(), references(known), mapping);
        try {
            return keep(name, reading.read(file, name, editor::lastVersions), by);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PlaceReferences references(PlaceSet known) {
        Set<String> unitCodes = new HashSet<>();
        units.current().tables().units().stream().map(Unit::code).forEach(unitCodes::add);
        Set<String> matters = new HashSet<>();
        known.matters().forEach(matter -> matters.add(matter.code()));
        KnownPlaces there = new SnapshotPlaces(areas.current().snapshot());
        return new PlaceReferences(known.categories(), matters, unitCodes, there);
    }

    private Report keep(String name, ImportReading.Result result, String by) {
        ImportStore.Stored stored = new ImportStore.Stored(
                database.nextId(),
                name,
                OPEN,
                result.rows(),
                result.errors().size(),
                result.warnings().size(),
                some(result.errors()),
                some(result.warnings()),
                count(result, PlaceChange.NEW),
                count(result, PlaceChange.CHANGED),
                count(result, PlaceChange.GONE),
                java.time.Instant.EPOCH,
                by);
        return database.inTransaction(handle -> {
            store.insert(handle, stored, result.changes());
            return report(store.find(handle, stored.id()).orElseThrow());
        });
    }

    private static List<RowFault> some(List<RowFault> faults) {
        return faults.size() > KEPT ? faults.subList(0, KEPT) : faults;
    }

    private static int count(ImportReading.Result result, String kind) {
        return (int) result.changes().stream()
                .filter(change -> change.kind().equals(kind))
                .count();
    }

    private static Report report(ImportStore.Stored one) {
        return new Report(
                one.id(),
                one.file(),
                one.state(),
                one.rows(),
                one.errorCount(),
                one.warningCount(),
                one.errors(),
                one.warnings(),
                one.fresh(),
                one.changed(),
                one.gone());
    }

    /** The newest first. */
    List<ImportStore.Stored> list() {
        return database.jdbi().withHandle(store::list);
    }

    ImportStore.Stored get(long id) {
        return database.jdbi().withHandle(handle -> store.find(handle, id)).orElseThrow(() -> unknown(id));
    }

    private static PlaceException unknown(long id) {
        return new PlaceException(PlaceException.UNKNOWN_IMPORT, "id", "there is no import " + id);
    }

    /** @param kind of changes; null for all */
    Page<PlaceChange> changes(long id, @Nullable String kind, int offset, int limit) {
        get(id);
        List<PlaceChange> found =
                database.jdbi().withHandle(handle -> store.changes(handle, id, kind, offset, limit + 1));
        return Page.part(found, offset, limit, scope(id, kind));
    }

    static String scope(long id, @Nullable String kind) {
        return "place_import|" + id + "|" + kind;
    }

    /** As it is published now, to compare with. */
    @Nullable
    Place now(String code) {
        return places.current().find(code).map(PublishedPlace::place).orElse(null);
    }

    /**
     * A column of a file.
     *
     * @param samples what its first rows say, without what is empty or said before
     * @param field ours that it most likely is, or null
     */
    record Column(
            String name, List<String> samples, @Nullable String field) {}

    /** The columns of a file and what they most likely are; {@code bad_places} when it is no table with rows. */
    static List<Column> columns(Path file, String name, @Nullable String encoding) {
        List<RowFault> faults = new ArrayList<>();
        Map<String, Set<String>> samples = new LinkedHashMap<>();
        AtomicInteger rows = new AtomicInteger();
        try {
            new TableFile(file, name, encoding, faults).each(row -> {
                if (rows.getAndIncrement() < LOOKED_AT) {
                    row.values().forEach((column, value) -> sample(samples, column, value));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (samples.isEmpty()) {
            throw faults.isEmpty()
                    ? new PlaceException(PlaceException.BAD_FILE, "file", "the file has no rows")
                    : new PlaceException(faults);
        }
        Map<String, String> fields = ColumnNames.propose(samples.keySet());
        return samples.entrySet().stream()
                .map(each -> new Column(each.getKey(), List.copyOf(each.getValue()), fields.get(each.getKey())))
                .toList();
    }

    private static void sample(Map<String, Set<String>> samples, String column, String value) {
        Set<String> known = samples.computeIfAbsent(column, key -> new LinkedHashSet<>());
        if (known.size() < SAMPLES && !value.isBlank()) {
            known.add(value.length() > SAMPLE_LENGTH ? value.substring(0, SAMPLE_LENGTH) + "…" : value);
        }
    }

    /**
     * Publishes all that an import would change.
     *
     * @throws PlaceException {@code import_refused} when it has errors or was published or discarded before; {@code
     *     place_changed} when a place was changed since the file was compared
     */
    public int publish(long id, String by) {
        int done = database.inTransaction(handle -> {
            ImportStore.Stored stored = open(store.lock(handle, id).orElseThrow(() -> unknown(id)));
            if (stored.errorCount() > 0) {
                throw new PlaceException(
                        PlaceException.REFUSED, null, "the import has " + stored.errorCount() + " errors");
            }
            List<PlaceEditor.Change> changes = store.changes(handle, id, null, 0, Integer.MAX_VALUE).stream()
                    .map(change -> new PlaceEditor.Change(change.code(), change.place(), change.seen()))
                    .toList();
            editor.publishAll(handle, changes, by);
            store.setState(handle, id, PUBLISHED);
            return changes.size();
        });
        places.refresh();
        return done;
    }

    private static ImportStore.Stored open(ImportStore.Stored stored) {
        if (!stored.state().equals(OPEN)) {
            throw new PlaceException(PlaceException.REFUSED, null, "the import was " + stored.state() + " before");
        }
        return stored;
    }

    /** Lets an import be. */
    void discard(long id) {
        database.useTransaction(handle -> {
            open(store.lock(handle, id).orElseThrow(() -> unknown(id)));
            store.setState(handle, id, DISCARDED);
        });
    }
}
