package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LargeCityTest {
    private final Catalogue catalogue = Catalogue.compile(LargeCity.yaml(), LargeCity.context());

    @Test
    void aWholeCityIsProvedInSeconds() {
        long start = System.nanoTime();
        CompletenessReport report = Completeness.check(catalogue, LargeCity.cells(catalogue));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                "completeness: %d categories x %d areas, %d places, %d cases in %d ms%n",
                report.categories(), report.areas(), report.cells(), report.cases(), took.toMillis());
        assertThat(report.isComplete()).isTrue();
        assertThat(report.categories()).isEqualTo(LargeCity.CATEGORIES + LargeCity.CATEGORIES / 10);
        assertThat(report.areas()).isEqualTo(LargeCity.SUBDISTRICTS);
        assertThat(took).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aHoleInOneOfThemIsFound() {
        String yaml = LargeCity.yaml()
                .replace("id: rest, title: T,", "id: rest, title: T, when: {not: {category: T7-9, text: [漏水]}},");
        Catalogue holed = Catalogue.compile(yaml, LargeCity.context());
        CompletenessReport report = Completeness.check(holed, OverlayCells.NONE);
        assertThat(report.findings("hole")).singleElement().satisfies(hole -> {
            assertThat(hole.category()).isEqualTo("T7-9");
            assertThat(hole.message().in("zh", "zh")).contains("漏水");
        });
    }

    @Test
    void manyDecisionsASecond() {
        DecisionBench bench = new DecisionBench(catalogue, 50_000);
        bench.decideAll();
        long start = cpuNanos();
        int rounds = 10;
        for (int i = 0; i < rounds; i++) {
            bench.decideAll();
        }
        double perSecond = rounds * 50_000 / ((cpuNanos() - start) / 1e9);
        System.out.printf("backtest: %.2f M decisions per CPU second on prepared cases%n", perSecond / 1e6);
        assertThat(perSecond).isGreaterThan(100_000);
    }

    /** Other tests run at the same time: only this thread's own work is measured. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
