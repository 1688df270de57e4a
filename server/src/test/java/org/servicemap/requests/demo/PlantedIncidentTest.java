package org.servicemap.requests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.servicemap.insights.spatial.ScanModel;
import org.servicemap.insights.spatial.ScanSettings;
import org.servicemap.insights.spatial.Sites;
import org.servicemap.insights.spatial.SpaceTimeScan;
import org.servicemap.requests.language.DemoTexts;

/**
 * What the pack says is planted happens in the year, there, then, and so often; and the scan that looks for hot spots finds it. {@link #main}
 * measures how well, for the document.
 */
class PlantedIncidentTest {
    private static final Path PACK = Path.of("..", "gis-data", "beijing");
    private static final LocalDate FIRST = LocalDate.parse("2025-03-01");
    private static final Instant END = Instant.parse("2026-03-01T00:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int STUDY = 84;
    private static final int A_DAY = 550;
    private static final DemoRhythm RHYTHM = rhythm();
    private static final DemoCity CITY = city();

    private static DemoRhythm rhythm() {
        try {
            return DemoRhythm.parse(Files.readString(PACK.resolve("history.yml")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Two thousand compounds over the built-up city, as thick everywhere; the planted categories and some others. */
    private static DemoCity city() {
        try {
            SplittableRandom random = new SplittableRandom(3);
            List<DemoCity.Spot> spots = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                spots.add(new DemoCity.Spot(
                        "小区" + i, "路", "路口", random.nextDouble(116.15, 116.75), random.nextDouble(39.75, 40.1)));
            }
            List<DemoCity.DemoCategory> categories = new ArrayList<>();
            for (String leaf : List.of(
                    "UTIL-WATER-BURST",
                    "CITY-WASTE-COLLECT",
                    "ENV-NOISE-SITE",
                    "MKT-CONS-PREPAY",
                    "HOUS-LIFT-DOWN",
                    "HOUS-PROP-FEE",
                    "TRAF-PARK-LACK",
                    "HEAT-SUP-COLD")) {
                String[] parts = leaf.split("-", -1);
                categories.add(
                        new DemoCity.DemoCategory(leaf, List.of(leaf, parts[0] + "-" + parts[1], parts[0]), false));
            }
            return new DemoCity(
                    ZONE,
                    spots,
                    categories,
                    Set.of(),
                    new TreeSet<>(),
                    List.of(),
                    "zh",
                    DemoTexts.parse(Files.readString(PACK.resolve("texts.yml"))),
                    RHYTHM);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<DemoFiling> on(DemoYear year, LocalDate day) {
        return new DemoDay(year, day, 100_000, END).requests(A_DAY);
    }

    private static long in(List<DemoFiling> filings, PlantedIncident incident) {
        return filings.stream()
                .filter(each -> incident.metres(each.lon(), each.lat()) < incident.radiusMetres() + 400)
                .count();
    }

    @Test
    void whatIsPlantedHappensThereThenAndSoOften() {
        DemoYear year = new DemoYear(CITY, 1, FIRST);
        assertThat(RHYTHM.planted()).hasSizeGreaterThanOrEqualTo(5);
        for (PlantedIncident incident : RHYTHM.planted()) {
            LocalDate from = FIRST.plusDays(incident.fromDay());
            long during = 0;
            long before = 0;
            long ofCategory = 0;
            for (int i = 0; i < incident.days(); i++) {
                List<DemoFiling> now = on(year, from.plusDays(i));
                during += in(now, incident);
                ofCategory += now.stream()
                        .filter(each -> each.category().equals(incident.category()))
                        .filter(each -> incident.metres(each.lon(), each.lat()) < incident.radiusMetres() + 400)
                        .count();
                before += in(on(year, from.minusDays(40 + i)), incident);
            }
            // the circle is looked at with a margin, in which nothing is planted
            assertThat((double) during / before)
                    .as(incident.id())
                    .isBetween(1 + 0.35 * (incident.factor() - 1), 1 + 1.4 * (incident.factor() - 1));
            assertThat(ofCategory).as(incident.id()).isGreaterThan((during - before) / 2);
        }
    }

    /** Counts by square of about 0.9 km and day, of one top category or of all. */
    private record Table(double[] lon, double[] lat, int[] counts) {
        static Table of(DemoYear year, LocalDate last, String top) {
            Map<Long, int[]> cells = new LinkedHashMap<>();
            for (int i = 0; i < STUDY; i++) {
                for (DemoFiling each : on(year, last.minusDays(STUDY - 1 - i))) {
                    if (each.category().startsWith(top)) {
                        long cell = (long) (each.lon() * 100) * 100_000 + (long) (each.lat() * 120);
                        cells.computeIfAbsent(cell, key -> new int[STUDY])[i]++;
                    }
                }
            }
            int[] counts = new int[cells.size() * STUDY];
            double[] lon = new double[cells.size()];
            double[] lat = new double[cells.size()];
            int site = 0;
            for (Map.Entry<Long, int[]> each : cells.entrySet()) {
                lon[site] = (each.getKey() / 100_000 + 0.5) / 100;
                lat[site] = (each.getKey() % 100_000 + 0.5) / 120;
                System.arraycopy(each.getValue(), 0, counts, STUDY * site++, STUDY);
            }
            return new Table(lon, lat, counts);
        }

        List<SpaceTimeScan.Cluster> scan(ScanSettings settings) {
            return SpaceTimeScan.of(ScanModel.permutation(lon.length, counts), Sites.ofDegrees(lon, lat), settings);
        }
    }

    @Test
    void theScanFindsWhatIsGoingOnToday() {
        PlantedIncident incident = RHYTHM.planted().get(0);
        DemoYear year = new DemoYear(CITY, 1, FIRST);
        LocalDate last = FIRST.plusDays(incident.fromDay() + incident.days() - 1);
        Table table = Table.of(year, last, "UTIL");

        SpaceTimeScan.Cluster found =
                table.scan(new ScanSettings(15, 21, 19, 7, 2, 1)).get(0);

        assertThat(found.p()).isEqualTo(0.05);
        assertThat(incident.metres(table.lon()[found.centre()], table.lat()[found.centre()]))
                .isLessThan(incident.radiusMetres());
        assertThat(found.days()).isBetween(incident.days() - 3, incident.days() + 3);
    }

    /** For the document: of each incident on its last day, over seeds, how often the first cluster of its category lies in it. */
    public static void main(String[] args) {
        int seeds = args.length == 0 ? 10 : Integer.parseInt(args[0]);
        for (PlantedIncident incident : RHYTHM.planted()) {
            int found = 0;
            double risk = 0;
            for (int seed = 1; seed <= seeds; seed++) {
                LocalDate last = FIRST.plusDays(incident.fromDay() + incident.days() - 1);
                String top =
                        incident.category().substring(0, incident.category().indexOf('-'));
                Table table = Table.of(new DemoYear(CITY, seed, FIRST), last, top);
                for (SpaceTimeScan.Cluster each : table.scan(new ScanSettings(30, 28, 99, seed, 1, 5))) {
                    double metres = incident.metres(table.lon()[each.centre()], table.lat()[each.centre()]);
                    if (each.p() <= 0.05 && metres < incident.radiusMetres()) {
                        found++;
                        risk += each.relativeRisk();
                        break;
                    }
                }
            }
            System.out.printf(
                    "%s: found %d of %d, mean relative risk %.1f%n", incident.id(), found, seeds, risk / found);
        }
    }
}
