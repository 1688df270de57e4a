package org.servicemap.operate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.RequestObserver;

/**
 * All that is measured, in Prometheus' text form. Names begin with {@code servicemap_} where they speak of the service, with
 * {@code jvm_}, {@code process_}, {@code system_} and {@code hikaricp_} where libraries measure. No label ever holds what a caller
 * sent: routes are templates. Thread-safe.
 */
public final class Metrics implements RequestObserver, AutoCloseable {
    private static final Duration[] BUCKETS = java.util.stream.LongStream.of(
                    2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<Answer, Timer> timers = new ConcurrentHashMap<>();
    private final Counter slow;

    private record Answer(String method, String route, int status) {}

    /**
     * @param figures what is read from the database
     * @param jobs what runs by itself
     */
    public Metrics(Figures figures, JobBook jobs) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
        slow = Counter.builder("servicemap.slow.statements")
                .description("Statements that took longer than SERVICEMAP_SLOW_QUERY_MS")
                .register(registry);
        for (Figure figure : Figure.ALL) {
            gauge(figure.name().replace('_', '.'), figure.unit(), figure.help(), () -> figures.value(figure.name()));
        }
        gauge("figures.read", "seconds", "When the figures above were last read (Unix time)", () -> {
            var at = figures.readAt();
            return at == null ? Double.NaN : at.getEpochSecond();
        });
        jobs.eachNew(name -> job(jobs, name));
    }

    /** A number that is asked for when metrics are; it must be quick. */
    public void gauge(String name, String unit, String help, DoubleSupplier value) {
        Gauge.builder("servicemap." + name, value, DoubleSupplier::getAsDouble)
                .description(help)
                .baseUnit(unit.isEmpty() ? null : unit)
                .strongReference(true)
                .register(registry);
    }

    /** How much of a disk is free. */
    public void disk(String what, Path folder) {
        Gauge.builder("servicemap.disk.free", folder, Metrics::free)
                .description("Free space where the program keeps files")
                .baseUnit("bytes")
                .tag("folder", what)
                .strongReference(true)
                .register(registry);
    }

    private void job(JobBook jobs, String name) {
        FunctionCounter.builder("servicemap.job.runs", jobs, of(name, JobBook.Entry::runs))
                .description("Runs of a job on this server")
                .tag("job", name)
                .register(registry);
        FunctionCounter.builder("servicemap.job.failures", jobs, of(name, JobBook.Entry::failures))
                .description("Runs that failed; a failed job is tried again")
                .tag("job", name)
                .register(registry);
        Gauge.builder(
                        "servicemap.job.last.end",
                        jobs,
                        of(name, job -> job.lastEnd().getEpochSecond()))
                .description("When the last run ended (Unix time)")
                .baseUnit("seconds")
                .tag("job", name)
                .register(registry);
        Gauge.builder("servicemap.job.last.duration", jobs, of(name, job -> job.nanos() / 1e9))
                .description("How long the last run took")
                .baseUnit("seconds")
                .tag("job", name)
                .register(registry);
    }

    private static ToDoubleFunction<JobBook> of(String name, ToDoubleFunction<JobBook.Entry> value) {
        return jobs -> {
            JobBook.Entry entry = jobs.entry(name);
            return entry == null ? Double.NaN : value.applyAsDouble(entry);
        };
    }

    @Override
    public void answered(String method, @Nullable String route, int status, long nanos) {
        Answer answer = new Answer(known(method), route == null ? "(other)" : route, status);
        timers.computeIfAbsent(answer, this::timer).record(Duration.ofNanos(nanos));
    }

    /** Callers may send any word for a method. */
    private static String known(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
            default -> "(other)";
        };
    }

    private Timer timer(Answer answer) {
        return Timer.builder("servicemap.http.answers")
                .description("Answers by method, route template and status")
                .tag("method", answer.method)
                .tag("route", answer.route)
                .tag("status", Integer.toString(answer.status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    public void slowStatement() {
        slow.increment();
    }

    /** For libraries that measure themselves. */
    public Object registry() {
        return registry;
    }

    /** Everything, in Prometheus' text form. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    /** Not a number when it cannot be told: a disk of which nothing is known is not full. */
    private static double free(Path folder) {
        long free = Disks.of(folder).free();
        return free < 0 ? Double.NaN : free;
    }
}
