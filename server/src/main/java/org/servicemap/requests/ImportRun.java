package org.servicemap.requests;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run over a file of requests.
 *
 * @param startedBy {@code account:17}, or {@code system} for the command line
 * @param state running, done or failed
 * @param message why it failed
 */
public record ImportRun(
        long id,
        String source,
        String fileName,
        String startedBy,
        boolean dryRun,
        String state,
        Instant startedAt,
        Instant updatedAt,
        Counts counts,
        @Nullable String message) {
    static final String RUNNING = "running";
    static final String DONE = "done";
    static final String FAILED = "failed";

    /**
     * Rows of the file.
     *
     * @param imported now here; of a dry run those that would be
     * @param existing were here already and stay as they are
     * @param skipped no requests, by the mapping
     */
    public record Counts(long rows, long imported, long existing, long skipped, long bad) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);
    }

    /** A row that cannot be imported; nothing of it is personal. */
    public record Fault(long line, String field, String code, String reason) {}

    /**
     * How often our catalogue names the unit that had a request where it comes from, or one below it.
     *
     * @param category null for requests without one
     * @param compared requests of which both are known
     * @param undecided requests whose unit there is known, while the catalogue names none
     * @param unknown requests whose agency is no unit of this city, by the mapping
     */
    public record Agreement(@Nullable String category, long compared, long agreed, long undecided, long unknown) {
        Agreement plus(Agreement other) {
            return new Agreement(
                    category,
                    compared + other.compared,
                    agreed + other.agreed,
                    undecided + other.undecided,
                    unknown + other.unknown);
        }

        /** 0 to 1; null when nothing can be compared. */
        public @Nullable Double share() {
            return compared == 0 ? null : (double) agreed / compared;
        }
    }
}
