package org.servicemap.requests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.imports.ImportException;
import org.servicemap.requests.imports.ImportMapping;
import org.servicemap.requests.imports.MappingReader;
import org.servicemap.storage.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;

/**
 * Brings in files of requests that merged hotlines or other cities kept. What a run did is kept; running it again changes
 * nothing. Thread-safe.
 */
public final class RequestImports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestImports.class);
    private static final String IMPORTS = "imports";

    private final Database database;
    private final FileImport.Ground ground;
    private final CityRules rules;
    private final ImportStore store;

    /** One upload after the other: none slows intake down by more than one connection. */
    private final ExecutorService uploads = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "request import");
        thread.setDaemon(true);
        return thread;
    });

    RequestImports(Database database, Intake intake, CityNames names, CityRules rules, PlacesByWords places) {
        this.database = database;
        this.rules = rules;
        store = new ImportStore();
        ground = new FileImport.Ground(database, intake, new RequestNumbers(database), store, names, rules, places);
    }

    /** Hears of a run while it goes on. */
    public interface Listener {
        void fault(ImportRun.Fault fault);

        void progress(ImportRun.Counts counts);
    }

    /** How a run ended. */
    public record Outcome(ImportRun run, List<ImportRun.Agreement> agreement) {}

    /** {@link ImportException} for a mapping that cannot be read. */
    public ImportMapping mapping(String yaml) {
        return MappingReader.read(yaml);
    }

    /** Ids of the mappings in the city's pack, each with the source that it names. */
    Map<String, String> mappings() {
        Map<String, String> sources = new TreeMap<>();
        if (rules.current().city().process().get(IMPORTS) instanceof Map<?, ?> mappings) {
            mappings.keySet().stream()
                    .map(String::valueOf)
                    .forEach(id -> findMapping(id).ifPresent(found -> sources.put(id, found.source())));
        }
        return sources;
    }

    /** A mapping of the city's pack ({@code process.imports}), by its id. */
    public Optional<ImportMapping> findMapping(String id) {
        return rules.current().city().process().get(IMPORTS) instanceof Map<?, ?> mappings
                        && mappings.get(id) instanceof Map<?, ?> mapping
                ? Optional.of(MappingReader.read(new Yaml().dump(mapping)))
                : Optional.empty();
    }

    /**
     * Imports a file, as the command line does.
     *
     * @throws ImportException when the file cannot be read, or not to its end; what came before is imported
     */
    public Outcome run(Path file, ImportMapping mapping, boolean dryRun, Listener listener) {
        long id = begin(String.valueOf(file.getFileName()), mapping, dryRun, Author.SYSTEM);
        return run(id, file, mapping, dryRun, Author.SYSTEM, listener);
    }

    /**
     * Imports an uploaded file in the background, as soon as the caller's transaction is there; the file is removed afterwards, and
     * when that is undone. Answers the run.
     */
    long start(Path file, String fileName, ImportMapping mapping, boolean dryRun, Author author) {
        return database.inTransaction(handle -> {
            handle.afterRollback(() -> remove(file));
            long id = begin(fileName, mapping, dryRun, author);
            handle.afterCommit(() -> uploads.execute(() -> go(id, file, mapping, dryRun, author)));
            return id;
        });
    }

    private void go(long id, Path file, ImportMapping mapping, boolean dryRun, Author author) {
        try {
            run(id, file, mapping, dryRun, author, SILENT);
        } catch (RuntimeException e) {
            LOG.warn("the import {} failed: {}", id, e.toString());
        } finally {
            remove(file);
        }
    }

    private static final Listener SILENT = new Listener() {
        @Override
        public void fault(ImportRun.Fault fault) {}

        @Override
        public void progress(ImportRun.Counts counts) {}
    };

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("left behind: {} ({})", file, e.getMessage());
        }
    }

    private long begin(String fileName, ImportMapping mapping, boolean dryRun, Author author) {
        long id = database.nextId();
        database.useTransaction(handle -> store.begin(handle, id, mapping.source(), fileName, author.label(), dryRun));
        return id;
    }

    private Outcome run(long id, Path file, ImportMapping mapping, boolean dryRun, Author author, Listener listener) {
        Keeper keeper = new Keeper(id, listener);
        FileImport run = new FileImport(ground, mapping, dryRun, author, keeper);
        try {
            run.run(file);
            end(id, ImportRun.DONE, run.counts(), null);
        } catch (IOException e) {
            end(id, ImportRun.FAILED, run.counts(), "the file cannot be read");
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            end(
                    id,
                    ImportRun.FAILED,
                    run.counts(),
                    e instanceof ImportException ? e.getMessage() : "an unexpected fault");
            throw e;
        }
        return new Outcome(find(id).orElseThrow(), dryRun ? run.agreement() : agreement(mapping.source()));
    }

    private void end(long id, String state, ImportRun.Counts counts, @Nullable String message) {
        database.useTransaction(handle -> store.update(handle, id, state, counts, message));
    }

    /** Keeps faults and counts of a run as it goes on. */
    private final class Keeper implements FileImport.Listener {
        private final long id;
        private final Listener listener;
        private final List<ImportRun.Fault> faults = new ArrayList<>();
        private long kept;

        Keeper(long id, Listener listener) {
            this.id = id;
            this.listener = listener;
        }

        @Override
        public void fault(ImportRun.Fault fault) {
            listener.fault(fault);
            if (kept < ImportStore.MOST_FAULTS) {
                kept++;
                faults.add(fault);
            }
        }

        @Override
        public void progress(ImportRun.Counts counts) {
            database.useTransaction(handle -> {
                store.insertFaults(handle, id, faults);
                store.update(handle, id, ImportRun.RUNNING, counts, null);
            });
            faults.clear();
            listener.progress(counts);
        }
    }

    Optional<ImportRun> find(long id) {
        return database.jdbi().withHandle(handle -> store.find(handle, id));
    }

    List<ImportRun> list(long below, int limit) {
        return database.jdbi().withHandle(handle -> store.list(handle, below, limit));
    }

    List<ImportRun.Fault> faults(long id, long afterLine, int limit) {
        return database.jdbi().withHandle(handle -> store.faults(handle, id, afterLine, limit));
    }

    List<ImportRun.Agreement> agreement(String source) {
        return database.jdbi().withHandle(handle -> store.agreement(handle, source));
    }

    /** Waits for nothing: a run that is stopped is taken up by importing its file again. */
    @Override
    public void close() {
        uploads.shutdownNow();
    }
}
