package org.servicemap.insights.facts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.ChangeLog.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The facts of this server: one file in its data directory. {@link #follow} takes over what was committed, in commit order and
 * exactly once, whatever is killed when; without a file, or with one of another program version, it builds one from all requests.
 * One thread at a time follows, rebuilds or checks; any number read. Thread-safe.
 */
public final class Facts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Facts.class);
    private static final String FILE = "facts.duckdb";
    private static final String BUILDING = "facts.building.duckdb";
    private static final int BATCH = 1000;

    private final Path folder;
    private final RequestFacts source;
    private final ChangeLog changes;
    private final Supplier<ZoneId> zone;
    private final ReadWriteLock reading = new ReentrantReadWriteLock();
    private @Nullable FactFile file;
    private volatile @Nullable Position position;
    private volatile @Nullable Cells cells;
    private volatile boolean closing;

    public Facts(Path folder, RequestFacts source, ChangeLog changes, Supplier<ZoneId> zone) {
        this.folder = folder;
        this.source = source;
        this.changes = changes;
        this.zone = zone;
    }

    /** Told of a building's progress. */
    public interface Progress {
        Progress SILENT = (done, all) -> {};

        /** @param all about how many requests there are */
        void at(long done, long all);
    }

    /** What reads the facts as of one moment. */
    public interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }

    /** Takes over all that was committed since the last time. To be called again and again. */
    public synchronized void follow() {
        open();
        while (step(BATCH)) {
            // until nothing is left
        }
    }

    /** What is being written ends when the program does. */
    private void requireOpen() {
        if (closing) {
            throw new FactsException("the facts are being closed");
        }
    }

    /** Makes sure that there are facts; builds them when there are none. */
    public synchronized void open() {
        requireOpen();
        if (file == null && !take()) {
            rebuild(Progress.SILENT);
        }
    }

    /** Opens the file if it is whole. */
    private boolean take() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.exists(folder.resolve(FILE))) {
            return false;
        }
        try {
            return take(FactFile.open(folder.resolve(FILE)));
        } catch (FactsException e) {
            if (e.isInUse()) {
                throw e;
            }
            LOG.warn("the facts are built anew", e);
            return false;
        }
    }

    /** What is not used is closed: DuckDB hands a file that is open anywhere in the process, broken or not, to whoever opens it again. */
    private boolean take(FactFile opened) {
        boolean taken = false;
        try {
            if (opened.isWhole()) {
                use(opened, opened.position());
                taken = true;
            }
            return taken;
        } finally {
            if (!taken) {
                opened.close();
            }
        }
    }

    private void use(FactFile opened, Position at) {
        reading.writeLock().lock();
        try {
            file = opened;
            position = at;
        } finally {
            reading.writeLock().unlock();
        }
    }

    private FactFile current() {
        FactFile now = file;
        if (now == null) {
            throw new FactsException("the facts are being built");
        }
        return now;
    }

    /** Takes over at most so many changes; false when there was none. */
    public synchronized boolean step(int most) {
        FactFile now = current();
        try {
            return step(now, most);
        } catch (FactsException e) {
            reopen(e);
            throw e;
        }
    }

    private boolean step(FactFile now, int most) {
        Position from = now.position();
        List<ChangeLog.Change> batch = changes.after(from, most);
        if (changes.isCut(from)) {
            LOG.warn("changes after {} are gone from the change log; the facts are built anew", from);
            rebuild(Progress.SILENT);
            return true;
        }
        if (batch.isEmpty()) {
            return false;
        }
        Set<Long> ids = new LinkedHashSet<>();
        batch.forEach(change -> ids.addAll(source.changedBy(change)));
        Position next = batch.get(batch.size() - 1).position();
        now.replace(next, writer -> {
            writer.changed(ids);
            if (!ids.isEmpty()) {
                source.ofIds(ids, row -> writer.request(row(row)), writer::event);
            }
        });
        position = next;
        return !closing;
    }

    /**
     * After a fault, as on a full disk, DuckDB may refuse everything, reading too, until the last connection to the file is closed. Who reads
     * is waited for; if the file cannot be opened now, the next {@link #follow} tries.
     */
    private void reopen(FactsException fault) {
        try {
            release();
            if (!closing) {
                take();
            }
        } catch (FactsException e) {
            fault.addSuppressed(e);
        }
    }

    private FactRow row(@Nullable Object[] copied) {
        requireOpen();
        return FactRow.of(copied, zone.get(), cells());
    }

    /** The grid of hexagons, loaded when it is first asked for. */
    public Cells cells() {
        Cells loaded = cells;
        if (loaded == null) {
            loaded = Cells.load();
            cells = loaded;
        }
        return loaded;
    }

    /**
     * Builds the file anew from all requests, beside the one in use, and puts it in its place. A killed run leaves the old one.
     *
     * @return the number of requests
     */
    public synchronized long rebuild(Progress progress) {
        if (file == null) {
            // not while another process has it
            take();
        }
        Path building = folder.resolve(BUILDING);
        remove(building);
        long done = build(building, progress);
        reading.writeLock().lock();
        try {
            release();
            replaceBy(building);
            take(FactFile.open(folder.resolve(FILE)));
        } finally {
            reading.writeLock().unlock();
        }
        return done;
    }

    private long build(Path building, Progress progress) {
        // what is committed from here on comes again with its change: nothing is missed, and nothing is there twice
        Position from = changes.end();
        long all = source.count();
        long[] done = {0};
        try (FactFile built = FactFile.open(building)) {
            for (int month : source.months()) {
                built.add(writer -> source.ofMonth(
                        month,
                        row -> {
                            writer.request(row(row));
                            progress.at(++done[0], all);
                        },
                        writer::event));
            }
            built.finish(from);
        }
        return done[0];
    }

    private void replaceBy(Path building) {
        Path path = folder.resolve(FILE);
        remove(path);
        try {
            Files.move(building, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the log beside it, which a killed process left. */
    private void remove(Path path) {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(path);
            Files.deleteIfExists(Path.of(path + ".wal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares the facts with the database, month by month, after taking over what is there to take over. */
    public synchronized FactCheck.Report check() {
        follow();
        return new FactCheck(source, this::row, this::follow).run(current());
    }

    /** Up to where the facts tell; null while they are not there. */
    public @Nullable Position position() {
        return position;
    }

    /** Reads as of one moment; {@link FactsException} while the facts are not there. */
    public <T> T read(Reading<T> work) {
        reading.readLock().lock();
        try (Connection connection = current().reader()) {
            connection.setAutoCommit(false);
            T found = work.read(connection);
            connection.commit();
            return found;
        } catch (SQLException e) {
            throw FactFile.fault(e);
        } finally {
            reading.readLock().unlock();
        }
    }

    /** What reads the facts as they were at a position. */
    public interface FormerReading<T> {
        T read(Connection connection, Position at) throws SQLException;
    }

    /**
     * Reads as of a position: what was written by the transactions up to it, and nothing of later ones (the facts themselves may already
     * tell of these, as rows are read as they are). The same position gives the same rows, as long as the requests are kept.
     *
     * @param asked null for where the facts stand
     * @param untilMonth of requests of later months (YYYYMM) what was written since is not taken away
     */
    public <T> T readAsOf(@Nullable Position asked, int untilMonth, FormerReading<T> work) {
        reading.readLock().lock();
        try (DuckDBConnection connection = current().reader()) {
            connection.setAutoCommit(false);
            // begins the transaction: what it sees is there to be seen in the database, too
            Position stands = FactFile.position(connection);
            Position at = asked == null ? stands : asked;
            FormerFacts.over(connection, source, at, untilMonth, this::row);
            T found = work.read(connection, at);
            connection.rollback();
            return found;
        } catch (SQLException e) {
            throw FactFile.fault(e);
        } finally {
            reading.readLock().unlock();
        }
    }

    /** Waits for the row that is being written, not for the rest of a building. */
    @Override
    public void close() {
        closing = true;
        position = null;
        release();
    }

    private synchronized void release() {
        reading.writeLock().lock();
        FactFile old = file;
        try {
            file = null;
            if (old != null) {
                old.close();
            }
        } finally {
            reading.writeLock().unlock();
        }
    }
}
