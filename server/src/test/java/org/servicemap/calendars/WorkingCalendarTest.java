package org.servicemap.calendars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingCalendarTest {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    /** National Day 2025: 1–8 October free, Sunday 28 September and Saturday 11 October worked. */
    private static final String YAML = """
            weekend: [saturday, sunday]
            holidays:
              - {date: 2025-10-01, name: {zh: 国庆节, en: "National Day, 1st"}}
              - 2025-10-02
              - 2025-10-03
              - {date: 2025-10-06, name: {zh: 中秋节, en: Mid-Autumn}}
              - 2025-10-07
              - 2025-10-08
            make_up_days: [2025-09-28, 2025-10-11]
            """;

    private final WorkingCalendar calendar = CalendarYaml.read(YAML);

    @Test
    void saysOfWhichYearsItKnowsHolidays() {
        assertThat(calendar.lists(Year.of(2025))).isTrue();
        assertThat(calendar.lists(Year.of(2024))).isFalse();
        assertThat(calendar.lists(Year.of(2026))).isFalse();
        assertThat(WorkingCalendar.PLAIN.lists(Year.of(2025))).isFalse();
    }

    @Test
    void aYearlyFileReplacesItsOwnYearsOnly() {
        WorkingCalendar provisional =
                calendar.withYearsOf(CalendarYaml.read("holidays: [2026-01-01]\nprovisional_years: [2026]\n"));
        assertThat(CalendarYaml.read(CalendarYaml.write(provisional))).isEqualTo(provisional);
        assertThat(provisional.provisional()).containsExactly(Year.of(2026));

        WorkingCalendar published =
                provisional.withYearsOf(CalendarYaml.read("holidays: [2026-01-02]\nmake_up_days: [2026-01-04]\n"));

        assertThat(published.provisional()).isEmpty();
        assertThat(published.kindOf(LocalDate.parse("2026-01-01"))).isEqualTo(DayKind.WORKDAY);
        assertThat(published.kindOf(LocalDate.parse("2026-01-02"))).isEqualTo(DayKind.HOLIDAY);
        assertThat(published.kindOf(LocalDate.parse("2026-01-04"))).isEqualTo(DayKind.MAKE_UP_DAY);
        assertThat(published.kindOf(LocalDate.parse("2025-10-11"))).isEqualTo(DayKind.MAKE_UP_DAY);
        assertThat(published.years()).containsExactly(Year.of(2025), Year.of(2026));
    }

    @Test
    void aFileOfSeveralYearsReplacesThemOnlyWhenTheyAreNamed() {
        WorkingCalendar file = CalendarYaml.read("holidays: [2026-01-01]\nmake_up_days: [2025-12-28]\n");

        assertThatThrownBy(() -> calendar.withYearsOf(file))
                .isInstanceOf(CalendarException.class)
                .hasMessageContaining("2025, 2026");
        assertThatThrownBy(() -> calendar.withYearsOf(file, Set.of(Year.of(2026))))
                .isInstanceOf(CalendarException.class)
                .hasMessageContaining("--year names 2026");
        WorkingCalendar both = calendar.withYearsOf(file, Set.of(Year.of(2026), Year.of(2025)));
        assertThat(both.holidays()).containsOnlyKeys(LocalDate.parse("2026-01-01"));
        assertThat(both.makeUpDays()).containsExactly(LocalDate.parse("2025-12-28"));
    }

    @Test
    void whatIsPublishedStaysWhereAPackForeseesOnly() {
        WorkingCalendar pack =
                CalendarYaml.read("holidays: [2025-10-09, 2026-01-05, 2027-01-01]\nprovisional_years: [2026, 2027]\n");
        WorkingCalendar known = calendar.withYearsOf(CalendarYaml.read("holidays: [2026-01-01]\n"));

        WorkingCalendar now = pack.keepingPublished(known);

        assertThat(now.holidays().keySet())
                .as("the pack's 2025, the published 2026, the pack's 2027")
                .containsExactly(
                        LocalDate.parse("2025-10-09"), LocalDate.parse("2026-01-01"), LocalDate.parse("2027-01-01"));
        assertThat(now.makeUpDays()).isEmpty();
        assertThat(now.provisional()).containsExactly(Year.of(2027));
        assertThat(pack.keepingPublished(WorkingCalendar.PLAIN)).isEqualTo(pack);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-09-26,WORKDAY",
        "2025-09-27,WEEKEND",
        "2025-09-28,MAKE_UP_DAY",
        "2025-10-01,HOLIDAY",
        "2025-10-04,WEEKEND",
        "2025-10-11,MAKE_UP_DAY"
    })
    void everyDayHasOneKind(LocalDate day, DayKind kind) {
        assertThat(calendar.kindOf(day)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-09-30T09:00, 1, 2025-10-09T09:00",
        "2025-09-27T23:30, 1, 2025-09-28T23:30",
        "2025-10-03T12:00, 3, 2025-10-11T12:00",
        "2025-11-24T13:12, 15, 2025-12-15T13:12"
    })
    void workingDaysSkipWhatIsNotWorked(LocalDateTime start, int days, LocalDateTime end) {
        Instant deadline = calendar.deadline(start.atZone(BEIJING).toInstant(), Limit.workingDays(days), BEIJING);
        assertThat(deadline.atZone(BEIJING).toLocalDateTime()).isEqualTo(end);
    }

    @Test
    void hoursRunThroughTheChangeOfClocksAndDaysKeepTheLocalTime() {
        ZoneId boston = ZoneId.of("America/New_York");
        Instant start = LocalDateTime.parse("2025-11-01T12:00").atZone(boston).toInstant();
        assertThat(calendar.deadline(start, Limit.hours(24), boston)
                        .atZone(boston)
                        .getHour())
                .isEqualTo(11);
        assertThat(calendar.deadline(start, Limit.days(1), boston)
                        .atZone(boston)
                        .getHour())
                .isEqualTo(12);
    }

    @Test
    void countsWorkingDaysBetween() {
        assertThat(calendar.workingDaysBetween(LocalDate.parse("2025-09-26"), LocalDate.parse("2025-10-11")))
                .isEqualTo(6);
    }

    @Test
    void writesWhatItReads() {
        assertThat(CalendarYaml.read(CalendarYaml.write(calendar))).isEqualTo(calendar);
        assertThat(CalendarYaml.read(CalendarYaml.write(WorkingCalendar.PLAIN))).isEqualTo(WorkingCalendar.PLAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weekend: [caturday]|bad_day|1",
                "holidays: [2025-02-30]|bad_day|1",
                "holidays: [2025-10-01, 2025-10-01]|duplicate_day|1",
                "make_up_days: [2025-10-09]|contradicting_days|1",
                "weekends: [sunday]|unknown_key|1",
                "weekend: [sunday|bad_yaml|1"
            })
    void faultsNameTheirPlace(String yaml, String code, int line) {
        assertThatThrownBy(() -> CalendarYaml.read(yaml)).isInstanceOfSatisfying(CalendarException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.line()).isEqualTo(line);
        });
    }

    @Test
    void oneReadingNamesAllThatIsWrong() {
        String yaml = """
                weekend: [sunday, caturday]
                holydays: []
                holidays:
                  - {date: 2025-02-30}
                  - {name: {zh: 无日期}}
                  - 2025-10-01
                  - 2025-10-01
                make_up_days: [2025-10-01, 2025-10-09]
                provisional_years: [soon]
                """;
        assertThatThrownBy(() -> CalendarYaml.read(yaml))
                .hasMessageContaining("line 9: ")
                .isInstanceOfSatisfying(
                        CalendarException.class,
                        e -> assertThat(e.all())
                                .extracting(fault -> fault.code() + ":" + fault.line())
                                .containsExactly(
                                        "unknown_key:2",
                                        "bad_day:1",
                                        "bad_day:4",
                                        "bad_yaml:5",
                                        "duplicate_day:7",
                                        // the ninth is left alone: which days are worked nobody knows
                                        "contradicting_days:8",
                                        "bad_year:9"));
    }
}
