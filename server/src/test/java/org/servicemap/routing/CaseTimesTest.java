package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.servicemap.calendars.WorkingCalendar;

/** Times and numbers read by hand against java.time and the library. */
class CaseTimesTest {
    private static final String[] ENDS = {"", "", "", "Z", "+08:00", "-03:30", "+00:00", "-00:00", "+18:00", "+08", "z"
    };
    private final SplittableRandom random = new SplittableRandom(9);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asia/Shanghai",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "UTC",
                "+05:45"
            })
    void readsTheUsualFormsAsJavaDoes(String zone) {
        ZoneId id = ZoneId.of(zone);
        CaseTimes times = new CaseTimes(id);
        int read = 0;
        for (int i = 0; i < 3_000; i++) {
            String text = time();
            byte[] bytes = ("x" + text + ",").getBytes(StandardCharsets.UTF_8);
            Instant usual = times.findUsual(bytes, 1, bytes.length - 1);
            if (usual != null) {
                assertThat(usual).as(text).isEqualTo(times.parse(text));
                read++;
            }
        }
        assertThat(read).isGreaterThan(1_500);
    }

    /** Some years have many changes of the clock; now and then a digit is wrong. */
    private String time() {
        LocalDateTime at =
                LocalDateTime.of(1900 + random.nextInt(200), 1, 1, 0, 0).plusSeconds(random.nextInt(366 * 86_400));
        String text = at.toString().replace('T', random.nextBoolean() ? 'T' : ' ');
        text = text.length() > 16 && random.nextInt(4) == 0 ? text + ".5" : text;
        text += ENDS[random.nextInt(ENDS.length)];
        if (random.nextInt(8) > 0) {
            return text;
        }
        int wrong = random.nextInt(text.length());
        return text.substring(0, wrong) + (char) ('0' + random.nextInt(12)) + text.substring(wrong + 1);
    }

    @Test
    void whatTheHandTakesIsNeverWhatJavaRefuses() {
        CaseTimes times = new CaseTimes(ZoneOffset.UTC);
        for (String text : new String[] {
            "2026-02-29T10:00", "2026-13-01T10:00", "2026-01-01T24:00", "2026-01-01t10:00", "yesterday"
        }) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(times.findUsual(bytes, 0, bytes.length)).as(text).isNull();
        }
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> times.parse("2026-02-29T10:00"))
                .isInstanceOf(DateTimeException.class);
    }

    @Test
    void numbersAreThoseOfTheLibrary() {
        for (int i = 0; i < 20_000; i++) {
            double wanted = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12));
            String text = String.format(java.util.Locale.ROOT, "%." + random.nextInt(16) + "f", wanted);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            double read = PlainDecimal.read(bytes, 0, bytes.length);
            if (!Double.isNaN(read)) {
                assertThat(Double.doubleToLongBits(read))
                        .as(text)
                        .isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
            }
        }
        for (String text :
                new String[] {"", "-", ".", "1e5", "NaN", "0x1p3", "1d", "1234567890.1234567", "+1", "1.2.3", " 1"}) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(PlainDecimal.read(bytes, 0, bytes.length)).as(text).isNaN();
        }
    }

    @Test
    void localTimeIsTheZones() {
        for (String zone : new String[] {"Asia/Shanghai", "America/New_York", "Pacific/Apia"}) {
            RoutingContext context = new RoutingContext(
                    TestCity.territory(),
                    TestCity.TABLES,
                    TestCity.TERMS,
                    WorkingCalendar.PLAIN,
                    ZoneId.of(zone),
                    java.util.List.of("en"));
            DayFacts days = new DayFacts(context);
            Facts facts = new Facts(0);
            for (int i = 0; i < 2_000; i++) {
                Instant at = Instant.ofEpochSecond(random.nextLong(-2_000_000_000L, 4_000_000_000L));
                days.set(facts, at);
                LocalDateTime local = LocalDateTime.ofInstant(at, context.zone());
                assertThat(facts.date.atStartOfDay().plusMinutes(facts.minuteOfDay))
                        .isEqualTo(local.truncatedTo(java.time.temporal.ChronoUnit.MINUTES));
                assertThat(facts.dayOfWeek).isEqualTo(local.getDayOfWeek());
                assertThat(facts.monthDay).isEqualTo(java.time.MonthDay.from(local));
                assertThat(facts.dayKind).isEqualTo(WorkingCalendar.PLAIN.kindOf(local.toLocalDate()));
            }
        }
    }
}
