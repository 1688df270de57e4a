package org.servicemap.app;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AccountRoutes;
import org.servicemap.accounts.AuditRoutes;
import org.servicemap.accounts.Passwords;
import org.servicemap.accounts.ServiceAccountRoutes;
import org.servicemap.accounts.login.CitizenRoutes;
import org.servicemap.accounts.login.OidcRoutes;
import org.servicemap.accounts.login.ResidencyRoutes;
import org.servicemap.accounts.login.SecondFactorRoutes;
import org.servicemap.accounts.login.SessionRoutes;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.appointments.Appointments;
import org.servicemap.appointments.KeptBookings;
import org.servicemap.areas.AreaRoutes;
import org.servicemap.areas.BaseTiles;
import org.servicemap.areas.BatchRoutes;
import org.servicemap.areas.City;
import org.servicemap.areas.CityRoutes;
import org.servicemap.areas.ImportReports;
import org.servicemap.areas.MapRoutes;
import org.servicemap.areas.ReportRoutes;
import org.servicemap.areas.ResolveRoutes;
import org.servicemap.areas.VersionRoutes;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.attachments.AttachmentRoutes;
import org.servicemap.citypack.ImportListener;
import org.servicemap.courtyard.Courtyard;
import org.servicemap.courtyard.KeptProposals;
import org.servicemap.gazetteer.GuessRoutes;
import org.servicemap.gazetteer.SearchRoutes;
import org.servicemap.geo.Crs;
import org.servicemap.http.HttpServer;
import org.servicemap.http.HttpSettings;
import org.servicemap.http.ReadinessCheck;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.insights.Releases;
import org.servicemap.knowledge.ArticleRoutes;
import org.servicemap.open311.Open311Routes;
import org.servicemap.places.PlaceEditor;
import org.servicemap.places.PlaceMap;
import org.servicemap.places.imports.ImportRoutes;
import org.servicemap.qr.QrRoutes;
import org.servicemap.requests.CityRequests;
import org.servicemap.requests.RequestImports;
import org.servicemap.routing.RoutingRoutes;
import org.servicemap.storage.ChangeLog;
import org.servicemap.units.UnitRoutes;
import org.servicemap.wardens.FieldWork;
import org.servicemap.wardens.WardenDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running program: database, areas in memory, web server. Closing it finishes requests in flight. */
public final class ServiceMap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMap.class);
    private static final int STOP_MILLIS = 5000;
    private static final Duration WATCH_PAUSE = Duration.ofSeconds(1);
    private static final Duration HEAD_PAUSE = Duration.ofMinutes(5);
    private static final Duration CATEGORY_PAUSE = Duration.ofMinutes(1);

    /** When callers sleep. */
    private static final int LEARNING_HOUR = 3;

    private static final Duration CLOCK_PAUSE = Duration.ofSeconds(5);
    private static final int RETENTION_HOUR = 2;
    private static final int RELEASE_HOUR = 4;
    private static final Duration RELEASE_WATCH = Duration.ofSeconds(5);
    private static final Duration FEED_PAUSE = Duration.ofMillis(500);
    private static final long MEGABYTE = 1 << 20;
    private static final Duration SWEEP_PAUSE = Duration.ofHours(1);

    private final Core core;
    private final People people;
    private final Messages messages;
    private final RequestImports imports;
    private final HttpServer http;
    private final Jobs jobs = new Jobs();
    private final DemoYearLoad demoYear;
    private final Appointments appointments;
    private final Courtyard courtyard;
    private final WardenDesk wardens;
    private final InsightWork insights;
    private final OperateWork operate;
    private volatile boolean closing;

    private ServiceMap(
            Core core,
            People people,
            Messages messages,
            RequestImports imports,
            HttpServer http,
            DemoYearLoad demoYear,
            Appointments appointments,
            Courtyard courtyard,
            WardenDesk wardens,
            InsightWork insights,
            OperateWork operate) {
        this.operate = operate;
        this.insights = insights;
        this.appointments = appointments;
        this.courtyard = courtyard;
        this.wardens = wardens;
        this.imports = imports;
        this.core = core;
        this.people = people;
        this.messages = messages;
        this.http = http;
        this.demoYear = demoYear;
    }

    /** Starts everything; loads the configured pack or the demo city first when the database holds no city. */
    public static ServiceMap start(Config config, ImportListener listener) {
        // Libraries load while the database starts.
        CompletableFuture.runAsync(Keyset::prepare).thenRun(HttpServer::prepare);
        Core core = Core.open(config);
        try {
            FirstStart.run(core, listener);
            core.watchDatabase();
            // The areas load while the web server starts; until they are there it answers 503.
            CompletableFuture<Void> loaded = CompletableFuture.runAsync(core::loadAreas);
            Messages messages = new Messages(core);
            People people = People.of(core, messages.codes(() -> People.isDemo(core)));
            CityRequests requests = requests(core, messages);
            RequestImports imports = requests.imports(new FoundPlaces(core.finder()));
            Appointments appointments = BookingWork.appointments(core, messages, publicUrl(config));
            WardenDesk wardens = WardenWiring.desk(core, requests);
            FieldWork field = FieldWiring.field(core, people, requests);
            ChangeWatch changes = new ChangeWatch(new ChangeLog(core.database()), core.catalogues());
            Releases releases = OpenInterfaces.releases(core, requests);
            Courtyard courtyard =
                    CourtyardWiring.courtyard(core, messages, requests, releases, wardens.tasks(), publicUrl(config));
            InsightWork insights = new InsightWork(core, requests, messages);
            OperateWork operate = new OperateWork(core, insights::lagSeconds);
            HttpServer http = HttpServer.start(
                    settings(config),
                    people.access(config.accounts(), field::callers),
                    operate.observer(),
                    new ReplicaReads(core.database())
                            .of(routes(
                                    core,
                                    people,
                                    messages,
                                    requests,
                                    imports,
                                    releases,
                                    appointments,
                                    courtyard,
                                    wardens,
                                    field,
                                    insights,
                                    operate)),
                    Problems.all(),
                    readiness(core, operate));
            ServiceMap started = new ServiceMap(
                    core,
                    people,
                    messages,
                    imports,
                    http,
                    new DemoYearLoad(core, requests, releases::releaseDue),
                    appointments,
                    courtyard,
                    wardens,
                    insights,
                    operate);
            operate.start(started.jobs, http.port());
            started.await(loaded);
            started.jobs.every(WATCH_PAUSE, "the watch over changes", changes);
            started.jobs.every(WATCH_PAUSE, "the watch over places", core.places()::watch);
            BookingWork.start(appointments, started.jobs);
            WardenWiring.start(core, wardens, started.jobs);
            FieldWiring.start(field, core, started.jobs);
            insights.start(started.jobs);
            messages.start(started.jobs);
            started.jobs.every(CLOCK_PAUSE, "the clocks of requests", requests::runClocks);
            started.jobs.every(FEED_PAUSE, "the news for open desks", requests::tellDesks);
            started.jobs.every(
                    CLOCK_PAUSE,
                    "the end of planned outages",
                    () -> requests.incidents().endDue());
            started.jobs.every(CATEGORY_PAUSE, "preparing the proposals of categories", requests::prepareCategories);
            started.jobs.daily(LEARNING_HOUR, core::zone, "learning categories", requests::learnCategories);
            started.jobs.every(SWEEP_PAUSE, "making months ahead", requests::makeMonthsAhead);
            started.jobs.daily(RETENTION_HOUR, core::zone, "giving up what is past", requests::forgetWhatIsPast);
            started.jobs.daily(RELEASE_HOUR, core::zone, "releasing statistics", releases::releaseDue);
            started.jobs.every(RELEASE_WATCH, "the watch over releases", releases::watch);
            started.jobs.every(HEAD_PAUSE, "the signing of the history", requests::signHead);
            return started;
        } catch (RuntimeException e) {
            core.close();
            throw e;
        }
    }

    static CityRequests requests(Core core, Messages messages) {
        return new CityRequests(new CityRequests.Ground(
                core.database(),
                core::city,
                core.areas(),
                core.catalogues()::published,
                core.units(),
                core.calendars(),
                core.keyset(),
                core.piles()::contains,
                core.attachments(),
                core.config().data(),
                messages.outbox(),
                messages.webhooks(),
                publicUrl(core.config()),
                core.articles(),
                new BesideRecords(List.of(
                        new BookingRecords(new KeptBookings(core.keyset())),
                        new CourtyardWiring.Records(new KeptProposals(core.attachments())))),
                core.clock()));
    }

    private static String publicUrl(Config config) {
        URI url = config.accounts().publicUrl();
        return url == null ? "" : url.toString().replaceAll("/+$", "");
    }

    private void await(CompletableFuture<Void> loaded) {
        try {
            loaded.join();
        } catch (CompletionException e) {
            http.close();
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
        core.loadNames();
        if (core.areas().isReady()) {
            people.prepareDemo(core);
            WardenWiring.openDemo(core, wardens);
        }
        jobs.every(SWEEP_PAUSE, "removing what has ended of logins", people::sweep);
        Thread preparing = new Thread(this::prepare, "prepare");
        preparing.setDaemon(true);
        preparing.start();
    }

    /** What takes seconds at first use is used here, so that no visitor waits for it. */
    private void prepare() {
        prepareAreas();
        Crs.prepare();
        Passwords.prepare();
        inventPlaces();
        demoYear.start();
    }

    /** The places of a demo city, at its first start. */
    private void inventPlaces() {
        if (!core.areas().isReady()) {
            return;
        }
        try {
            long start = System.nanoTime();
            int made = core.inventPlaces();
            if (made > 0) {
                LOG.info("invented {} demo places in {} ms", made, (System.nanoTime() - start) / 1_000_000);
            }
            BookingWork.openDemo(core, appointments);
            CourtyardWiring.openDemo(core, courtyard);
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.warn("the demo's places could not be invented; the next start tries again", e);
            }
        }
    }

    private void prepareAreas() {
        if (!core.areas().isReady()) {
            return;
        }
        try {
            AreaSnapshot snapshot = core.areas().current().snapshot();
            snapshot.overlays().prepare();
            core.areas().tiles(snapshot.id()).prepare();
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

    private static List<RouteGroup> routes(
            Core core,
            People people,
            Messages messages,
            CityRequests requests,
            RequestImports imports,
            Releases releases,
            Appointments appointments,
            Courtyard courtyard,
            WardenDesk wardens,
            FieldWork field,
            InsightWork insights,
            OperateWork operate) {
        List<RouteGroup> routes = new ArrayList<>();
        routes.add(new ResolveRoutes(core.areas(), core.piles()::contains));
        routes.add(new BatchRoutes(core.areas(), core::city, core.piles()::learner));
        routes.add(new CityRoutes(
                core::city,
                core.areas(),
                city -> baseTiles(core.config(), city),
                core.config().filings()));
        routes.add(new AreaRoutes(core.areas()));
        routes.add(new MapRoutes(core.areas()));
        routes.add(new VersionRoutes(core.areas()));
        routes.add(new ReportRoutes(new ImportReports(core.database())));
        routes.add(new UnitRoutes(() -> core.units().current().tables()));
        routes.add(new RoutingRoutes(
                core.areas(), core.catalogues()::published, core.piles()::contains, Clock.systemUTC()));
        routes.add(new AttachmentRoutes(
                core.database(),
                core.attachments(),
                field.files(requests.fileAccess()),
                core.config().uploadMaxMegabytes() * MEGABYTE));
        routes.addAll(messages.routes());
        routes.add(new SearchRoutes(core.search()::search));
        routes.add(new ArticleRoutes(core.articles()));
        routes.add(new QrRoutes());
        routes.addAll(insights.routes());
        routes.addAll(operate.routes());
        routes.addAll(insights.governance(wardens.tasks()));
        routes.addAll(requests.routes());
        routes.addAll(appointments.routes());
        routes.addAll(courtyard.routes());
        routes.addAll(wardens.routes());
        routes.addAll(field.routes());
        routes.add(requests.importRoutes(imports, core.config().batchMaxMegabytes() * MEGABYTE));
        routes.add(open311(core, requests));
        routes.addAll(OpenInterfaces.routes(core, releases, appointments::earliest, version()));
        routes.addAll(routes(people, core));
        // before the places, whose codes stand at the same place in the path
        routes.add(new GuessRoutes(core.finder()::guess));
        PlaceEditor editor = core.placeEditor();
        routes.add(new ImportRoutes(core.placeImports(editor), core.config().uploadMaxMegabytes() * MEGABYTE));
        routes.addAll(PlaceMap.routes(
                core.places(),
                editor,
                new PlaceCorrections(core, requests),
                core.areas(),
                appointments::earliest,
                Clock.systemUTC()));
        return routes;
    }

    private static RouteGroup open311(Core core, CityRequests requests) {
        return new Open311Routes(new Open311Routes.Ground(
                core::city,
                core.units(),
                core.database(),
                requests,
                new FoundPlaces(core.finder()),
                core.attachments(),
                core.config().accounts().publicUrl(),
                core.config().uploadMaxMegabytes() * MEGABYTE,
                core.clock()));
    }

    private static List<RouteGroup> routes(People people, Core core) {
        SessionRoutes sessions = new SessionRoutes(people.sessions(), people.logins(), people.demo(), people.oidc());
        return List.of(
                sessions,
                new SecondFactorRoutes(people.secondFactors(), people.logins()),
                new CitizenRoutes(people.citizens(), sessions, people.demo()),
                new OidcRoutes(people.oidc(), people.logins()),
                new ResidencyRoutes(people.residencies()),
                new AccountRoutes(people.accounts()),
                new ServiceAccountRoutes(people.services()),
                new AuditRoutes(people.audit(), () -> core.units().current().directory()));
    }

    private static @Nullable BaseTiles baseTiles(Config config, City city) {
        return BaseTiles.of(
                config.tilesUrl(),
                config.tilesAttribution(),
                city.defaultLanguage(),
                config.tilesCrs(),
                config.tilesMaxZoom());
    }

    private static List<ReadinessCheck> readiness(Core core, OperateWork operate) {
        return List.of(
                operate.readiness(),
                new ReadinessCheck("database", core.database()::isReachable),
                new ReadinessCheck("areas", core.areas()::isReady),
                ReadinessCheck.said("replica", new ReplicaReads(core.database())::state));
    }

    @Override
    public void close() {
        closing = true;
        http.close();
        demoYear.close();
        imports.close();
        jobs.close();
        insights.close();
        operate.close();
        messages.close();
        core.close();
    }
}
