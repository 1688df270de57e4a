package org.servicemap.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.app.Petitioner;
import org.servicemap.requests.HistoryCheck;
import org.servicemap.storage.Database;
import org.servicemap.storage.DatabaseSettings;

/** Clients that file through the balancer while something goes wrong, and what they have receipts for. */
final class Filings implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 180;

    private final List<Petitioner> clients = new ArrayList<>();
    private final List<Future<Duration>> running = new ArrayList<>();
    private final ExecutorService threads;
    private final Map<Integer, Integer> refusals = new ConcurrentHashMap<>();
    private volatile boolean done;

    private Filings(int count, int port) {
        threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            Petitioner client = new Petitioner(i);
            clients.add(client);
            running.add(threads.submit(() -> client.fileUntil(() -> done, port, this::refused)));
        }
    }

    static Filings begin(int count, int port) {
        return new Filings(count, port);
    }

    private void refused(int status) {
        refusals.merge(status, 1, Integer::sum);
    }

    /** Until all clients together have so many more answers. */
    Filings awaitAnswers(int more) {
        int goal = answers() + more;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (answers() < goal) {
            assertThat(System.nanoTime())
                    .as("%s of %s answers; refusals %s", answers(), goal, refusals)
                    .isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
        return this;
    }

    int answers() {
        return clients.stream().mapToInt(Petitioner::answers).sum();
    }

    /** Ends; the longest time that any client was without an answer. */
    Duration end() throws Exception {
        done = true;
        Duration longest = Duration.ZERO;
        for (Future<Duration> client : running) {
            Duration one = client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            longest = one.compareTo(longest) > 0 ? one : longest;
        }
        return longest;
    }

    /** Statuses of what was refused, with how often; 0 is no connection. */
    Map<Integer, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    Map<String, String> receipts() {
        Map<String, String> all = new HashMap<>();
        clients.forEach(client -> all.putAll(client.receipts()));
        return all;
    }

    /** What was acknowledged is there, once, with whole histories, beside what others have filed before. */
    void compare(Cluster cluster, String server, List<String> before) {
        List<String> stored = cluster.ask(server, "SELECT number FROM requests");
        stored.removeAll(before);
        assertThat(stored).doesNotHaveDuplicates();
        assertThat(stored)
                .as("stored against acknowledged")
                .containsExactlyInAnyOrderElementsOf(receipts().values());
        Path keys = cluster.folder().resolve("shared/keys");
        try (Database database =
                Database.open(DatabaseSettings.server(cluster.url(server), "servicemap", "", cluster.folder()))) {
            assertThat(HistoryCheck.of(database, Keyset.open(keys), Clock.systemUTC())
                            .run()
                            .broken())
                    .isNull();
        }
    }

    @Override
    public void close() {
        done = true;
        threads.shutdownNow();
    }
}
