package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.personal.Keyset;

class KioskPassTest {
    private static final Instant NOW = Instant.parse("2026-03-03T02:00:00Z");

    @TempDir
    private Path folder;

    private Keyset keys;
    private String pass;
    private int series;

    @BeforeEach
    void issue() {
        keys = Keyset.openOrCreate(folder);
        pass = at(Duration.ZERO).issue("west").pass();
    }

    private KioskPass at(Duration later) {
        return new KioskPass(keys::index, hall -> series, Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
    }

    private void refused(Duration later, String hall, String carried) {
        assertThatThrownBy(() -> at(later).require(hall, carried))
                .extracting("code")
                .isEqualTo(AppointmentException.BAD_PASS);
    }

    @Test
    void holdsForItsHallUntilItsLastDay() {
        assertThatCode(() -> at(Duration.ofDays(180)).require("west", pass)).doesNotThrowAnyException();
        refused(Duration.ofDays(181), "west", pass);
        refused(Duration.ZERO, "east", pass);
    }

    @Test
    void endsWithItsSeries() {
        series = 1;

        refused(Duration.ZERO, "west", pass);
    }

    @Test
    void cannotBeLengthenedOrMadeUp() {
        String signature = pass.substring(pass.indexOf('.'));
        refused(Duration.ZERO, "west", "2999-12-31" + signature);
        refused(Duration.ZERO, "west", pass.substring(0, pass.length() - 1));
        refused(Duration.ZERO, "west", "soon" + signature);
        refused(Duration.ZERO, "west", "");
    }
}
