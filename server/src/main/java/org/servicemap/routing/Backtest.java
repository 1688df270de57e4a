package org.servicemap.routing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Decides past requests by two catalogues (or the same one over two area versions) and counts what moves from which unit to
 * which, per category and routing area. Reads the cases as they come, decides them in blocks on all processors; in constant
 * memory but for the counts.
 */
public final class Backtest {
    private static final int BLOCK = 4096;

    private final Queue<Tally> idle = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final int tallies = Runtime.getRuntime().availableProcessors() + 1;
    private final Semaphore free = new Semaphore(tallies);

    private Backtest(QuickRouter before, QuickRouter after) {
        for (int i = 0; i < tallies; i++) {
            idle.add(new Tally(before, after));
        }
    }

    /** Runs over all cases; those with a category that one of the two does not have are counted as refused. */
    public static BacktestReport run(Iterator<PastCase> cases, QuickRouter before, QuickRouter after) {
        return new Backtest(before, after).run(cases);
    }

    private BacktestReport run(Iterator<PastCase> cases) {
        ExecutorService workers = Executors.newFixedThreadPool(tallies - 1);
        try {
            while (cases.hasNext() && failure.get() == null) {
                List<PastCase> block = block(cases);
                free.acquireUninterruptibly();
                workers.execute(() -> decide(block));
            }
            free.acquireUninterruptibly(tallies);
        } finally {
            workers.shutdown();
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        Tally all = idle.remove();
        idle.forEach(all::add);
        return all.report();
    }

    private static List<PastCase> block(Iterator<PastCase> cases) {
        List<PastCase> block = new ArrayList<>(BLOCK);
        while (block.size() < BLOCK && cases.hasNext()) {
            block.add(cases.next());
        }
        return block;
    }

    private void decide(List<PastCase> block) {
        Tally tally = idle.remove();
        try {
            tally.addAll(block);
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            idle.add(tally);
            free.release();
        }
    }
}
