package org.servicemap.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.servicemap.TestSize;

/**
 * The mixed day of a city that files 70,000 requests, against a server of a demo city that runs already: {@code DayLoad URL [SECONDS]
 * [FACTOR] [NAME=PID ...]}. The 24 hours pass in so many seconds, each at the rate that it truly has times the factor; at 17 o'clock,
 * as when a storm breaks, ten times the day's average come. Pieces of work come when they come (Poisson), whether or not earlier ones
 * are answered, and their time counts from then: a server that falls behind is not spared. Processor times of the processes that are
 * named, with their children, are told for each piece of work.
 */
final class DayLoad {
    private static final double FILINGS_A_DAY = 70_000;
    private static final int HOURS = 24;
    private static final int STORM = 17;
    private static final double PEAK = 10;
    private static final int THREADS = 96;
    private static final double MILLION = 1e6;
    private static final String NAMED = "\\w+=\\d+";

    /** Weights of the hours, their mean is one: people file when they are awake, most in the morning. */
    private static final double[] DAY = {
        0.3, 0.2, 0.1, 0.1, 0.1, 0.2, 0.6, 1.2, 1.8, 2.1, 2.0, 1.7, 1.1, 1.3, 1.6, 1.7, 1.6, 1.4, 1.3, 1.2, 1.0, 0.7,
        0.4, 0.3
    };

    private final DayCalls calls;
    private final Map<DayKind, ConcurrentLinkedQueue<Double>> usual = queues();
    private final Map<DayKind, ConcurrentLinkedQueue<Double>> storm = queues();
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();

    private DayLoad(DayCalls calls) {
        this.calls = calls;
    }

    private static Map<DayKind, ConcurrentLinkedQueue<Double>> queues() {
        Map<DayKind, ConcurrentLinkedQueue<Double>> queues = new EnumMap<>(DayKind.class);
        for (DayKind kind : DayKind.values()) {
            queues.put(kind, new ConcurrentLinkedQueue<>());
        }
        return queues;
    }

    /** @param at in seconds after the beginning */
    private record Arrival(double at, DayKind kind, boolean storm, long seed) {}

    public static void main(String[] args) throws Exception {
        List<String> said =
                Arrays.stream(args).filter(each -> !each.matches(NAMED)).toList();
        int seconds = said.size() > 1 ? Integer.parseInt(said.get(1)) : TestSize.pick(12, 240, 7200);
        double factor = said.size() > 2 ? Double.parseDouble(said.get(2)) : TestSize.pick(1, 1, 4);
        Map<String, Long> processes = new TreeMap<>();
        for (String each : args) {
            if (each.matches(NAMED)) {
                processes.put(each.split("=")[0], Long.parseLong(each.split("=")[1]));
            }
        }
        DayLoad load = new DayLoad(new DayCalls(said.get(0)));
        Map<String, Double> before = ProcessTimes.of(processes);
        long start = System.nanoTime();
        int all = load.run(arrivals(seconds, factor));
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "a day of %.0f filings in %d s, factor %.1f: %d pieces of work in %.1f s, %.1f a second, refused %s%n",
                FILINGS_A_DAY,
                seconds,
                factor,
                all,
                took,
                all / took,
                load.refused);
        print("usual hours", load.usual);
        print("the storm's hour", load.storm);
        ProcessTimes.of(processes)
                .forEach((name, used) -> System.out.printf(
                        Locale.ROOT,
                        "%s: %.1f s of processor time, %.2f ms for each piece of work%n",
                        name,
                        used - before.getOrDefault(name, 0.0),
                        1000 * (used - before.getOrDefault(name, 0.0)) / all));
        System.exit(0);
    }

    /** The same for the same numbers. */
    private static List<Arrival> arrivals(int seconds, double factor) {
        SplittableRandom random = new SplittableRandom(17);
        double perSecond = FILINGS_A_DAY / 86_400 * DayKind.perFiling() * factor;
        List<Arrival> arrivals = new ArrayList<>();
        double at = 0;
        while (at < seconds) {
            int hour = (int) (at * HOURS / seconds);
            double rate = perSecond * (hour == STORM ? PEAK : DAY[hour]);
            arrivals.add(new Arrival(at, DayKind.draw(random), hour == STORM, random.nextLong()));
            // in a quiet hour the next one may be due in another hour: near enough
            at += -Math.log(1 - random.nextDouble()) / rate;
        }
        return arrivals;
    }

    private int run(List<Arrival> arrivals) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long start = System.nanoTime();
        for (Arrival arrival : arrivals) {
            long due = start + (long) (arrival.at() * 1e9);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            threads.execute(() -> work(arrival, due));
        }
        threads.shutdown();
        threads.awaitTermination(Duration.ofMinutes(10).toSeconds(), TimeUnit.SECONDS);
        return arrivals.size();
    }

    private void work(Arrival arrival, long due) {
        try {
            arrival.kind().run(calls, new SplittableRandom(arrival.seed()));
            (arrival.storm() ? storm : usual).get(arrival.kind()).add((System.nanoTime() - due) / MILLION);
        } catch (Exception e) {
            String what = e instanceof DayCalls.Refused ? String.valueOf(e.getMessage()) : e.toString();
            refused.merge(arrival.kind() + ": " + what, 1, Integer::sum);
        }
    }

    private static void print(String when, Map<DayKind, ConcurrentLinkedQueue<Double>> times) {
        System.out.printf("%s%n%-10s %8s %10s %10s %10s%n", when, "", "answered", "median ms", "99 %", "worst");
        times.forEach((kind, queue) -> {
            double[] millis =
                    queue.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            if (millis.length > 0) {
                System.out.printf(
                        Locale.ROOT,
                        "%-10s %8d %10.1f %10.1f %10.1f%n",
                        kind,
                        millis.length,
                        Timings.at(millis, 0.5),
                        Timings.at(millis, 0.99),
                        millis[millis.length - 1]);
            }
        });
    }
}
