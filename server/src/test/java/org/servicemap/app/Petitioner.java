package org.servicemap.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * One client that files requests, each under a key of its own, and keeps its receipts. What was not answered is sent again
 * with the same key; now and then also what was.
 */
public final class Petitioner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CREATED = 201;
    private static final long PAUSE_NANOS = 50_000_000;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();
    private final SplittableRandom random;
    /** Number by key: what the server has acknowledged. */
    private final Map<String, String> receipts = new HashMap<>();
    /** Body by key: sent, and perhaps done. */
    private final Map<String, String> unanswered = new HashMap<>();

    private final Map<String, String> bodies = new HashMap<>();
    private volatile int answers;

    public Petitioner(long seed) {
        random = new SplittableRandom(seed);
    }

    public Map<String, String> receipts() {
        return receipts;
    }

    /** How often it was answered; may be asked from any thread. */
    public int answers() {
        return answers;
    }

    /** Files until the server is gone. */
    void fileUntilKilled(int port) {
        try {
            resend(port);
            while (true) {
                String key = UUID.randomUUID().toString();
                String body = body();
                bodies.put(key, body);
                file(port, key, body);
                if (random.nextInt(10) == 0) {
                    List<String> known = new ArrayList<>(receipts.keySet());
                    String again = known.get(random.nextInt(known.size()));
                    file(port, again, bodies.get(again));
                }
            }
        } catch (IOException gone) {
            // what was asked for: the server was killed
        }
    }

    /**
     * Files through whatever happens, and sends again what was not answered. Answers the longest time without an answer.
     *
     * @param refusals is told the status of each answer that was none: 0 without a connection
     */
    public Duration fileUntil(BooleanSupplier done, int port, IntConsumer refusals) {
        long longest = 0;
        long last = System.nanoTime();
        while (!done.getAsBoolean() || !unanswered.isEmpty()) {
            try {
                resend(port);
                String key = UUID.randomUUID().toString();
                bodies.put(key, body());
                file(port, key, bodies.get(key));
                longest = Math.max(longest, System.nanoTime() - last);
                last = System.nanoTime();
            } catch (Refused e) {
                refusals.accept(e.status());
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (IOException e) {
                refusals.accept(0);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return Duration.ofNanos(longest);
    }

    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        private Refused(HttpResponse<String> answer) {
            super("on its way down: " + answer.statusCode() + " " + answer.body());
            status = answer.statusCode();
        }

        private int status() {
            return status;
        }
    }

    /** Sends again whatever was not answered. */
    public void resend(int port) throws IOException {
        for (Map.Entry<String, String> open : new HashMap<>(unanswered).entrySet()) {
            file(port, open.getKey(), open.getValue());
        }
    }

    private void file(int port, String key, String body) throws IOException {
        if (!receipts.containsKey(key)) {
            unanswered.put(key, body);
        }
        HttpResponse<String> answer = send(port, key, body);
        if (answer.statusCode() >= 500) {
            throw new Refused(answer);
        }
        if (answer.statusCode() != CREATED) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        JsonNode receipt = JSON.readTree(answer.body());
        String number = receipt.path("number").asText();
        String before = receipts.put(key, number);
        if (before != null && !before.equals(number)) {
            throw new AssertionError("one key, two requests: " + before + " and " + number);
        }
        unanswered.remove(key);
        answers = answers + 1;
    }

    private HttpResponse<String> send(int port, String key, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/requests"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private String body() {
        double lon = 116.4205 + random.nextDouble() * 0.002;
        double lat = 39.9065 + random.nextDouble() * 0.001;
        return """
                {"text": "路边堆了垃圾，编号%d", "category": "CITY-WASTE", "kind": "help",
                 "where": {"kind": "pin", "lon": %s, "lat": %s},
                 "contact": {"name": "李雷", "phone": "138%08d"}}
                """.formatted(random.nextInt(1_000_000), lon, lat, random.nextInt(100_000_000));
    }
}
