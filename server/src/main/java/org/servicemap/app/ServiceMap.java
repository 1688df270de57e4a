package org.servicemap.app;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Passwords;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.citypack.ImportListener;
import org.servicemap.geo.Crs;
import org.servicemap.http.HttpServer;
import org.servicemap.http.HttpSettings;
import org.servicemap.http.ReadinessCheck;
import org.servicemap.http.Route;
import org.servicemap.storage.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running program: database, areas in memory, web server. Closing it finishes requests in flight. */
public final class ServiceMap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMap.class);
    private static final int STOP_MILLIS = 5000;
    private static final long MEGABYTE = 1 << 20;
    private static final Duration SWEEP_PAUSE = Duration.ofHours(1);

    private final Works works;
    private final HttpServer http;
    private final AtomicReference<Phase> phase;
    private final DemoYearLoad demoYear;
    private final Jobs jobs;
    private volatile boolean closing;

    /** Open: everything has begun, and what callers meet, as the demo's accounts, is there. */
    private enum Phase {
        STARTING,
        OPEN,
        LEAVING
    }

    private ServiceMap(Works works, HttpServer http, AtomicReference<Phase> phase) {
        this.works = works;
        this.http = http;
        this.phase = phase;
        this.jobs = new Jobs(Jobs.longAtOnce(works.core().config().dbPool()));
        this.demoYear = new DemoYearLoad(works.core(), works.requests(), works.releases()::releaseDue);
    }

    /** Starts everything; loads the configured pack or the demo city first when the database holds no city. */
    public static ServiceMap start(Config config, ImportListener listener) {
        return start(config, listener, BackgroundWork::start);
    }

    /** @param background begins what the program does by itself; until it has, the server is not ready */
    static ServiceMap start(Config config, ImportListener listener, BiConsumer<Works, Jobs> background) {
        // Libraries load while the database starts.
        CompletableFuture.runAsync(Database::prepare);
        CompletableFuture.runAsync(Keyset::prepare).thenRun(HttpServer::prepare);
        Core core = Core.open(config);
        try {
            FirstStart.run(core, listener);
            core.watchDatabase();
            // The areas load while the web server starts; until they are there it answers 503.
            CompletableFuture<Void> loaded = CompletableFuture.runAsync(core::loadAreas);
            Works works = Works.over(core);
            AtomicReference<Phase> phase = new AtomicReference<>(Phase.STARTING);
            ServiceMap started = new ServiceMap(works, serve(works, phase), phase);
            started.begin(loaded, background);
            phase.set(Phase.OPEN);
            return started;
        } catch (RuntimeException e) {
            core.close();
            throw e;
        }
    }

    private void begin(CompletableFuture<Void> loaded, BiConsumer<Works, Jobs> background) {
        try {
            works.operate().start(jobs, port());
            await(loaded);
            beginBackground(background);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private static HttpServer serve(Works works, AtomicReference<Phase> phase) {
        Core core = works.core();
        Config config = core.config();
        return HttpServer.start(
                settings(config),
                works.people().access(config.accounts(), works.field()::callers),
                works.operate().observer(),
                new ReplicaReads(core.database()).of(AllRoutes.of(works)),
                Problems.all(),
                readiness(core, works.operate(), phase));
    }

    private void await(CompletableFuture<Void> loaded) {
        try {
            loaded.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
        if (works.core().areas().isReady()) {
            works.people().prepareDemo(works.core());
            WardenWiring.openDemo(works.core(), works.wardens());
        }
    }

    /** What a map does not wait for; it would take processors from what it does. */
    private void beginBackground(BiConsumer<Works, Jobs> background) {
        background.accept(works, jobs);
        works.core().loadNames();
        jobs.every(SWEEP_PAUSE, "removing what has ended of logins", works.people()::sweep);
        Thread preparing = new Thread(this::prepare, "prepare");
        preparing.setDaemon(true);
        preparing.start();
    }

    /** What takes seconds at first use is used here, so that no visitor waits for it. */
    private void prepare() {
        List.<Runnable>of(this::prepareAreas, Crs::prepare, Passwords::prepare, this::inventPlaces, demoYear::start)
                .forEach(step -> {
                    if (!closing) {
                        step.run();
                    }
                });
    }

    /** The places of a demo city, at its first start. */
    private void inventPlaces() {
        if (!works.core().areas().isReady()) {
            return;
        }
        try {
            long start = System.nanoTime();
            int made = works.core().inventPlaces();
            if (made > 0) {
                LOG.info("invented {} demo places in {} ms", made, (System.nanoTime() - start) / 1_000_000);
            }
            BookingWork.openDemo(works.core(), works.appointments());
            CourtyardWiring.openDemo(works.core(), works.courtyard());
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.warn("the demo's places could not be invented; the next start tries again", e);
            }
        }
    }

    private void prepareAreas() {
        if (!works.core().areas().isReady()) {
            return;
        }
        try {
            AreaSnapshot snapshot = works.core().areas().current().snapshot();
            snapshot.overlays().prepare();
            works.core().areas().tiles(snapshot.id()).prepare();
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.warn("the map's borders could not be prepared; they are made on demand", e);
            }
        }
    }

    public int port() {
        return http.port();
    }

    /** For tests that hold the document to the routes. */
    Map<String, @Nullable Route> registered() {
        return http.registered();
    }

    /** Where a browser on this machine finds it. */
    public URI address() {
        return URI.create("http://localhost:" + port() + "/");
    }

    private static HttpSettings settings(Config config) {
        return new HttpSettings(
                config.host(),
                config.port(),
                "ServiceMap",
                version(),
                config.data().resolve("spool"),
                HttpSettings.DEFAULT_MAX_JSON_BYTES,
                config.batchMaxMegabytes() * MEGABYTE,
                STOP_MILLIS,
                imageSources(config));
    }

    static String version() {
        String version = ServiceMap.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }

    /** The tiles' origin, which the content policy must allow. */
    private static List<String> imageSources(Config config) {
        String template = config.tilesUrl();
        if (template == null) {
            return List.of();
        }
        int pathStart = template.indexOf('/', template.indexOf("://") + 3);
        return List.of(pathStart < 0 ? template : template.substring(0, pathStart));
    }

    private static List<ReadinessCheck> readiness(Core core, OperateWork operate, AtomicReference<Phase> phase) {
        return List.of(
                operate.readiness(),
                new ReadinessCheck("database", core.database()::isReachable),
                new ReadinessCheck("start", () -> phase.get() != Phase.STARTING),
                new ReadinessCheck("stop", () -> phase.get() != Phase.LEAVING),
                new ReadinessCheck("areas", core.areas()::isReady),
                ReadinessCheck.said("replica", new ReplicaReads(core.database())::state));
    }

    /**
     * From here on the server is not ready, so that balancers leave it; it goes on serving for as long as is configured, for those whom they
     * still send. To be closed then.
     */
    void leave() {
        phase.set(Phase.LEAVING);
        int seconds = works.core().config().operate().leaveSeconds();
        if (seconds > 0) {
            LOG.info("told to end: not ready any more, serving for {} s yet", seconds);
        }
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        works.core().close();
    }

    /** All but what everything shares. */
    private void stop() {
        closing = true;
        phase.set(Phase.LEAVING);
        http.close();
        demoYear.close();
        works.imports().close();
        jobs.close();
        works.insights().close();
        works.operate().close();
        works.messages().close();
    }
}
