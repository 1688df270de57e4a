package org.servicemap.insights.briefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Periods of the calendar and when their reports are due. Days are written out by hand. */
class BriefPeriodTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "daily,   2026-03-01, 2026-03-01, 2026-03-01, 2026-02-28, 2025-03-01, 2026-03-01",
        "daily,   2024-02-29, 2024-02-29, 2024-02-29, 2024-02-28, 2023-02-28, 2024-02-29",
        "weekly,  2026-01-01, 2025-12-29, 2026-01-04, 2025-12-22, 2024-12-30, 2026-W01",
        "weekly,  2021-01-03, 2020-12-28, 2021-01-03, 2020-12-21, 2019-12-30, 2020-W53",
        "weekly,  2026-03-08, 2026-03-02, 2026-03-08, 2026-02-23, 2025-03-03, 2026-W10",
        "monthly, 2024-02-11, 2024-02-01, 2024-02-29, 2024-01-01, 2023-02-01, 2024-02",
        "monthly, 2026-01-31, 2026-01-01, 2026-01-31, 2025-12-01, 2025-01-01, 2026-01",
        "annual,  2025-12-31, 2025-01-01, 2025-12-31, 2024-01-01, 2024-01-01, 2025"
    })
    void aDayLiesInItsPeriod(
            String kind,
            LocalDate day,
            LocalDate from,
            LocalDate to,
            LocalDate before,
            LocalDate yearBefore,
            String label) {
        BriefPeriod period = BriefKind.of(kind).around(day);
        assertThat(period.from()).isEqualTo(from);
        assertThat(period.to()).isEqualTo(to);
        assertThat(period.before().from()).isEqualTo(before);
        assertThat(period.before().to()).isEqualTo(from.minusDays(1));
        assertThat(period.after().before()).isEqualTo(period);
        assertThat(period.yearBefore().from()).isEqualTo(yearBefore);
        assertThat(period.label()).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        "daily,   2026-03-01, 1,  8, 2026-03-02T00:00:00Z",
        "weekly,  2026-03-08, 1,  8, 2026-03-09T00:00:00Z",
        "weekly,  2026-03-08, 5,  0, 2026-03-12T16:00:00Z",
        "monthly, 2026-01-15, 28, 9, 2026-02-28T01:00:00Z",
        "annual,  2025-06-01, 10, 6, 2026-01-09T22:00:00Z"
    })
    void aReportIsDueAfterItsPeriod(String kind, LocalDate day, int onDay, int hour, Instant due) {
        BriefKind of = BriefKind.of(kind);
        assertThat(of.due(of.around(day), onDay, hour, SHANGHAI).toInstant()).isEqualTo(due);
    }

    @Test
    void anHourThatIsLeftOutComesLaterAndOneThatComesTwiceComesFirst() {
        BriefPeriod before = BriefKind.DAILY.around(LocalDate.of(2026, 3, 28));
        assertThat(BriefKind.DAILY.due(before, 1, 2, BERLIN).toInstant())
                .isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
        BriefPeriod autumn = BriefKind.DAILY.around(LocalDate.of(2026, 10, 24));
        assertThat(BriefKind.DAILY.due(autumn, 1, 2, BERLIN).toInstant())
                .isEqualTo(Instant.parse("2026-10-25T00:00:00Z"));
    }

    @Test
    void whatWasMissedIsDueOnceForEachPeriodAndTheNewestSeven() {
        BriefSchedule daily = schedule(BriefKind.DAILY, LocalDate.of(2026, 3, 1));
        assertThat(daily.due(Instant.parse("2026-03-02T23:59:59Z"), SHANGHAI)).isEmpty();
        assertThat(daily.due(Instant.parse("2026-03-03T00:00:00Z"), SHANGHAI))
                .extracting(BriefPeriod::from)
                .containsExactly(LocalDate.of(2026, 3, 2));
        assertThat(daily.due(Instant.parse("2026-03-20T00:00:00Z"), SHANGHAI))
                .extracting(BriefPeriod::from)
                .containsExactly(LocalDate.of(2026, 3, 13)
                        .datesUntil(LocalDate.of(2026, 3, 20))
                        .toArray(LocalDate[]::new));
        assertThat(daily.next(SHANGHAI)).isEqualTo(Instant.parse("2026-03-03T00:00:00Z"));
    }

    private static BriefSchedule schedule(BriefKind kind, LocalDate doneUntil) {
        return new BriefSchedule(
                1, 1, kind, BriefSubject.WHOLE_CITY, "zh", 1, 8, List.of("a@b"), true, doneUntil, null, "");
    }

    @Test
    void rowsThatMovedAreTheSameRows() {
        String then = "{\"a\":[{\"code\":\"x\",\"n\":1},{\"code\":\"y\",\"n\":2}],\"b\":0.1}";
        String now =
                "{\"a\":[{\"code\":\"y\",\"n\":3},{\"code\":\"x\",\"n\":1},{\"code\":\"z\",\"n\":4}],\"b\":0.10000000000000002}";
        assertThat(BriefCheck.between(then, now))
                .containsExactly(
                        new BriefCheck.Difference("a/y/n", "2", "3"),
                        new BriefCheck.Difference("a/z/code", null, "z"),
                        new BriefCheck.Difference("a/z/n", null, "4"));
    }
}
