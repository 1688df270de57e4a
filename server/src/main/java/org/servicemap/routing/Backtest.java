package org.servicemap.routing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Decides past requests by two catalogues (or the same one over two area versions) and counts what moves from which unit to
 * which, per category and routing area. Reads the cases as they come, decides them in blocks on all processors; in constant
 * memory but for the counts.
 */
public final class Backtest {
    private final Queue<Tally> idle = new ConcurrentLinkedQueue<>();
    private final ConcurrentSkipListMap<Long, RuntimeException> failures = new ConcurrentSkipListMap<>();
    private final int tallies = Runtime.getRuntime().availableProcessors() + 1;
    private final Semaphore free = new Semaphore(tallies);

    private Backtest(QuickRouter before, QuickRouter after) {
        for (int i = 0; i < tallies; i++) {
            idle.add(new Tally(before, after));
        }
    }

    /**
     * Runs over all cases; those with a category that one of the two does not have are counted as refused. Throws what the first block
     * that cannot be read or decided throws.
     */
    public static BacktestReport run(PastCases cases, QuickRouter before, QuickRouter after) {
        return new Backtest(before, after).run(cases);
    }

    private BacktestReport run(PastCases cases) {
        ExecutorService workers = Executors.newFixedThreadPool(tallies - 1);
        try {
            hand(cases, workers);
        } finally {
            free.acquireUninterruptibly(tallies);
            workers.shutdown();
        }
        if (!failures.isEmpty()) {
            throw failures.firstEntry().getValue();
        }
        Tally all = idle.remove();
        idle.forEach(all::add);
        return all.report();
    }

    /** Hands the blocks to the workers, no more of them at a time than there are tallies. */
    private void hand(PastCases cases, ExecutorService workers) {
        for (long number = 0; failures.isEmpty(); number++) {
            long own = number;
            PastCases.Block block = next(cases, own);
            if (block == null) {
                return;
            }
            free.acquireUninterruptibly();
            workers.execute(() -> decide(block, own));
        }
    }

    private PastCases.@Nullable Block next(PastCases cases, long number) {
        try {
            return cases.next();
        } catch (RuntimeException e) {
            failures.put(number, e);
            return null;
        }
    }

    private void decide(PastCases.Block block, long number) {
        Tally tally = idle.remove();
        try {
            block.each(tally::add);
        } catch (RuntimeException e) {
            failures.put(number, e);
        } finally {
            idle.add(tally);
            free.release();
        }
    }
}
