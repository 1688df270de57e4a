package org.servicemap.insights.spatial;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The highest ratios of worlds in which nothing is wrong. Each world has a seed of its own, so threads do not change what is drawn. */
final class Worlds {
    private final ScanModel model;
    private final Cylinders cylinders;
    private final ScanSettings settings;
    private final AtomicInteger next = new AtomicInteger();

    Worlds(ScanModel model, Cylinders cylinders, ScanSettings settings) {
        this.model = model;
        this.cylinders = cylinders;
        this.settings = settings;
    }

    double[] maxima() {
        double[] maxima = new double[settings.replicas()];
        ExecutorService threads = Executors.newFixedThreadPool(settings.threads(), task -> {
            Thread thread = new Thread(task, "scan");
            thread.setDaemon(true);
            return thread;
        });
        try {
            await(threads.invokeAll(workers(maxima)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the scan was stopped", e);
        } finally {
            threads.shutdownNow();
        }
        return maxima;
    }

    private List<Callable<Void>> workers(double[] maxima) {
        List<Callable<Void>> workers = new ArrayList<>();
        for (int thread = 0; thread < settings.threads(); thread++) {
            workers.add(() -> {
                work(maxima);
                return null;
            });
        }
        return workers;
    }

    private static void await(List<Future<Void>> workers) throws InterruptedException {
        for (Future<Void> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a world could not be drawn", e.getCause());
            }
        }
    }

    private void work(double[] maxima) {
        ScanModel.Draws draws = model.draws();
        int[] recent = new int[model.sites() * cylinders.window()];
        int world = next.getAndIncrement();
        while (world < maxima.length && !Thread.currentThread().isInterrupted()) {
            draws.into(recent, cylinders.window(), new SplittableRandom(seed(world)));
            maxima[world] = cylinders.highest(recent);
            world = next.getAndIncrement();
        }
    }

    /** Spread far apart, so that the worlds of neighbouring seeds share nothing. */
    private long seed(int world) {
        long mixed = (settings.seed() * 0x9E3779B97F4A7C15L) ^ ((world + 1L) * 0xC2B2AE3D27D4EB4FL);
        mixed = (mixed ^ (mixed >>> 31)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }
}
