package org.servicemap.operate;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;
import org.servicemap.storage.SchemaVersions;

/** How the whole installation does, for administrators: what {@code doctor} sees at a glance, servers, jobs and queues. */
public final class StatusRoutes implements RouteGroup {
    private final Database database;
    private final Deployment deployment;
    private final ServerNodes nodes;
    private final JobBook jobs;
    private final Figures figures;
    private final String program;
    private final Clock clock;

    public StatusRoutes(
            Database database,
            Deployment deployment,
            ServerNodes nodes,
            JobBook jobs,
            Figures figures,
            String program,
            Clock clock) {
        this.database = database;
        this.deployment = deployment;
        this.nodes = nodes;
        this.jobs = jobs;
        this.figures = figures;
        this.program = program;
        this.clock = clock;
    }

    @Describe("How the installation does, as the server sees it that was asked")
    record StatusJson(
            Instant at,
            String program,
            String java,

            @Describe("Newest migration that this program brings")
            int schemaKnown,

            @Describe("Newest migration that ran") int schemaHere,

            String database,
            boolean embedded,
            StatusPoolJson pool,

            @Describe("When figures were last read; null before the first time") @Nullable
            Instant figuresAt,

            List<StatusFigureJson> figures,
            List<StatusServerJson> servers,
            List<StatusJobJson> jobs,
            List<StatusFindingJson> findings) {}

    @Describe("Connections of this server to the database")
    record StatusPoolJson(int active, int idle, int waiting, int most) {}

    @Describe("One number; null where there is none")
    record StatusFigureJson(
            @Describe("As in /metrics, without servicemap_ and unit")
            String name,

            @Describe("seconds, bytes, or empty for a count")
            String unit,

            @Nullable Double value) {}

    @Describe("A server that works on the database, or did within a day")
    record StatusServerJson(
            String machine,
            long pid,
            String program,

            @Describe("Newest migration that its program brings")
            int knows,

            int port,
            Instant startedAt,
            Instant seenAt,
            boolean alive,

            @Describe("Whether it is the one that answers") boolean self) {}

    @Describe("How a job went on this server")
    record StatusJobJson(
            String name,
            Instant lastEnd,
            long lastMillis,
            long runs,
            long failures,
            boolean lastFailed,

            @Describe("Kind of the last fault; the log has more") @Nullable
            String lastFault) {}

    @Describe("What a check of the deployment found")
    record StatusFindingJson(
            @Describe("ok, warn or fail") String level,

            @Describe("Stable") String code,

            String subject,

            @Describe("A sentence in English") String text) {}

    @Override
    public String tag() {
        return "status";
    }

    @Override
    public String description() {
        return "How the installation does, for administrators.";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HttpServer.API + "/status", "getStatus")
                .summary("Versions, servers, database, jobs, queues, disks, keys, backups, and what should be mended")
                .roles(Role.ADMINISTRATOR)
                .json(StatusJson.class, "The state", this::status));
    }

    private StatusJson status(Exchange exchange) {
        return database.jdbi()
                .withHandle(handle -> new StatusJson(
                        clock.instant(),
                        program,
                        Runtime.version().toString(),
                        SchemaVersions.newestKnown(),
                        SchemaVersions.applied(handle).stream()
                                .mapToInt(Integer::intValue)
                                .max()
                                .orElse(0),
                        databaseName(handle),
                        deployment.embedded(),
                        pool(),
                        figures.readAt(),
                        Figure.ALL.stream().map(this::figure).toList(),
                        nodes.list().stream().map(StatusRoutes::server).toList(),
                        jobs.all().stream().map(StatusRoutes::job).toList(),
                        Doctor.glance(handle, deployment).stream()
                                .map(StatusRoutes::finding)
                                .toList()));
    }

    private String databaseName(Handle handle) {
        String version =
                handle.createQuery("SHOW server_version").mapTo(String.class).one();
        return "PostgreSQL " + version + (database.isPostgis() ? " + PostGIS" : "");
    }

    private StatusPoolJson pool() {
        if (!(database.dataSource() instanceof HikariDataSource source)) {
            return new StatusPoolJson(0, 0, 0, 0);
        }
        HikariPoolMXBean pool = source.getHikariPoolMXBean();
        return new StatusPoolJson(
                pool.getActiveConnections(),
                pool.getIdleConnections(),
                pool.getThreadsAwaitingConnection(),
                source.getMaximumPoolSize());
    }

    private StatusFigureJson figure(Figure figure) {
        double value = figures.value(figure.name());
        return new StatusFigureJson(figure.name(), figure.unit(), Double.isNaN(value) ? null : value);
    }

    private static StatusServerJson server(ServerNodes.Node node) {
        return new StatusServerJson(
                node.machine(),
                node.pid(),
                node.program(),
                node.knows(),
                node.port(),
                node.startedAt(),
                node.seenAt(),
                node.alive(),
                node.self());
    }

    private static StatusJobJson job(JobBook.Entry job) {
        return new StatusJobJson(
                job.name(),
                job.lastEnd(),
                job.nanos() / 1_000_000,
                job.runs(),
                job.failures(),
                job.lastFailed(),
                job.lastFault());
    }

    private static StatusFindingJson finding(Finding finding) {
        return new StatusFindingJson(
                finding.level().name().toLowerCase(java.util.Locale.ROOT),
                finding.code(),
                finding.subject(),
                finding.text());
    }
}
