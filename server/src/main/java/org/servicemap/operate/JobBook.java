package org.servicemap.operate;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the jobs of this server went. Thread-safe. */
public final class JobBook {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile Consumer<String> firstTime = name -> {};

    public JobBook(Clock clock) {
        this.clock = clock;
    }

    /**
     * One job.
     *
     * @param nanos that its last run took
     * @param lastFault the kind of its last failure, without its message; null when it never failed
     */
    public record Entry(
            String name,
            Instant lastEnd,
            long nanos,
            long runs,
            long failures,
            boolean lastFailed,
            @Nullable String lastFault) {}

    /** A run ended, with a fault or well. */
    public void ran(String name, long nanos, @Nullable Throwable fault) {
        boolean known = entries.containsKey(name);
        entries.merge(
                name,
                first(name, nanos, fault),
                (before, now) -> new Entry(
                        name,
                        now.lastEnd,
                        nanos,
                        before.runs + 1,
                        before.failures + now.failures,
                        now.lastFailed,
                        now.lastFault == null ? before.lastFault : now.lastFault));
        if (!known) {
            firstTime.accept(name);
        }
    }

    private Entry first(String name, long nanos, @Nullable Throwable fault) {
        return new Entry(
                name,
                clock.instant(),
                nanos,
                1,
                fault == null ? 0 : 1,
                fault != null,
                fault == null ? null : fault.getClass().getSimpleName());
    }

    /** Tells of each job when it has run for the first time, also of those before now. */
    void eachNew(Consumer<String> told) {
        firstTime = told;
        entries.keySet().forEach(told);
    }

    @Nullable
    Entry entry(String name) {
        return entries.get(name);
    }

    /** All, by name. */
    public List<Entry> all() {
        return entries.values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }
}
