package org.servicemap.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.servicemap.app.BookingCaller.Answer;

/**
 * Clients who book over HTTP as the page does, under a key of their own for each thing, and what they were told: their receipts. What
 * was not answered is asked again with the same key, of another server where there is one.
 */
final class RushClients {
    private static final String BOOKINGS = "/api/v1/bookings";
    /** Refusals for want of a seat; while schedules change also after one was held. */
    private static final Set<String> FULL = Set.of("slot_full", "no_such_slot");

    private static final Set<String> LOST = Set.of("slot_full", "no_such_slot", "hold_expired", "schedule_changed");
    private static final int GIVEN_UP = 8;
    private static final AtomicLong PEOPLE = new AtomicLong();

    private final List<Integer> ports;
    private final int halls;
    private final List<String> starts;
    private final Map<Long, Receipt> receipts = new ConcurrentHashMap<>();
    private final Map<String, Integer> others = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> unanswered = new ConcurrentHashMap<>();
    private final AtomicInteger full = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();

    RushClients(List<Integer> ports, int halls, List<String> starts) {
        this.ports = ports;
        this.halls = halls;
        this.starts = starts;
    }

    /** What a client was told of a booking: when it is, and what it is (held, confirmed, cancelled). */
    record Receipt(String start, String state) {}

    /**
     * A rush.
     *
     * @param clients at a time
     * @param whole whether what was held is confirmed, and every eighth of that given up again
     */
    Round rush(int clients, int attempts, boolean whole, long seed) throws Exception {
        AtomicInteger left = new AtomicInteger(attempts);
        List<Callable<List<Double>>> work = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int client = i;
            work.add(() -> client(client, left, whole, new SplittableRandom(seed * 1000 + client)));
        }
        return together(work);
    }

    private List<Double> client(int number, AtomicInteger left, boolean whole, SplittableRandom random) {
        List<Double> millis = new ArrayList<>();
        try (BookingCaller caller = new BookingCaller(ports, number)) {
            while (left.getAndDecrement() > 0) {
                String hall = RushCity.hall(random.nextInt(halls));
                String start = starts.get(random.nextInt(starts.size()));
                long begun = System.nanoTime();
                Answer held = insist(caller, BOOKINGS, visit(hall, start), true);
                millis.add((System.nanoTime() - begun) / 1e6);
                take(caller, held, start, whole);
                answers.incrementAndGet();
            }
        }
        return millis;
    }

    /** All at once, for one start of one hall. */
    Round atOnce(int clients, String hall, String start) throws Exception {
        CountDownLatch ready = new CountDownLatch(clients);
        List<Callable<List<Double>>> work = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            work.add(() -> {
                try (BookingCaller caller = new BookingCaller(ports, 0).connect()) {
                    ready.countDown();
                    ready.await();
                    long begun = System.nanoTime();
                    Answer held = insist(caller, BOOKINGS, visit(hall, start), true);
                    double millis = (System.nanoTime() - begun) / 1e6;
                    take(caller, held, start, false);
                    return List.of(millis);
                }
            });
        }
        return together(work);
    }

    private static Round together(List<Callable<List<Double>>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            long start = System.nanoTime();
            List<Double> millis = new ArrayList<>();
            for (Future<List<Double>> each : threads.invokeAll(work)) {
                millis.addAll(each.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Round(
                    seconds, millis.stream().mapToDouble(Double::doubleValue).toArray());
        } finally {
            threads.shutdownNow();
        }
    }

    private Answer insist(BookingCaller caller, String path, String body, boolean keyed) {
        return caller.insist(
                path, body, keyed ? key() : "", network(), status -> unanswered.merge(status, 1, Integer::sum));
    }

    private void take(BookingCaller caller, Answer held, String start, boolean whole) {
        if (held.status() == 201) {
            JsonNode answer = held.json();
            long id = answer.path("booking").path("id").asLong();
            receipts.put(id, new Receipt(start, "held"));
            if (whole) {
                confirm(caller, id, answer.path("token").asText(), start);
            }
        } else if (held.status() == 409 && FULL.contains(held.code()) && hasAlternatives(held)) {
            full.incrementAndGet();
        } else {
            other(held);
        }
    }

    private static boolean hasAlternatives(Answer refused) {
        return !refused.json().path("alternatives").isEmpty();
    }

    private void confirm(BookingCaller caller, long id, String token, String start) {
        long person = PEOPLE.incrementAndGet();
        String who =
                String.format("{\"token\":\"%s\",\"name\":\"李雷\",\"phone\":\"13%09d\"}", token, person % 1_000_000_000);
        Answer confirmed = insist(caller, BOOKINGS + "/" + id + "/confirm", who, true);
        if (confirmed.status() == 200) {
            receipts.put(id, new Receipt(start, "confirmed"));
            if (person % GIVEN_UP == 0) {
                giveUp(caller, id, token, start);
            }
        } else if (confirmed.status() != 409 || !LOST.contains(confirmed.code())) {
            other(confirmed);
        }
    }

    private void giveUp(BookingCaller caller, long id, String token, String start) {
        Answer cancelled = insist(caller, BOOKINGS + "/" + id + "/cancel", "{\"token\":\"" + token + "\"}", false);
        if (cancelled.status() == 200) {
            receipts.put(id, new Receipt(start, "cancelled"));
        } else {
            other(cancelled);
        }
    }

    private void other(Answer answer) {
        others.merge(answer.status() + " " + answer.body(), 1, Integer::sum);
    }

    private static String visit(String hall, String start) {
        return String.format(
                "{\"hall\":\"%s\",\"matters\":[\"%s\"],\"starts_at\":\"%s\"}", hall, RushCity.MATTER, start);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** Another one each time: a network holds a few at a time. */
    private static String network() {
        long n = PEOPLE.incrementAndGet();
        return "10." + (n >> 16 & 255) + "." + (n >> 8 & 255) + "." + (n & 255);
    }

    /** How many attempts were answered; may be asked from any thread. */
    int answers() {
        return answers.get();
    }

    Map<Long, Receipt> receipts() {
        return receipts;
    }

    /** How many were refused for want of a seat, with alternatives. */
    int full() {
        return full.get();
    }

    /** Answers that should not be, with how often. */
    Map<String, Integer> others() {
        return new TreeMap<>(others);
    }

    /** Statuses of what had to be asked again, with how often; 0 is no connection. */
    Map<Integer, Integer> unanswered() {
        return new TreeMap<>(unanswered);
    }
}
