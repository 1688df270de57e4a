package org.servicemap.places.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.text.LocalText;

class OpeningTimesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final String OFFICE = "Mo-Fr,MD 09:00-12:00,13:30-17:00; PH off";

    /** New Year 2026: Thursday and Friday free, Sunday 4 January worked instead. */
    private static final WorkingCalendar CALENDAR = new WorkingCalendar(
            EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            new TreeMap<>(java.util.Map.of(
                    LocalDate.of(2026, 1, 1), LocalText.of("zh", "元旦"),
                    LocalDate.of(2026, 1, 2), LocalText.of("zh", "元旦"))),
            new TreeSet<>(List.of(LocalDate.of(2026, 1, 4))));

    private static OpeningTimes times(String hours, ZoneId zone) {
        return new OpeningTimes(OpeningHours.parse(hours), zone, CALENDAR);
    }

    private static Instant at(ZoneId zone, String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    /** {@code open until X, then Y} in local times, so that a test reads as a sentence. */
    private static String state(String hours, ZoneId zone, String local) {
        OpenState state = times(hours, zone).at(at(zone, local));
        return (state.open() ? "open" : "closed")
                + clock(" until ", state.closesAt(), zone)
                + clock(" then ", state.opensAt(), zone);
    }

    private static String clock(String word, Instant moment, ZoneId zone) {
        return moment == null ? "" : word + LocalDateTime.ofInstant(moment, zone);
    }

    @Test
    void lunchBreaksClose() {
        assertThat(state(OFFICE, SHANGHAI, "2026-03-04T11:20"))
                .isEqualTo("open until 2026-03-04T12:00 then 2026-03-04T13:30");
        assertThat(state(OFFICE, SHANGHAI, "2026-03-04T12:00")).isEqualTo("closed then 2026-03-04T13:30");
        assertThat(state(OFFICE, SHANGHAI, "2026-03-04T13:30"))
                .isEqualTo("open until 2026-03-04T17:00 then 2026-03-05T09:00");
    }

    @Test
    void theWeekendIsSkipped() {
        assertThat(state(OFFICE, SHANGHAI, "2026-03-06T17:00")).isEqualTo("closed then 2026-03-09T09:00");
    }

    @Test
    void holidaysCloseAndTheWeekendThatIsWorkedForThemOpens() {
        assertThat(state(OFFICE, SHANGHAI, "2025-12-31T18:00")).isEqualTo("closed then 2026-01-04T09:00");
        assertThat(state(OFFICE, SHANGHAI, "2026-01-04T10:00"))
                .isEqualTo("open until 2026-01-04T12:00 then 2026-01-04T13:30");
        assertThat(state("Mo-Fr 09:00-17:00; PH off", SHANGHAI, "2025-12-31T18:00"))
                .isEqualTo("closed then 2026-01-05T09:00");
    }

    @Test
    void aDateWinsOverTheWeekWhenItStandsLater() {
        String hours = OFFICE + "; 2026-03-04/2026-03-06 10:00-11:00; 2026-03-05 off";
        assertThat(state(hours, SHANGHAI, "2026-03-04T11:00")).isEqualTo("closed then 2026-03-06T10:00");
    }

    @Test
    void monthsChangeTheSeason() {
        String hours = "Apr-Oct 06:00-21:00; Nov-Mar 06:30-20:00";
        assertThat(state(hours, SHANGHAI, "2026-03-31T20:30")).isEqualTo("closed then 2026-04-01T06:00");
        assertThat(state(hours, SHANGHAI, "2026-10-31T22:00")).isEqualTo("closed then 2026-11-01T06:30");
    }

    @Test
    void aNightBelongsToTheDayOnWhichItBegins() {
        String bar = "Fr-Sa 18:00-02:00";
        assertThat(state(bar, SHANGHAI, "2026-03-07T01:30"))
                .isEqualTo("open until 2026-03-07T02:00 then 2026-03-07T18:00");
        assertThat(state(bar, SHANGHAI, "2026-03-08T01:59"))
                .isEqualTo("open until 2026-03-08T02:00 then 2026-03-13T18:00");
        assertThat(state(bar, SHANGHAI, "2026-03-09T01:00")).isEqualTo("closed then 2026-03-13T18:00");
    }

    @Test
    void dayAndNightNeverCloses() {
        assertThat(state("24/7", SHANGHAI, "2026-02-28T23:59")).isEqualTo("open");
        assertThat(state("24/7", NEW_YORK, "2026-03-07T23:59")).isEqualTo("open");
        assertThat(state("24/7; 2026-03-03 off", SHANGHAI, "2026-02-28T12:00"))
                .isEqualTo("open until 2026-03-03T00:00 then 2026-03-04T00:00");
    }

    @Test
    void whatNeverOpensAgainSaysSo() {
        assertThat(state("2026-03-04 09:00-10:00", SHANGHAI, "2026-03-04T10:00"))
                .isEqualTo("closed");
        assertThat(state("2026-03-04 09:00-10:00", SHANGHAI, "2026-03-04T09:30"))
                .isEqualTo("open until 2026-03-04T10:00");
        assertThat(state("Mar 10:00-11:00", SHANGHAI, "2026-04-01T00:00"))
                .as("looks a year ahead")
                .isEqualTo("closed then 2027-03-01T10:00");
    }

    @Test
    void aLeapDayIsADay() {
        assertThat(state("2028-02-29 09:00-10:00", SHANGHAI, "2028-02-28T12:00"))
                .isEqualTo("closed then 2028-02-29T09:00");
    }

    @Test
    void aSpringNightIsAnHourShorter() {
        // 8 March 2026: 02:00 to 03:00 does not exist in New York
        OpeningTimes times = times("22:00-06:00", NEW_YORK);
        Instant evening = at(NEW_YORK, "2026-03-07T22:00");
        assertThat(Duration.between(evening, times.at(evening).closesAt())).isEqualTo(Duration.ofHours(7));
        assertThat(state("02:30-04:00", NEW_YORK, "2026-03-08T01:00"))
                .as("02:30 counts as 03:30")
                .isEqualTo("closed then 2026-03-08T03:30");
        assertThat(state("02:00-03:00", NEW_YORK, "2026-03-08T01:00"))
                .as("an opening of no length is none")
                .isEqualTo("closed then 2026-03-09T02:00");
    }

    @Test
    void anAutumnNightIsAnHourLonger() {
        // 1 November 2026: 01:00 to 02:00 comes twice
        OpeningTimes times = times("22:00-06:00", NEW_YORK);
        Instant evening = at(NEW_YORK, "2026-10-31T22:00");
        assertThat(Duration.between(evening, times.at(evening).closesAt())).isEqualTo(Duration.ofHours(9));
        ZonedDateTime first = LocalDateTime.parse("2026-11-01T01:15").atZone(NEW_YORK);
        OpeningTimes small = times("01:00-01:30", NEW_YORK);
        assertThat(small.isOpen(first.toInstant())).isTrue();
        assertThat(small.isOpen(first.withLaterOffsetAtOverlap().toInstant())).isTrue();
        assertThat(small.isOpen(first.plusHours(2).toInstant())).isFalse();
    }

    @Test
    void theQuickAnswerIsTheFullOne() {
        Random random = new Random(4);
        for (String hours : List.of(OFFICE, "Fr-Su 18:00-02:00; Mo 00:00-03:00", "24/7; Th off", "02:30-01:30")) {
            for (ZoneId zone : List.of(SHANGHAI, NEW_YORK)) {
                OpeningTimes times = times(hours, zone);
                for (int i = 0; i < 2000; i++) {
                    Instant moment = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(365 * 86400));
                    assertThat(times.isOpen(moment))
                            .as(hours + " at " + moment)
                            .isEqualTo(times.at(moment).open());
                }
            }
        }
    }

    @Test
    void walkingAlongTheAnswersMeetsEveryMinute() {
        OpeningTimes times = times("Mo-Sa 09:00-12:00,13:30-17:00; Fr 20:00-04:00; PH off", NEW_YORK);
        Instant moment = Instant.parse("2026-02-25T00:00:00Z");
        Instant end = moment.plus(Duration.ofDays(30));
        OpenState known = times.at(moment);
        while (moment.isBefore(end)) {
            Instant change = known.open() ? known.closesAt() : known.opensAt();
            assertThat(change).isNotNull();
            if (!moment.isBefore(change)) {
                known = times.at(moment);
            }
            assertThat(times.isOpen(moment)).as("at " + moment).isEqualTo(known.open());
            moment = moment.plusSeconds(60);
        }
    }
}
