package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
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
    void tellsTheKiosksOfAHallApart() {
        String other = at(Duration.ZERO).issue("west").pass();

        assertThat(at(Duration.ZERO).require("west", pass))
                .isEqualTo(at(Duration.ofDays(1)).require("west", pass))
                .isNotEqualTo(at(Duration.ZERO).require("west", other));
        refused(Duration.ZERO, "west", pass.substring(0, 23) + other.substring(23));
    }

    /** Those that stand in the halls go on until their day. */
    @Test
    void onesOfBeforeStillHold() {
        byte[] hash = keys.index().of("kiosk.pass", "2026-04-01\n0\nwest");
        String old = "2026-04-01." + HexFormat.of().formatHex(Arrays.copyOf(hash, 16));

        assertThat(at(Duration.ZERO).require("west", old)).isEqualTo("2026-04-01");
        refused(Duration.ofDays(60), "west", old);
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
