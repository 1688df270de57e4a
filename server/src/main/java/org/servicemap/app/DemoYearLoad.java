package org.servicemap.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.incidents.DemoIncidents;
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
    private final Runnable whenLoaded;
    private final Thread thread = new Thread(this::run, "demo-year");
    private volatile boolean stopping;

    /** @param whenLoaded what waits for the whole year */
    DemoYearLoad(Core core, CityRequests requests, Runnable whenLoaded) {
        this.core = core;
        this.requests = requests;
        this.whenLoaded = whenLoaded;
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

    /** In three communities, each a seventh of the way further through the list. */
    private void incidents() {
        AreaSnapshot areas = core.areas().current().snapshot();
        Level level = areas.levels().get(Math.max(0, areas.levels().size() - 2));
        AreaDirectory directory = areas.directory();
        List<String> codes = IntStream.range(0, directory.size())
                .filter(area -> directory.level(area) == level.rank())
                .mapToObj(directory::code)
                .toList();
        List<String> three = List.of(1, 2, 3).stream()
                .map(part -> codes.get(part * codes.size() / 7))
                .toList();
        int made =
                new DemoIncidents(core.database(), requests.incidents(), Clock.systemUTC()).create(level.id(), three);
        if (made > 0) {
            LOG.info("made {} demo incidents", made);
        }
    }

    private void load() {
        DemoHistory history = requests.demoHistory(
                core.gazetteer(), DemoTexts.parse(packFile("texts.yml")), DemoRhythm.parse(packFile("history.yml")));
        long start = System.nanoTime();
        history.plan(core.config().demoHistory());
        incidents();
        long loaded = history.load(() -> stopping);
        if (loaded > 0 && !stopping) {
            requests.signHead();
            whenLoaded.run();
            LOG.info("loaded {} demo requests in {} s", loaded, (System.nanoTime() - start) / 1_000_000_000);
        }
    }

    /** One of the demo city's files as text. */
    static String packFile(String name) {
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
