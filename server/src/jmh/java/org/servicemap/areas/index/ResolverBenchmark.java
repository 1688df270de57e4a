package org.servicemap.areas.index;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.servicemap.storage.Database;
import org.servicemap.storage.TestDatabases;

/**
 * The resolver beside the hash-grid floor, JTS (a tree of IndexedPointInAreaLocator for each level) and PostGIS (ST_Covers, one connection), in
 * one run; points per second. Needs 4 GB and PostgreSQL with PostGIS, as the tests do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g", "-XX:+UseTransparentHugePages"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ResolverBenchmark {
    private static final int CHUNK = 8192;
    private static final int SLOW_CHUNK = 256;

    private ResolverScenario scenario;
    private final int[] out = new int[CHUNK];
    private final double[] lon = new double[CHUNK];
    private final double[] lat = new double[CHUNK];
    private int at;

    @Setup
    public void build() {
        scenario = new ResolverScenario(SyntheticCity.Plan.FULL);
    }

    private int next() {
        at = at + 2 * CHUNK > ResolverScenario.POINTS ? 0 : at + CHUNK;
        return at;
    }

    @Benchmark
    @OperationsPerInvocation(CHUNK)
    public long floor() {
        long sum = 0;
        for (int i = next(), end = i + CHUNK; i < end; i++) {
            sum += scenario.floor.first(scenario.lon[i], scenario.lat[i]);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(CHUNK)
    public long single() {
        long sum = 0;
        for (int i = next(), end = i + CHUNK; i < end; i++) {
            sum += scenario.index.leafOf(scenario.lon[i], scenario.lat[i]);
        }
        return sum;
    }

    /** What only one benchmark needs is made when that runs. */
    @State(Scope.Benchmark)
    public static class WithJts {
        private ResolverScenario.Jts jts;

        @Setup
        public void build(ResolverBenchmark benchmark) {
            jts = new ResolverScenario.Jts(benchmark.scenario.coverage);
        }
    }

    /** As above. */
    @State(Scope.Benchmark)
    public static class WithPostgis {
        private Database database;
        private PostgisWay postgis;

        @Setup
        public void build(ResolverBenchmark benchmark) {
            database = TestDatabases.postgis().orElseThrow();
            postgis = new PostgisWay(database, benchmark.scenario.coverage);
        }

        @TearDown
        public void close() {
            postgis.close();
            database.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(SLOW_CHUNK)
    public long jts(WithJts way) {
        long sum = 0;
        for (int i = next(), end = i + SLOW_CHUNK; i < end; i++) {
            sum += way.jts.chain(scenario.lon[i], scenario.lat[i]);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(SLOW_CHUNK)
    public long postgis(WithPostgis way) {
        long sum = 0;
        for (int i = next(), end = i + SLOW_CHUNK; i < end; i++) {
            sum += way.postgis.chain(scenario.lon[i], scenario.lat[i]);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(CHUNK)
    public int[] batch() {
        int from = next();
        System.arraycopy(scenario.lon, from, lon, 0, CHUNK);
        System.arraycopy(scenario.lat, from, lat, 0, CHUNK);
        scenario.index.leavesOf(lon, lat, out, CHUNK);
        return out;
    }
}
