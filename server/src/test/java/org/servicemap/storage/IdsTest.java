package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final Instant DAY = Instant.parse("2026-03-01T16:00:00Z");
    private final Ids ids = new Ids(Clock.fixed(DAY, ZoneOffset.UTC), 7);

    @Test
    void aDayFullOfRequestsThatKnowNoHourHasDistinctIds() {
        Set<Long> given = new HashSet<>();
        for (int i = 0; i < 70_000; i++) {
            assertThat(given.add(ids.at(DAY))).as("id %d of the day", i).isTrue();
        }
        assertThat(given)
                .allSatisfy(id -> assertThat(Ids.instantOf(id)).isBetween(DAY, DAY.plus(Duration.ofMillis(17))));
    }

    @Test
    void idsOfOneMomentStayDistinctWhenOthersComeBetween() {
        Set<Long> given = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            assertThat(given.add(ids.at(DAY))).isTrue();
            assertThat(given.add(ids.at(DAY.plusMillis(1)))).isTrue();
            assertThat(given.add(ids.at(DAY.minusSeconds(i)))).isTrue();
        }
    }

    @Test
    void idsGrowAlsoWhileTheClockStands() {
        long before = ids.next();
        for (int i = 0; i < 10_000; i++) {
            long next = ids.next();
            assertThat(next).isGreaterThan(before);
            before = next;
        }
    }

    @Test
    void nothingHappenedBeforeTheFirstMoment() {
        assertThatThrownBy(() -> ids.at(Instant.parse("2019-12-31T23:59:59Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2020");
    }
}
