package org.servicemap.app;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.servicemap.http.ReadinessCheck;
import org.servicemap.http.RequestObserver;
import org.servicemap.http.RouteGroup;
import org.servicemap.operate.Figures;
import org.servicemap.operate.JobBook;
import org.servicemap.operate.Metrics;
import org.servicemap.operate.MetricsRoutes;
import org.servicemap.operate.ServerNodes;
import org.servicemap.operate.StatusRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this server tells of itself: metrics, slow statements, a sign of life, its jobs. */
final class OperateWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperateWork.class);
    private static final Duration SIGN_PAUSE = Duration.ofSeconds(10);
    private static final Duration FIGURE_PAUSE = Duration.ofSeconds(15);

    private final Core core;
    private final Figures figures;
    private final JobBook jobs = new JobBook(Clock.systemUTC());
    private final ServerNodes nodes;
    private final Metrics metrics;
    private final DoubleSupplier factLag;
    private volatile double lag = Double.NaN;

    /** @param factLag how far the facts are behind, in seconds */
    OperateWork(Core core, DoubleSupplier factLag) {
        this.core = core;
        this.factLag = factLag;
        figures = new Figures(core.database());
        nodes = new ServerNodes(core.database(), BackupCommand.machine(), ServiceMap.version());
        metrics = new Metrics(figures, jobs);
        measure();
    }

    private void measure() {
        metrics.gauge("facts.lag", "seconds", "How long the oldest change waits that analysis has not read", () -> lag);
        metrics.gauge(
                "keyset.changed",
                "seconds",
                "When the keyset was made or last rotated (Unix time)",
                () -> core.keyset().changedAt().getEpochSecond());
        metrics.gauge(
                "resolver.areas",
                "",
                "Areas that points are resolved to; nothing while none are loaded",
                () -> core.areas().isReady()
                        ? core.areas().current().snapshot().directory().size()
                        : Double.NaN);
        metrics.disk("data", core.config().data());
        metrics.disk("attachments", core.config().attachments());
        if (core.database().dataSource() instanceof HikariDataSource pool) {
            pool.setMetricRegistry(metrics.registry());
        }
        int threshold = core.config().operate().slowQueryMillis();
        if (threshold > 0) {
            core.database().tellSlow(Duration.ofMillis(threshold), (sql, millis) -> {
                metrics.slowStatement();
                LOG.warn("slow statement, {} ms: {}", millis, sql);
            });
        }
    }

    RequestObserver observer() {
        return metrics;
    }

    List<RouteGroup> routes() {
        return List.of(
                new MetricsRoutes(metrics, core.config().operate().metricsToken()),
                new StatusRoutes(
                        core.database(),
                        DoctorCommand.deployment(core.config()),
                        nodes,
                        jobs,
                        figures,
                        ServiceMap.version(),
                        core.clock()));
    }

    ReadinessCheck readiness() {
        return new ReadinessCheck("schema", nodes::fitsSchema);
    }

    /** @param port of the web server */
    void start(Jobs work, int port) {
        work.tell(jobs::ran);
        nodes.sign(port); // before the figures are read, which count it
        work.every(SIGN_PAUSE, "the sign of life", () -> nodes.sign(port));
        work.every(FIGURE_PAUSE, "the reading of figures", () -> {
            figures.read(core.clock().instant());
            lag = factLag.getAsDouble();
        });
    }

    @Override
    public void close() {
        try {
            nodes.leave();
        } catch (RuntimeException e) {
            LOG.debug("the last sign of life could not be taken back", e);
        }
        metrics.close();
    }
}
