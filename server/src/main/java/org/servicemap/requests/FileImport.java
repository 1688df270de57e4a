package org.servicemap.requests;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.GeoException;
import org.servicemap.requests.imports.ImportMapping;
import org.servicemap.requests.imports.ImportedRow;
import org.servicemap.requests.imports.RequestFile;
import org.servicemap.requests.imports.RowFault;
import org.servicemap.requests.imports.RowReader;
import org.servicemap.requests.imports.RowSource;
import org.servicemap.requests.imports.SourceRow;
import org.servicemap.requests.lifecycle.LifecycleException;
import org.servicemap.routing.Decision;
import org.servicemap.routing.RoutingException;
import org.servicemap.storage.Database;

/**
 * One run over one file. Rows are written a hundred at a time, each hundred in one transaction together with their references:
 * a run that is killed anywhere is taken up by running it again, which leaves alone what is here. Not thread-safe.
 */
final class FileImport {
    private static final int CHUNK = 100;
    private static final int TRIES = 3;
    private static final String DUPLICATE_KEY = "23505";

    /** By it the database's message tells that this row, and nothing else, was there already. */
    private static final String SOURCE_KEY = "imported_requests_pkey";

    private final Ground ground;
    private final ImportMapping mapping;
    private final boolean dryRun;
    private final Author author;
    private final Listener listener;
    private final ZoneId zone;
    private final String language;
    private final UnitTree tree;
    private final List<ImportedRow> chunk = new ArrayList<>();
    private final Map<String, ImportRun.Agreement> agreement = new HashMap<>();
    private long rows;
    private long imported;
    private long existing;
    private long skipped;
    private long bad;

    /** What imports work with. */
    record Ground(
            Database database,
            Intake intake,
            RequestNumbers numbers,
            ImportStore store,
            CityNames names,
            CityRules rules,
            PlacesByWords places) {}

    /** Hears how a run goes on. */
    interface Listener {
        void fault(ImportRun.Fault fault);

        /** After every hundred rows. */
        void progress(ImportRun.Counts counts);
    }

    FileImport(Ground ground, ImportMapping mapping, boolean dryRun, Author author, Listener listener) {
        this.ground = ground;
        this.mapping = mapping;
        this.dryRun = dryRun;
        this.author = author;
        this.listener = listener;
        CityRules.View city = ground.rules().current();
        zone = city.zone();
        language = city.city().defaultLanguage();
        tree = ground.names().tree();
    }

    /**
     * Reads the file to its end.
     *
     * @throws org.servicemap.requests.imports.ImportException when it cannot be read, or not to its end; what came before is
     *     imported
     */
    void run(Path file) throws IOException {
        RowReader reader = new RowReader(mapping, zone);
        try (RowSource source = RequestFile.open(file, mapping)) {
            for (SourceRow row = source.next(); row != null; row = source.next()) {
                rows++;
                read(reader, row);
                if (chunk.size() >= CHUNK || rows % (10 * CHUNK) == 0) {
                    flush();
                }
            }
        } finally {
            flush();
        }
    }

    ImportRun.Counts counts() {
        return new ImportRun.Counts(rows, imported, existing, skipped, bad);
    }

    /** Of a dry run, by category. */
    List<ImportRun.Agreement> agreement() {
        return agreement.values().stream()
                .sorted(java.util.Comparator.comparingLong(
                        (ImportRun.Agreement each) -> -each.compared() - each.undecided() - each.unknown()))
                .toList();
    }

    private void read(RowReader reader, SourceRow row) {
        try {
            reader.read(row).ifPresentOrElse(chunk::add, () -> skipped++);
        } catch (RowFault e) {
            fault(row.line(), e.field(), e.code(), e.reason());
        }
    }

    private void fault(long line, String field, String code, String reason) {
        bad++;
        listener.fault(new ImportRun.Fault(line, field, code, reason));
    }

    /** A row that was checked. */
    private record Checked(ImportedRow row, Intake.Brought brought) {}

    private void flush() {
        List<ImportedRow> fresh = fresh();
        chunk.clear();
        List<Checked> checked = new ArrayList<>();
        for (ImportedRow row : fresh) {
            Checked good = check(row);
            if (good != null) {
                checked.add(good);
            }
        }
        if (dryRun) {
            checked.forEach(each -> compare(each));
            imported += checked.size();
        } else {
            write(checked);
        }
        listener.progress(counts());
    }

    /** Those that are not here; of those that stand twice the first. A dry run does not see twins that stand far apart. */
    private List<ImportedRow> fresh() {
        if (chunk.isEmpty()) {
            return List.of();
        }
        List<String> refs = chunk.stream().map(ImportedRow::ref).toList();
        Set<String> here =
                ground.database().jdbi().withHandle(handle -> ground.store().existing(handle, mapping.source(), refs));
        List<ImportedRow> fresh = new ArrayList<>();
        for (ImportedRow row : chunk) {
            if (here.add(row.ref())) {
                fresh.add(row);
            } else {
                existing++;
            }
        }
        return fresh;
    }

    private @Nullable Checked check(ImportedRow row) {
        try {
            requireUnit(row);
            return new Checked(
                    row, ground.intake().check(ImportedFiling.of(row, mapping.source(), language, ground.places())));
        } catch (RequestException e) {
            fault(row.line(), Objects.requireNonNullElse(e.field(), ""), e.code(), String.valueOf(e.getMessage()));
        } catch (RoutingException e) {
            fault(row.line(), Objects.requireNonNullElse(e.field(), ""), e.code(), String.valueOf(e.getMessage()));
        } catch (LifecycleException e) {
            fault(row.line(), Objects.requireNonNullElse(e.field(), ""), e.code(), String.valueOf(e.getMessage()));
        } catch (GeoException e) {
            fault(row.line(), "place", e.code(), String.valueOf(e.getMessage()));
        }
        return null;
    }

    private void requireUnit(ImportedRow row) {
        String unit = row.unit();
        if (unit != null && ground.names().units().directory().find(unit).isEmpty()) {
            throw new RequestException(RequestException.BAD_FIELD, "agency", "there is no unit " + unit);
        }
    }

    private void write(List<Checked> checked) {
        if (checked.isEmpty()) {
            return;
        }
        List<RequestNumber> numbers = numbers(checked);
        try {
            ground.database().useTransaction(handle -> {
                for (int i = 0; i < checked.size(); i++) {
                    write(handle, checked.get(i), numbers.get(i));
                }
            });
            imported += checked.size();
        } catch (RuntimeException e) {
            oneByOne(checked, e);
        }
    }

    /** What fails together is tried alone, so that another import, or a switch of boundaries, costs no row. */
    private void oneByOne(List<Checked> checked, RuntimeException fault) {
        if (checked.size() > 1) {
            checked.forEach(each -> write(List.of(each)));
        } else if (isDuplicate(fault)) {
            existing++;
        } else {
            again(checked.get(0).row(), fault);
        }
    }

    private void again(ImportedRow row, RuntimeException fault) {
        RuntimeException last = fault;
        for (int attempt = 1; attempt < TRIES && last instanceof RequestException; attempt++) {
            Checked checked = check(row);
            if (checked == null) {
                return;
            }
            try {
                RequestNumber number = numbers(List.of(checked)).get(0);
                ground.database().useTransaction(handle -> write(handle, checked, number));
                imported++;
                return;
            } catch (RequestException e) {
                last = e;
            }
        }
        throw last;
    }

    private static boolean isDuplicate(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DUPLICATE_KEY.equals(sql.getSQLState())) {
                return String.valueOf(sql.getMessage()).contains(SOURCE_KEY);
            }
        }
        return false;
    }

    /** Numbers of the days on which the requests came, each day's in one block. */
    private List<RequestNumber> numbers(List<Checked> checked) {
        Map<LocalDate, Integer> wanted = new HashMap<>();
        checked.forEach(each -> wanted.merge(day(each), 1, Integer::sum));
        Map<LocalDate, Integer> next = new HashMap<>();
        wanted.forEach((day, many) -> next.put(day, ground.numbers().take(day, many)));
        return checked.stream()
                .map(each -> RequestNumber.of(day(each), next.merge(day(each), 1, Integer::sum) - 1))
                .toList();
    }

    private LocalDate day(Checked checked) {
        return LocalDate.ofInstant(checked.row().receivedAt(), zone);
    }

    private void write(Handle handle, Checked checked, RequestNumber number) {
        Receipt receipt = ground.intake().bring(handle, checked.brought(), number, author);
        ground.store()
                .insert(
                        handle,
                        mapping.source(),
                        checked.row().ref(),
                        receipt.request().id(),
                        origin(checked));
    }

    private ImportStore.Origin origin(Checked checked) {
        ImportedRow row = checked.row();
        Decision decision = checked.brought().decision();
        String decided = decision == null || decision.unit() == null
                ? null
                : decision.unit().code();
        Boolean agrees = row.unit() == null || decided == null ? null : (Boolean) tree.isWithin(decided, row.unit());
        return new ImportStore.Origin(row.category(), row.agency(), row.unit(), decided, agrees);
    }

    private void compare(Checked checked) {
        ImportStore.Origin origin = origin(checked);
        ImportRun.Agreement one = new ImportRun.Agreement(
                origin.category(),
                origin.agrees() == null ? 0 : 1,
                Boolean.TRUE.equals(origin.agrees()) ? 1 : 0,
                origin.unit() != null && origin.decided() == null ? 1 : 0,
                origin.agency() != null && origin.unit() == null ? 1 : 0);
        agreement.merge(Objects.requireNonNullElse(origin.category(), ""), one, ImportRun.Agreement::plus);
    }
}
