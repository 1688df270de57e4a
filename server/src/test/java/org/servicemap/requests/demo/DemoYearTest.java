package org.servicemap.requests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.servicemap.requests.language.DemoTexts;

class DemoYearTest {
    private static final Path PACK = Path.of("..", "gis-data", "beijing");
    private static final LocalDate FIRST = LocalDate.parse("2025-03-01");
    private static final Instant END = Instant.parse("2026-03-01T00:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DemoYear YEAR = new DemoYear(city(), 1, FIRST);

    private static DemoCity city() {
        try {
            List<DemoCity.Spot> spots = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                spots.add(new DemoCity.Spot("小区" + i, "路" + i, "路口" + i, 116 + i * 0.003, 39.5 + i * 0.002));
            }
            List<DemoCity.DemoCategory> categories = List.of(
                    new DemoCity.DemoCategory("HEAT-SUP-COLD", List.of("HEAT-SUP-COLD", "HEAT-SUP", "HEAT"), false),
                    new DemoCity.DemoCategory("ENV-NOISE-LIFE", List.of("ENV-NOISE-LIFE", "ENV-NOISE", "ENV"), true),
                    new DemoCity.DemoCategory("TRAF-PARK-X", List.of("TRAF-PARK-X", "TRAF-PARK", "TRAF"), false),
                    new DemoCity.DemoCategory("GOV-X", List.of("GOV-X", "GOV"), false));
            return new DemoCity(
                    ZONE,
                    spots,
                    categories,
                    Set.of(),
                    new TreeSet<>(),
                    List.of("H-1"),
                    "zh",
                    DemoTexts.parse(Files.readString(PACK.resolve("texts.yml"))),
                    DemoRhythm.parse(Files.readString(PACK.resolve("history.yml"))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<DemoFiling> on(String day, int count) {
        return new DemoDay(YEAR, LocalDate.parse(day), 10_000, END).requests(count);
    }

    @Test
    void theSameSeedGivesTheSameRequests() {
        List<DemoFiling> once = on("2025-07-10", 400);
        on("2025-07-11", 100);

        assertThat(new DemoDay(new DemoYear(city(), 1, FIRST), LocalDate.parse("2025-07-10"), 10_000, END)
                        .requests(400))
                .isEqualTo(once);
        assertThat(new DemoDay(new DemoYear(city(), 2, FIRST), LocalDate.parse("2025-07-10"), 10_000, END)
                        .requests(400))
                .isNotEqualTo(once);
    }

    @Test
    void aYearHasExactlySoManyRequests() {
        int[] quotas = YEAR.quotas(365, 200_000, 0.3);

        assertThat(Arrays.stream(quotas).sum()).isEqualTo(200_000);
        assertThat(Arrays.stream(quotas).limit(364).min().orElse(0)).isGreaterThan(100);
        assertThat(quotas[364]).isLessThan(quotas[363]);
    }

    @Test
    void fewerCallOnSundays() {
        int[] quotas = YEAR.quotas(365, 200_000, 1);
        // 2025-03-02 was a Sunday
        int sundays = IntStream.range(0, 52).map(week -> quotas[1 + 7 * week]).sum();
        int mondays = IntStream.range(0, 52).map(week -> quotas[2 + 7 * week]).sum();

        assertThat(sundays).isLessThan(mondays * 7 / 10);
    }

    @Test
    void heatingIsForWinterAndNoiseForSummerNights() {
        assertThat(share(on("2026-01-15", 1000), "HEAT-SUP-COLD")).isGreaterThan(0.4);
        assertThat(share(on("2025-07-15", 1000), "HEAT-SUP-COLD")).isLessThan(0.05);
        List<DemoFiling> noise = on("2025-07-15", 1000).stream()
                .filter(filing -> filing.category().equals("ENV-NOISE-LIFE"))
                .toList();
        long late = noise.stream()
                .map(filing -> filing.at().atZone(ZONE).getHour())
                .filter(hour -> hour >= 20 || hour < 3)
                .count();

        assertThat(late).isGreaterThan(noise.size() / 2);
    }

    private static double share(List<DemoFiling> filings, String category) {
        return filings.stream()
                        .filter(filing -> filing.category().equals(category))
                        .count()
                / (double) filings.size();
    }

    @Test
    void someReportTheSameNearBy() {
        List<DemoFiling> filings = on("2025-05-06", 1000);
        List<DemoFiling> again =
                filings.stream().filter(filing -> filing.reportOf() >= 0).toList();

        assertThat(again).hasSizeBetween(30, 300).allSatisfy(filing -> {
            DemoFiling first = filings.get(filing.reportOf());
            assertThat(filing.category()).isEqualTo(first.category());
            assertThat(filing.at()).isAfter(first.at());
            assertThat(Math.hypot(filing.lon() - first.lon(), filing.lat() - first.lat()))
                    .isLessThan(0.002);
        });
    }

    @Test
    void noTwoInTheSameMillisecondAndNoneAfterTheEnd() {
        List<DemoFiling> filings = on("2026-03-01", 500);

        assertThat(filings).hasSize(500);
        assertThat(filings.stream().map(DemoFiling::at).distinct()).hasSize(500);
        assertThat(filings).allMatch(filing -> filing.at().isBefore(END.plusSeconds(1)));
    }

    @Test
    void phonesAreInARangeThatNobodyHas() {
        for (long number = 0; number < 500; number++) {
            DemoPerson person = DemoPerson.of(YEAR.city().rhythm(), 1, "010", number);
            assertThat(person.phone()).matches("010[01]\\d{7}");
            assertThat(person.name()).isNotBlank();
        }
    }
}
