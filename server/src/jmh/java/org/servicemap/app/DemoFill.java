package org.servicemap.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.servicemap.citypack.ImportListener;
import org.servicemap.requests.DemoHistory;

/**
 * Fills a database with the demo city and a year of so many invented requests: {@code DemoFill COUNT [THREADS]}, with the
 * program's own variables ({@code SERVICEMAP_DATA}, {@code SERVICEMAP_DB_URL} …). Goes on where a stopped run was. Prints
 * the rates by the clock and by this process's processor time.
 */
final class DemoFill {
    private static final double GIGA = 1e9;
    private static final long TURN_NANOS = 15_000_000_000L;

    private DemoFill() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        long count = Long.parseLong(args[0]);
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        try (Core core = Core.open(Config.from(System.getenv()))) {
            FirstStart.run(core, ImportListener.SILENT);
            core.loadAreas();
            fill(LoadCity.history(core), count, threads);
        }
    }

    private static void fill(DemoHistory history, long count, int threads) throws InterruptedException {
        history.plan(count);
        long start = System.nanoTime();
        long cpu = processorNanos();
        AtomicLong loaded = new AtomicLong();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(() -> loaded.addAndGet(work(history)), "fill-" + i);
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        double seconds = (System.nanoTime() - start) / GIGA;
        double processor = (processorNanos() - cpu) / GIGA;
        System.out.printf(
                Locale.ROOT,
                "%d requests in %.1f s: %.0f a second; processor time here %.1f s: %.0f a second of it%n",
                loaded.get(),
                seconds,
                loaded.get() / seconds,
                processor,
                loaded.get() / processor);
    }

    /** Prints what each quarter of a minute brought, since the first is warming up. */
    private static long work(DemoHistory history) {
        long sum = 0;
        long cpu = threadNanos();
        while (true) {
            long until = System.nanoTime() + TURN_NANOS;
            long loaded = history.load(() -> System.nanoTime() > until);
            if (loaded == 0) {
                return sum;
            }
            sum += loaded;
            double used = (threadNanos() - cpu) / GIGA;
            cpu = threadNanos();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d, of the thread's own processor time %.0f a second%n",
                    Thread.currentThread().getName(),
                    loaded,
                    loaded / used);
        }
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
