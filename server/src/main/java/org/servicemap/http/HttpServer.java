package org.servicemap.http;

import io.javalin.Javalin;
import io.javalin.compression.Brotli;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import io.javalin.util.JavalinBindException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The running server: the declared routes, their document, health, and the web pages. Started whole, stopped gracefully:
 * requests in flight are finished. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
    /** Path under which the API stands. */
    public static final String API = "/api/v1";

    private static final String REFERENCES = "org.eclipse.jetty.util.referencesPerCacheLine";

    private final Javalin javalin;
    private final EventStreams events;

    private HttpServer(Javalin javalin, EventStreams events) {
        this.javalin = javalin;
        this.events = events;
    }

    /** Loads the web server's libraries, so that the first start need not wait for them. */
    public static void prepare() {
        Javalin.create(HttpServer::quiet);
    }

    /** Starts a server at which nobody can log in. */
    public static HttpServer start(
            HttpSettings settings,
            List<RouteGroup> features,
            List<ProblemMapping<?>> problems,
            List<ReadinessCheck> readiness) {
        return start(settings, Access.open(), features, problems, readiness);
    }

    /**
     * Starts to listen.
     *
     * @param access how callers are known
     * @param problems how the features' exceptions become problems
     * @throws io.javalin.util.JavalinException when the port cannot be bound
     */
    public static HttpServer start(
            HttpSettings settings,
            Access access,
            List<RouteGroup> features,
            List<ProblemMapping<?>> problems,
            List<ReadinessCheck> readiness) {
        return start(settings, access, RequestObserver.NONE, features, problems, readiness);
    }

    /** As {@link #start(HttpSettings, Access, List, List, List)}, with somebody who is told of every answer. */
    public static HttpServer start(
            HttpSettings settings,
            Access access,
            RequestObserver observer,
            List<RouteGroup> features,
            List<ProblemMapping<?>> problems,
            List<ReadinessCheck> readiness) {
        List<RouteGroup> groups = new ArrayList<>(features);
        groups.add(new HealthRoutes(readiness));
        groups.add(new OpenApiRoutes(settings, groups));
        List<Route> routes = groups.stream()
                .flatMap(group -> group.routes().stream())
                .sorted(Comparator.comparing((Route route) -> !route.hot()).thenComparing(HttpServer::variables))
                .toList();
        EventStreams events = new EventStreams();
        Answers answers = new Answers(settings, new Gate(access), events);
        Javalin javalin = Javalin.create(config -> {
            configure(config, settings, routes, answers, new Faults(problems), Refusals.of(groups));
            config.routes.after(context -> RequestTime.tell(context, observer));
        });
        try {
            return new HttpServer(javalin.start(settings.host(), settings.port()), events);
        } catch (JavalinBindException e) {
            throw new AddressTakenException(settings.host(), settings.port(), e);
        }
    }

    /** A path that says more is asked first: {@code /requests/near} before {@code /requests/{number}}. */
    private static long variables(Route route) {
        return route.path().chars().filter(c -> c == '{').count();
    }

    public int port() {
        return javalin.port();
    }

    /** Every registered method and path with its declaration; null for web files. For tests that hold the document to it. */
    public Map<String, @Nullable Route> registered() {
        Map<String, @Nullable Route> all = new TreeMap<>();
        javalin.unsafe.internalRouter.allHttpHandlers().forEach(parsed -> {
            Endpoint endpoint = parsed.endpoint;
            all.put(endpoint.method + " " + endpoint.path, endpoint.metadata(Route.class));
        });
        return all;
    }

    @Override
    public void close() {
        events.close();
        IdleConnections.close(javalin.jettyServer().server());
        javalin.stop();
    }

    private static void configure(
            JavalinConfig config,
            HttpSettings settings,
            List<Route> routes,
            Answers answers,
            Faults faults,
            Refusals refusals) {
        quiet(config);
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = settings.maxJsonBytes();
        config.http.compressionStrategy = new CompressionStrategy(new Brotli(4), new Gzip(6));
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(settings.stopMillis());
            server.setErrorHandler(new WireErrors());
        });
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.routes.before(HttpServer::begin);
        register(config, routes, answers);
        new WebFiles(HttpServer.class.getClassLoader(), settings.imageSources()).register(config.routes);
        config.routes.exception(HttpResponseException.class, (e, context) -> refuse(e, context, faults, refusals));
        config.routes.exception(Exception.class, (e, context) -> refusals.write(context, faults.problemOf(e)));
        config.router.javaLangErrorHandler((response, error) -> failed(response, faults.problemOf(error)));
    }

    /** After an error of the machine itself (a stack or memory that is full): what any other fault shows. */
    private static void failed(HttpServletResponse response, Problem problem) {
        if (response.isCommitted()) {
            return;
        }
        response.reset();
        ResponseHeaders.COMMON.forEach(response::setHeader);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Cache-Control", CachePolicy.NO_STORE.header());
        try {
            response.getOutputStream().write(Json.bytes(problem.members()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void quiet(JavalinConfig config) {
        spareManagement();
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
    }

    /** Else Jetty starts the platform's management to learn how many references a line of the processor's cache holds. */
    private static void spareManagement() {
        if (System.getProperty(REFERENCES) == null) {
            System.setProperty(REFERENCES, "16");
        }
    }

    private static void begin(Context context) {
        RequestTime.begin(context);
        context.res().setHeader(RequestId.HEADER, RequestId.begin(context.req().getHeader(RequestId.HEADER)));
        ResponseHeaders.common(context);
    }

    private static void register(JavalinConfig config, List<Route> routes, Answers answers) {
        for (Route route : routes) {
            endpoint(config, HandlerType.findOrCreate(route.method()), route, answers);
        }
        routes.stream()
                .filter(route -> route.method().equals("GET"))
                .forEach(route -> endpoint(config, HandlerType.HEAD, route, answers));
    }

    private static void endpoint(JavalinConfig config, HandlerType method, Route route, Answers answers) {
        config.routes.addEndpoint(Endpoint.create(method, route.path())
                .addMetadata(route)
                .addMetadata(new Roles(route.roles()))
                .handler(RequestTime.noting(route, answers.handlerOf(route))));
    }

    private static void refuse(HttpResponseException e, Context context, Faults faults, Refusals refusals) {
        if (e.getStatus() == 405) {
            context.header("Allow", allowed(e));
            if (context.method().equals(HandlerType.OPTIONS)) {
                ResponseHeaders.preflight(context);
                return;
            }
        }
        refusals.write(context, faults.problemOf(e));
    }

    private static String allowed(HttpResponseException e) {
        Set<String> methods = new TreeSet<>();
        e.getDetails().values().forEach(list -> {
            for (String method : list.split(",", -1)) {
                methods.add(method.strip());
            }
        });
        return String.join(", ", methods);
    }
}
