package org.servicemap.areas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.geo.LonLat;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;

@OnEveryDatabase
class AreaRegistryStoreTest {
    private static final LocalDate Y2024 = LocalDate.of(2024, 1, 1);
    private static final LocalDate Y2025 = LocalDate.of(2025, 1, 1);

    private final Database database;
    private final AreaVersions versions;

    @TempDir
    private Path data;

    AreaRegistryStoreTest(Database database) {
        this.database = database;
        this.versions = new AreaVersions(database, List.of());
    }

    @BeforeEach
    void empty() {
        TestVersions.deleteAll(database);
    }

    @Test
    void followsWhatIsPublishedAndRolledBack() throws Exception {
        try (AreaRegistry registry = registry("2025-06-30T15:59:59Z")) {
            registry.refresh();
            assertThat(registry.isReady()).isFalse();
            assertThatThrownBy(registry::current)
                    .isInstanceOf(AreaException.class)
                    .hasMessageContaining("no boundaries are published");

            long first = published("A", Y2024);
            assertThat(registry.refresh()).isTrue();
            assertThat(registry.isReady()).isTrue();
            AreaResolver old = registry.current();
            assertThat(old.snapshot().id()).isEqualTo(String.valueOf(first));
            assertThat(old.snapshot().directory().size()).isEqualTo(6);
            assertThat(registry.refresh()).isFalse();
            assertThat(registry.current()).isSameAs(old);

            long second = published("B", Y2025);
            assertThat(registry.current()).isSameAs(old);
            assertThat(registry.refresh()).isTrue();
            assertThat(registry.current().snapshot().directory().code(0)).startsWith("B");
            assertThat(registry.on(LocalDate.of(2024, 7, 1)).snapshot().id()).isEqualTo(String.valueOf(first));
            assertThat(registry.version(String.valueOf(first)).snapshot().label())
                    .isEqualTo("A");
            assertThatThrownBy(() -> registry.on(LocalDate.of(2023, 12, 31))).hasMessageContaining("2024-01-01");
            assertThatThrownBy(() -> registry.version("nonsense")).hasMessageContaining("no area version");

            versions.rollBack(second, true);
            assertThat(registry.refresh()).isTrue();
            assertThat(registry.current().snapshot().label()).isEqualTo("A");
        }
        try (var files = Files.list(data.resolve("index"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    @Test
    void theDayBeginsAtTheCitysMidnightAndSettingsAreFollowed() {
        published("C", LocalDate.of(2025, 7, 1));
        new Cities(database).save(city(50));
        try (AreaRegistry before = registry("2025-06-30T15:59:59Z").start(Duration.ofDays(1));
                AreaRegistry after = registry("2025-06-30T16:00:00Z").start(Duration.ofDays(1))) {
            assertThat(before.isReady() && before.current().snapshot().label().equals("C"))
                    .isFalse();
            assertThat(after.current().snapshot().label()).isEqualTo("C");
            assertThat(after.current().snapshot().settings().snapMetres()).isEqualTo(50);
            new Cities(database).save(city(75));
            after.refresh();
            assertThat(after.current().snapshot().settings().snapMetres()).isEqualTo(75);
        }
        assertThat(new Cities(database).find()).contains(city(75));
    }

    private AreaRegistry registry(String now) {
        return new AreaRegistry(database, versions, data, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private long published(String prefix, LocalDate from) {
        Coverage town = TestCoverages.town(prefix, 2, 2, 1);
        AreaVersion draft =
                versions.createDraft(new AreaVersions.Draft(town, List.of(), prefix, from, "", ImportReport.EMPTY));
        versions.publish(draft.id(), from, true);
        return draft.id();
    }

    private static City city(double snapMetres) {
        return new City(
                "town",
                LocalText.of("zh", "镇", "en", "Town"),
                "zh",
                List.of("zh", "en"),
                ZoneId.of("Asia/Shanghai"),
                TestCoverages.LEVELS,
                1,
                2,
                new LonLat(116.5, 39.5),
                11,
                LocalText.EMPTY,
                true,
                LocalText.of("en", "Invented"),
                snapMetres,
                0.8,
                Map.of("whistle", true, "urgency_classes", List.of(Map.of("id", "ordinary"))));
    }
}
