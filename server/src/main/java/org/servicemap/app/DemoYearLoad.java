package org.servicemap.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.servicemap.areas.City;
import org.servicemap.requests.CityRequests;
import org.servicemap.requests.DemoHistory;
import org.servicemap.requests.demo.DemoRhythm;
import org.servicemap.requests.language.DemoTexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the demo city's year of invented requests in the background, on a thread that lets others go first. What was begun
 * before a stop is taken up after it.
 */
final class DemoYearLoad implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoYearLoad.class);
    private static final long STOP_MILLIS = 20_000;

    private final Core core;
    private final CityRequests requests;
    private final Thread thread = new Thread(this::run, "demo-year");
    private volatile boolean stopping;

    DemoYearLoad(Core core, CityRequests requests) {
        this.core = core;
        this.requests = requests;
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /** Begins, if this is the demo city in demo mode and the configuration wants requests in it. */
    void start() {
        if (core.config().demoHistory() > 0 && isDemoCity() && core.areas().isReady()) {
            thread.start();
        }
    }

    private boolean isDemoCity() {
        return core.config().pack() == null
                && People.isDemo(core)
                && core.cities()
                        .find()
                        .map(City::id)
                        .filter(BuiltInPack.DEMO::equals)
                        .isPresent();
    }

    private void run() {
        try {
            load();
        } catch (RuntimeException e) {
            if (!stopping) {
                LOG.warn("the demo's year of requests stopped loading; the next start goes on with it", e);
            }
        }
    }

    private void load() {
        DemoHistory history = requests.demoHistory(
                core.gazetteer(), DemoTexts.parse(packFile("texts.yml")), DemoRhythm.parse(packFile("history.yml")));
        long start = System.nanoTime();
        history.plan(core.config().demoHistory());
        long loaded = history.load(() -> stopping);
        if (loaded > 0 && !stopping) {
            requests.signHead();
            LOG.info("loaded {} demo requests in {} s", loaded, (System.nanoTime() - start) / 1_000_000_000);
        }
    }

    private static String packFile(String name) {
        try (InputStream file = BuiltInPack.open(BuiltInPack.DEMO, name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the day that is being loaded end. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
