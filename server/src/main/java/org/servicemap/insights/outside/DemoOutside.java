package org.servicemap.insights.outside;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;

/**
 * The demo city's datasets: invented, said to be so, and published as anybody's file is. Residents by area of the level below the
 * authoritative one, and the mean temperature and the rain by day. Only where there is no dataset yet.
 */
public final class DemoOutside {
    /** What dense quarters have to the km². */
    private static final double DENSEST = 20_000;
    /** Residents fall off with the square root of the area, as large areas are the rural ones. */
    private static final double USUAL_KM2 = 0.3;

    private static final int DAYS = 800;
    private static final String SOURCE = "ServiceMap 演示数据（虚构） / demo data (invented)";
    private static final String LICENCE = "CC0 1.0";

    private final OutsideData data;
    private final City city;
    private final PublishedAreas areas;
    private final LocalDate today;
    private final Predicate<LocalDate> rains;

    /** @param rains on which days of the invented year it does: the same by which its requests are more or fewer */
    public DemoOutside(OutsideData data, City city, PublishedAreas areas, Clock clock, Predicate<LocalDate> rains) {
        this.rains = rains;
        this.data = data;
        this.city = city;
        this.areas = areas;
        this.today = LocalDate.ofInstant(clock.instant(), city.zone());
    }

    /** How many were published. */
    public int publish() {
        if (!data.list().isEmpty()) {
            return 0;
        }
        int rank = Math.min(city.authoritativeRank() + 1, city.levels().size());
        String level = city.levels().stream()
                .filter(each -> each.rank() == rank)
                .map(Level::id)
                .findFirst()
                .orElse("");
        data.publish(
                new OutsideData.Draft(
                        "demo-residents.csv",
                        OutsideData.bytes(residents(rank)),
                        about("常住人口（虚构） Residents (invented)", "人 / residents", About.Kind.DENOMINATOR, level),
                        new Dataset.Columns("code", null, null, "residents")),
                null,
                null);
        data.publish(
                new OutsideData.Draft(
                        "demo-temperature.csv",
                        OutsideData.bytes(temperature()),
                        about("日平均气温（虚构） Mean temperature (invented)", "°C", About.Kind.COVARIATE, null),
                        new Dataset.Columns("day", null, null, "celsius")),
                null,
                null);
        data.publish(
                new OutsideData.Draft(
                        "demo-rain.csv",
                        OutsideData.bytes(rain()),
                        about("日降水量（虚构） Rain (invented)", "mm", About.Kind.COVARIATE, null),
                        new Dataset.Columns("day", null, null, "millimetres")),
                null,
                null);
        return 3;
    }

    private About about(String name, String unit, About.Kind kind, @Nullable String level) {
        return new About(
                name,
                SOURCE,
                LICENCE,
                unit,
                today,
                kind,
                level == null ? About.Keyed.DAY : About.Keyed.AREA,
                level,
                level == null ? null : data.areaVersion(),
                null,
                level != null,
                true);
    }

    private String residents(int rank) {
        AreaDirectory directory = areas.current().snapshot().directory();
        StringBuilder csv = new StringBuilder("code,residents\n");
        for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
            if (directory.level(ordinal) == rank) {
                String code = directory.code(ordinal);
                double km2 = directory.areaM2(ordinal) / 1e6;
                double luck = 0.6 + 0.8 * new SplittableRandom(code.hashCode()).nextDouble();
                double residents = DENSEST * luck * km2 / (1 + Math.pow(km2 / USUAL_KM2, 1.5));
                csv.append(code)
                        .append(',')
                        .append(Math.max(50, Math.round(residents)))
                        .append('\n');
            }
        }
        return csv.toString();
    }

    /** So many millimetres that the mean of rainy days is about ten; which days are, the invented year says. */
    private String rain() {
        StringBuilder csv = new StringBuilder("day,millimetres\n");
        for (LocalDate day = today.minusDays(DAYS); day.isBefore(today); day = day.plusDays(1)) {
            double luck = new SplittableRandom(day.toEpochDay()).nextDouble();
            double fell = rains.test(day) ? 4 + 12 * luck : 0;
            csv.append(day)
                    .append(',')
                    .append(String.format(Locale.ROOT, "%.1f", fell))
                    .append('\n');
        }
        return csv.toString();
    }

    /** A year's wave as in northern China, and each day's own. */
    private String temperature() {
        StringBuilder csv = new StringBuilder("day,celsius\n");
        double own = 0;
        SplittableRandom random = new SplittableRandom(today.minusDays(DAYS).toEpochDay());
        for (LocalDate day = today.minusDays(DAYS); day.isBefore(today); day = day.plusDays(1)) {
            own = 0.7 * own + 4 * (random.nextDouble() - 0.5);
            double year = 12.5 - 15 * Math.cos(2 * Math.PI * (day.getDayOfYear() - 15) / 365.25);
            csv.append(day)
                    .append(',')
                    .append(String.format(Locale.ROOT, "%.1f", year + own))
                    .append('\n');
        }
        return csv.toString();
    }
}
