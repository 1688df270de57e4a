package org.servicemap.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.servicemap.TestSize;
import org.servicemap.http.ApiClient;

/**
 * What machines do to a cluster beside being killed: a cut network, a full disk, a clock that jumps, a database that restarts, callers
 * that trickle. In sizes {@code bench} and {@code soak}; needs root, since it cuts loopback addresses and mounts small disks.
 */
@Tag("bench")
class FaultsTest {
    private static final int CLIENTS = 4;

    /** Bodies that never come: more than both servers together have threads to wait for them. */
    private static final int MORE_THAN_THREADS = 700;

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Path FAKETIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

    private final List<Path> mounted = new ArrayList<>();
    private Cluster cluster;

    @BeforeEach
    void size() {
        Assumptions.assumeTrue(Cluster.canRun(), "no cluster here");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "FAULTS ARE NOT TESTED: this needs root");
    }

    @AfterEach
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
        for (Path disk : mounted) {
            system("umount", "-l", disk.toString());
        }
    }

    private static void system(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
    }

    private static Duration await(String what, BooleanSupplier condition) {
        return await(what, SOON, condition);
    }

    private static Duration await(String what, Duration patience, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as(what).isLessThan(patience.toNanos());
            LockSupport.parkNanos(50_000_000);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void say(String fault, Filings filings, Duration longest) {
        System.out.println(fault + ": " + filings.receipts().size() + " receipts, longest without an answer "
                + longest.toMillis() + " ms, refusals " + filings.refusals());
        assertThat(filings.refusals().keySet())
                .as("refusals " + filings.refusals())
                .doesNotContain(500);
    }

    private static boolean isReady(ApiClient node) {
        return node.get("/health/ready").status() == 200;
    }

    /** Packets between a server and the database vanish without a word: nobody is told, everybody has to notice. */
    @Test
    void aServerThatIsCutFromTheDatabaseSaysSoAndHoldsNobodyUp() throws Exception {
        cluster = Cluster.start(Map.of());
        ApiClient cut = new ApiClient(cluster.node2());
        try (Filings through = Filings.begin(CLIENTS, cluster.balancer());
                Filings direct = Filings.begin(CLIENTS, cluster.node2())) {
            through.awaitAnswers(3 * CLIENTS);
            direct.awaitAnswers(3 * CLIENTS);
            cluster.run("cut", "node2");
            try {
                Duration noticed = await("noticed", () -> !isReady(cut));
                assertThat(noticed).as("noticed").isLessThan(Duration.ofSeconds(25));
                long start = System.nanoTime();
                ApiClient.refusal(cut.get("/api/v1/city"), 503, "unavailable", null);
                Duration refused = Duration.ofNanos(System.nanoTime() - start);
                assertThat(refused)
                        .as("told at once, not after the pool's patience")
                        .isLessThan(Duration.ofSeconds(2));
                assertThat(cut.get("/health/live").status()).isEqualTo(200);
                assertThat(cut.get("/api/v1/resolve?lon=116.4070&lat=39.9035").status())
                        .isEqualTo(200);
                through.awaitAnswers(3 * CLIENTS);
                System.out.println("cut network: noticed after " + noticed.toMillis() + " ms, then refused within "
                        + refused.toMillis() + " ms");
            } finally {
                cluster.run("mend", "node2");
            }
            System.out.println("cut network: ready again "
                    + await("back", () -> isReady(cut)).toMillis() + " ms after it was mended");
            direct.awaitAnswers(3 * CLIENTS);
            Duration longest = through.end();
            direct.end();
            say("cut network, through the balancer", through, longest);
            say("cut network, at the server that was cut", direct, longest);
            List<String> others = new ArrayList<>(direct.receipts().values());
            through.compare(cluster, "PRIMARY", others);
        }
    }

    @Test
    void aDatabaseThatRestartsIsWaitedFor() throws Exception {
        cluster = Cluster.start(Map.of());
        try (Filings filings = Filings.begin(CLIENTS, cluster.balancer())) {
            for (int i = 0; i < TestSize.pick(1, 5, 100); i++) {
                filings.awaitAnswers(3 * CLIENTS);
                // as an administrator stops it, and as a crash does
                cluster.run(i % 2 == 0 ? "stop" : "kill", "primary");
                cluster.run("start", "primary");
            }
            filings.awaitAnswers(3 * CLIENTS);
            say("database restarts", filings, filings.end());
            filings.compare(cluster, "PRIMARY", List.of());
        }
    }

    /** The database's disk is full: it may even stop. Nothing that was acknowledged is lost. */
    @Test
    void aFullDiskOfTheDatabaseIsSaid() throws Exception {
        Path folder = disk("all", 700);
        cluster = Cluster.start(Map.of("CLUSTER_FOLDER", folder.toString()));
        Path ballast = cluster.folder().resolve("primary/ballast");
        ApiClient node = new ApiClient(cluster.node1());
        try (Filings filings = Filings.begin(CLIENTS, cluster.balancer())) {
            filings.awaitAnswers(3 * CLIENTS);
            fill(ballast);
            await("refused", () -> filings.refusals().containsKey(503));
            assertThat(node.get("/health/live").status()).isEqualTo(200);
            Files.delete(ballast);
            long room = System.nanoTime();
            // either may have stopped by itself; while the replica is away nothing is acknowledged
            cluster.run("start", "primary", "replica");
            filings.awaitAnswers(3 * CLIENTS);
            System.out.println("full disk of the database: answers again "
                    + Duration.ofNanos(System.nanoTime() - room).toMillis() + " ms after there was room");
            say("full disk of the database", filings, filings.end());
            filings.compare(cluster, "PRIMARY", List.of());
        }
    }

    /** A file that did not fit is refused, is not there by half, and fits when there is room. */
    @Test
    void aFullDiskOfThePhotosIsSaid() throws Exception {
        // the demo keeps photos of its own
        Path photos = disk("photos", 4);
        cluster = Cluster.start(Map.of("SERVICEMAP_ATTACHMENTS", photos.toString()));
        ApiClient node = new ApiClient(cluster.node1());
        List<String> kept = new ArrayList<>();
        ApiClient.Answer answer = upload(node, 0);
        assertThat(answer.status()).as(answer.text() + cluster.log("node1")).isEqualTo(201);
        List<Path> files = List.of();
        for (int i = 1; answer.status() == 201 && i < 100; i++) {
            kept.add(answer.json().path("id").asText());
            files = filesIn(photos);
            answer = upload(node, i);
        }
        ApiClient.refusal(answer, 503, "unavailable", null);
        assertThat(filesIn(photos)).as("no half one").containsExactlyInAnyOrderElementsOf(files);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(kept).isNotEmpty();
        assertThat(isReady(node)).isTrue();
        system("mount", "-o", "remount,size=20m", photos.toString());
        assertThat(upload(node, 1000).status()).isEqualTo(201);
        System.out.println("full disk of the photos: " + kept.size() + " kept, then 503 until there was room");
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static ApiClient.Answer upload(ApiClient node, int seed) {
        byte[] head = ("--zzz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] foot = "\r\n--zzz--\r\n".getBytes(StandardCharsets.US_ASCII);
        return node.post(
                "/api/v1/attachments",
                "multipart/form-data; boundary=zzz",
                "application/json",
                BodyPublishers.ofByteArrays(List.of(head, noise(seed), foot)));
    }

    /** A picture of about 100 kB that no compression makes smaller. */
    private static byte[] noise(int seed) {
        BufferedImage picture = new BufferedImage(200, 160, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200 * 160; i++) {
            picture.setRGB(i % 200, i / 200, random.nextInt());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private Path disk(String name, int megabytes) throws Exception {
        Path folder = Files.createTempDirectory("servicemap-disk-" + name + "-").toRealPath();
        system("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
        mounted.add(folder);
        return folder;
    }

    private static void fill(Path ballast) throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // what was wanted
        }
    }

    /** A server's clock jumps forty days ahead, then back: times, months and sessions follow the database's. */
    @Test
    void aClockThatJumpsMovesNothing() throws Exception {
        Assumptions.assumeTrue(Files.exists(FAKETIME), "NO FAKETIME HERE: steps of the clock are NOT TESTED");
        Path step = Files.createTempFile("servicemap-clock-", ".txt");
        Files.writeString(step, "+0");
        cluster = Cluster.start(Map.of(
                "NODE2_WRAP",
                "env LD_PRELOAD=" + FAKETIME + " FAKETIME_TIMESTAMP_FILE=" + step
                        + " FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1"));
        try (Filings filings = Filings.begin(CLIENTS, cluster.node2())) {
            for (String offset : List.of("+40d", "-40d", "+3h", "+0")) {
                filings.awaitAnswers(3 * CLIENTS);
                long told = steps();
                Files.writeString(step, offset);
                Duration noticed = await(offset + " is noticed", () -> steps() > told);
                System.out.println("clock at " + offset + ": noticed after " + noticed.toMillis() + " ms");
            }
            filings.awaitAnswers(3 * CLIENTS);
            say("clock steps", filings, filings.end());
            filings.compare(cluster, "PRIMARY", List.of());
            assertThat(cluster.ask("PRIMARY", """
                            SELECT number || ' ' || received_at || ' ' || month FROM requests
                            WHERE abs(extract(epoch FROM received_at - clock_timestamp())) > 1200
                               OR month <> to_char(received_at AT TIME ZONE 'UTC', 'YYYYMM')::int
                            """))
                    .as("requests of another time")
                    .isEmpty();
        }
        assertThat(cluster.log("node2")).contains("ServiceMap is at");
    }

    private long steps() {
        return cluster.log("node2")
                .lines()
                .filter(line -> line.contains("clock differs from the database's"))
                .count();
    }

    /** Hundreds of callers send a byte now and then, or nothing: others are served all the same. */
    @Test
    void callersWhoTrickleHoldNobodyUp() throws Exception {
        cluster = Cluster.start(Map.of());
        List<Socket> slow = new ArrayList<>();
        Thread trickle = new Thread(() -> trickle(slow), "trickle");
        trickle.setDaemon(true);
        try (Filings through = Filings.begin(CLIENTS, cluster.balancer());
                Filings direct = Filings.begin(CLIENTS, cluster.node1())) {
            for (int i = 0; i < TestSize.pick(100, 400, 2000); i++) {
                slow.add(begun(i % 2 == 0 ? cluster.balancer() : cluster.node1(), i % 3));
            }
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                slow.add(begun(cluster.balancer(), 1));
            }
            trickle.start();
            through.awaitAnswers(TestSize.pick(20, 200, 5000));
            direct.awaitAnswers(TestSize.pick(20, 200, 5000));
            say("callers who trickle, through the balancer", through, through.end());
            say("callers who trickle, at a server", direct, direct.end());
            assertThat(through.refusals()).isEmpty();
            assertThat(direct.refusals()).isEmpty();
        } finally {
            trickle.interrupt();
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** A head that never ends, a body that never comes, or not a word. */
    private static Socket begun(int port, int kind) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        String head = "POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        String said = switch (kind) {
            case 0 -> head + "X-Slow: ";
            case 1 -> head + "Content-Length: 100000\r\n\r\n{";
            default -> "";
        };
        socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void trickle(List<Socket> slow) {
        while (!Thread.currentThread().isInterrupted()) {
            for (Socket socket : slow) {
                try {
                    socket.getOutputStream().write(' ');
                } catch (IOException e) {
                    // shown the door: so it should be
                }
            }
            LockSupport.parkNanos(1_000_000_000);
        }
    }
}
