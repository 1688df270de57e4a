package org.servicemap.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.servicemap.TestSize;
import org.servicemap.accounts.Secrets;
import org.servicemap.attachments.media.TestPictures;
import org.servicemap.storage.TestDatabases;

/**
 * The morning peak of wardens' phones over HTTP, against server processes of their own on one database: each phone comes once with its token,
 * every tenth sends a photo first, in pieces; then all send a report and two visits, every tenth the same once more. {@code FieldRush [SERVERS]},
 * in {@code server/}, in three sizes ({@code SERVICEMAP_TEST_SIZE}); PostGIS with fsync on. Ends with 1 when something was stored twice or
 * lost, by the rows and by what the phones were told.
 */
final class FieldRush {
    private static final int PHONES = TestSize.pick(20, 5_000, 20_000);
    private static final int WARM = TestSize.pick(20, 1_000, 2_000);
    private static final int CLIENTS = TestSize.pick(4, 32, 32);
    private static final int POOL = 24;
    private static final int EVERY = 10;
    private static final int PIECE = 256 << 10;
    private static final int GRIDS = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TRIES = 60;
    private static final String FIELD = "/api/v1/field/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Integer> ports;
    private final Jdbi jdbi;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final List<Grid> grids = new ArrayList<>();
    private final byte[] photo;
    private final String hash;
    private final List<Double> syncs = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> photos = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private int enrolled;

    /** A grid and a point in it. */
    private record Grid(String code, double lon, double lat) {}

    private record Phone(int number, String token, Grid grid) {}

    /** @param side of the photo in pixels */
    FieldRush(List<Integer> ports, Jdbi jdbi, int side) throws Exception {
        this.ports = ports;
        this.jdbi = jdbi;
        photo = TestPictures.jpeg(side, side * 3 / 4, 1);
        hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(photo));
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("field-rush");
        TestDatabases.Address address = TestDatabases.durableAddress();
        RushCity city = new RushCity(address, folder, 0);
        List<Integer> ports = new ArrayList<>();
        int servers = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        for (int node = 1; node <= servers; node++) {
            KilledServer server = KilledServer.start(city.environment(node, POOL), List.of("-Xmx1g"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(server)));
            ports.add(server.port());
        }
        FieldRush rush = new FieldRush(ports, Jdbi.create(address.url(), address.user(), address.password()), 1600);
        System.out.println(rush.run(WARM, CLIENTS) + " (warm-up)");
        System.out.println(rush.run(PHONES, CLIENTS));
        System.exit(rush.isSound() ? 0 : 1);
    }

    private static void kill(KilledServer server) {
        try {
            server.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** So many new phones; what it took, as a line. */
    String run(int count, int clients) throws Exception {
        if (grids.isEmpty()) {
            findGrids();
        }
        List<Phone> phones = enrol(count);
        syncs.clear();
        photos.clear();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long start = System.nanoTime();
        List<Future<Void>> all = threads.invokeAll(phones.stream()
                .<Callable<Void>>map(phone -> () -> morning(phone))
                .toList());
        double seconds = (System.nanoTime() - start) / 1e9;
        threads.shutdown();
        for (Future<Void> each : all) {
            each.get();
        }
        return String.format(
                Locale.ROOT,
                "%d phones, %d servers, %.1f s: %.0f syncs/s, %.0f items/s; a sync %s; a photo of %d kB %s; %d times refused for now",
                count,
                ports.size(),
                seconds,
                syncs.size() / seconds,
                3 * syncs.size() / seconds,
                percentiles(syncs),
                photo.length >> 10,
                percentiles(photos),
                refused.getAndSet(0));
    }

    private Void morning(Phone phone) throws Exception {
        SplittableRandom random = new SplittableRandom(phone.number);
        List<String> pictures = phone.number % EVERY == 0 ? List.of(upload(phone)) : List.of();
        List<Object> items = List.of(
                item("visit", phone, random, Map.of("grid", phone.grid.code, "visit_kind", "check", "finding", "fine")),
                item("report", phone, random, Map.of("category", "CITY-WASTE", "text", "", "photos", pictures)),
                item(
                        "visit",
                        phone,
                        random,
                        Map.of("grid", phone.grid.code, "visit_kind", "inquiry", "finding", "fine")));
        byte[] body =
                JSON.writeValueAsBytes(Map.of("sent_at", OffsetDateTime.now().toString(), "items", items));
        stored.addAndGet(sync(phone, body, "stored"));
        if (phone.number % EVERY == 0) {
            repeated.addAndGet(sync(phone, body, "repeated"));
        }
        return null;
    }

    private static Map<String, Object> item(
            String kind, Phone phone, SplittableRandom random, Map<String, Object> rest) {
        Map<String, Object> item = new HashMap<>(rest);
        item.put("key", UUID.randomUUID().toString());
        item.put("kind", kind);
        item.put(
                "found_at",
                OffsetDateTime.now().minusSeconds(random.nextInt(20_000)).toString());
        item.put(
                "where",
                Map.of(
                        "lon", phone.grid.lon + random.nextDouble(-1e-5, 1e-5),
                        "lat", phone.grid.lat + random.nextDouble(-1e-5, 1e-5),
                        "accuracy", 8));
        return item;
    }

    /** How many of its three were answered so. */
    private int sync(Phone phone, byte[] body, String expected) throws Exception {
        long start = System.nanoTime();
        JsonNode answer = answer(
                call(phone, "sync").header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)));
        syncs.add((System.nanoTime() - start) / 1e6);
        int count = 0;
        for (JsonNode result : answer.path("results")) {
            count += result.path("status").asText().equals(expected) ? 1 : 0;
        }
        return count;
    }

    private String upload(Phone phone) throws Exception {
        String key = UUID.randomUUID().toString();
        long start = System.nanoTime();
        answer(call(phone, "uploads")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(
                        Map.of("key", key, "bytes", photo.length, "sha256", hash, "type", "image/jpeg")))));
        for (int at = 0; at < photo.length; at += PIECE) {
            byte[] piece = Arrays.copyOfRange(photo, at, Math.min(photo.length, at + PIECE));
            answer(call(phone, "uploads/" + key + "?start=" + at)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(BodyPublishers.ofByteArray(piece)));
        }
        photos.add((System.nanoTime() - start) / 1e6);
        return key;
    }

    private HttpRequest.Builder call(Phone phone, String path) {
        return HttpRequest.newBuilder(URI.create(address(phone.number) + FIELD + path))
                .header("Authorization", "Bearer " + phone.token)
                .timeout(PATIENCE);
    }

    private String address(int phone) {
        return "http://127.0.0.1:" + ports.get(phone % ports.size());
    }

    /** As phones do it: what is refused for now is sent again. */
    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        for (int i = 0; answer.statusCode() == 503 && i < TRIES; i++) {
            refused.incrementAndGet();
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = http.send(request.build(), BodyHandlers.ofByteArray());
        }
        JsonNode json = JSON.readTree(answer.body());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + json);
        }
        return json;
    }

    /** Some of the city's grids, as the server itself resolves points of it. */
    private void findGrids() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Grid> found = new LinkedHashMap<>();
        for (int i = 0; i < 20 * GRIDS && found.size() < GRIDS; i++) {
            double lon = random.nextDouble(116.41, 116.43);
            double lat = random.nextDouble(39.90, 39.912);
            JsonNode areas = answer(HttpRequest.newBuilder(
                            URI.create(address(0) + "/api/v1/resolve?lon=" + lon + "&lat=" + lat)))
                    .path("areas");
            for (JsonNode area : areas) {
                if (area.path("level").asText().equals("grid")) {
                    found.putIfAbsent(
                            area.path("code").asText(),
                            new Grid(area.path("code").asText(), lon, lat));
                }
            }
        }
        grids.addAll(found.values());
        if (grids.isEmpty()) {
            throw new IllegalStateException("no grids here");
        }
    }

    /** Phones as they stand in the database, without the links that enrolled them. */
    private List<Phone> enrol(int count) {
        List<Phone> phones = new ArrayList<>();
        jdbi.useTransaction(handle -> {
            for (int i = 0; i < count; i++) {
                int number = enrolled++;
                long id = 1_000_000L + number;
                Phone phone = new Phone(
                        number, "fd_rush-" + number + "-" + UUID.randomUUID(), grids.get(number % grids.size()));
                handle.execute(
                        "INSERT INTO accounts (id, kind, login, name, roles, unit, area_level, area)"
                                + " SELECT ?, 'staff', ?, ?, '{warden}', min(unit), 'grid', ? FROM accounts WHERE 'warden' = ANY(roles)",
                        id,
                        "rush-" + number,
                        "网格员 " + number,
                        phone.grid.code);
                handle.execute(
                        "INSERT INTO warden_assignments (id, account, duty, grid, first_day) VALUES (?, ?, 'warden', ?, '2026-01-01')",
                        id,
                        id,
                        phone.grid.code);
                handle.execute(
                        "INSERT INTO field_devices (id, account, token_hash, name) VALUES (?, ?, ?, 'rush')",
                        id,
                        id,
                        Secrets.hash(phone.token));
                phones.add(phone);
            }
        });
        jdbi.useHandle(handle -> handle.execute("ANALYZE"));
        return phones;
    }

    /** Whether all that the phones were told is there, once. */
    boolean isSound() {
        int kept = count("SELECT (SELECT count(*) FROM field_reports WHERE account >= 1000000 AND account < 2000000)"
                + " + (SELECT count(*) FROM field_visits WHERE account >= 1000000 AND account < 2000000)");
        int again = (enrolled + EVERY - 1) / EVERY;
        System.out.printf("told of %d stored and %d repeated, %d kept%n", stored.get(), repeated.get(), kept);
        return stored.get() == 3 * enrolled && kept == stored.get() && repeated.get() == 3 * again;
    }

    private int count(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }

    private static String percentiles(List<Double> millis) {
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "median %.1f ms, 95 %% %.1f ms, 99 %% %.1f ms",
                sorted[sorted.length / 2],
                sorted[sorted.length * 95 / 100],
                sorted[sorted.length * 99 / 100]);
    }
}
