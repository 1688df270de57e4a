package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.TestSize;
import org.servicemap.requests.HistoryCheck;

/**
 * The server is killed with SIGKILL again and again while clients file requests. Counted from the clients' receipts: nothing
 * that was acknowledged is lost, nothing is there twice, no number is given twice, and all histories are whole.
 */
class IntakeKillTest {
    private static final int CLIENTS = 4;
    private static final long LEAST_NANOS = 100_000_000;
    private static final long MOST_NANOS = 1_200_000_000;

    @TempDir
    Path data;

    private final SplittableRandom random = new SplittableRandom(5);
    private final List<Petitioner> clients = new ArrayList<>();

    @Test
    void whatWasAcknowledgedIsThereOnceWhateverCrashes() throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Petitioner(i));
        }
        int kills = TestSize.pick(3, 60, 2000);
        for (int kill = 0; kill < kills; kill++) {
            fileAndKill();
        }
        KilledServer last = KilledServer.start(environment());
        for (Petitioner client : clients) {
            client.resend(last.port());
        }
        last.stop();
        Map<String, String> receipts = new java.util.HashMap<>();
        clients.forEach(client -> receipts.putAll(client.receipts()));
        System.out.println(kills + " kills, " + receipts.size() + " receipts");
        assertThat(receipts).hasSizeGreaterThan(5 * kills);
        compare(receipts);
    }

    private void fileAndKill() throws Exception {
        KilledServer server = KilledServer.start(environment());
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> filing = new ArrayList<>();
            clients.forEach(client -> filing.add(threads.submit(() -> client.fileUntilKilled(server.port()))));
            firstReceipts(filing);
            // at any moment of anything
            LockSupport.parkNanos(random.nextLong(LEAST_NANOS, MOST_NANOS));
            server.kill();
            for (Future<?> client : filing) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A new process answers slowly at first: it is killed at work, not before. */
    private void firstReceipts(List<Future<?>> filing) {
        int before = clients.stream().mapToInt(Petitioner::answers).sum();
        while (clients.stream().mapToInt(Petitioner::answers).sum() < before + 3 * CLIENTS
                && filing.stream().noneMatch(Future::isDone)) {
            LockSupport.parkNanos(LEAST_NANOS / 10);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "SERVICEMAP_PORT",
                "0",
                "SERVICEMAP_HOST",
                "127.0.0.1",
                "SERVICEMAP_DATA",
                data.toString(),
                "SERVICEMAP_RATE_LIMITS",
                "false",
                "SERVICEMAP_PACK",
                Path.of("..", "gis-data", "tiny").toAbsolutePath().normalize().toString());
    }

    private void compare(Map<String, String> receipts) throws Exception {
        try (Core core = Core.open(Config.from(environment()))) {
            List<String> stored = core.database()
                    .jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT number FROM requests")
                            .mapTo(String.class)
                            .list());
            assertThat(stored).as("stored against acknowledged").containsExactlyInAnyOrderElementsOf(receipts.values());
            assertThat(stored).doesNotHaveDuplicates();
            assertThat(HistoryCheck.of(core.database(), core.keyset(), Clock.systemUTC())
                            .run()
                            .broken())
                    .isNull();
        }
    }
}
