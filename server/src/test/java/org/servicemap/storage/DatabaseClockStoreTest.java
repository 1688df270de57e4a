package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class DatabaseClockStoreTest {
    private final Database database;

    DatabaseClockStoreTest(Database database) {
        this.database = database;
    }

    @Test
    void serversWhoseClocksAreHoursApartAgree() {
        Clock here = Clock.systemUTC();
        Instant one = new DatabaseClock(database, Clock.offset(here, Duration.ofHours(5))).instant();
        Instant other = new DatabaseClock(database, Clock.offset(here, Duration.ofHours(-5))).instant();
        assertThat(one).isCloseTo(other, within(10, ChronoUnit.SECONDS));
        assertThat(one).isCloseTo(here.instant(), within(10, ChronoUnit.SECONDS));
    }

    @Test
    void onTheDatabasesOwnMachineItIsTheMachinesClock() {
        DatabaseClock clock = new DatabaseClock(database, Clock.systemUTC());
        for (int i = 0; i < 100; i++) {
            Instant before = Instant.now();
            Instant at = clock.instant();
            assertThat(at).isBetween(before, Instant.now());
        }
    }

    @Test
    void itGoesOnFromTheLastMeasure() {
        DatabaseClock clock = new DatabaseClock(database, Clock.systemUTC());
        Instant first = clock.instant();
        assertThat(clock.instant()).isAfterOrEqualTo(first);
    }
}
