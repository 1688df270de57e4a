package org.servicemap.insights.briefs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.servicemap.insights.HotSpot;
import org.servicemap.insights.HotSpots;
import org.servicemap.insights.briefs.BriefFigures.BriefSpot;

/** The clusters of a period's nights: the same cluster comes again each night and is told once, where it was clearest. */
record BriefSpots(BriefNames names, HotSpots spots) {
    private static final int MOST = 10;
    private static final double METRES_OF_A_DEGREE = 111_195;

    /** @param unscanned days that had not been looked at */
    record Told(List<BriefSpot> spots, List<String> unscanned) {}

    /** @param without nights that are to be left out: they had not been scanned when what is made again was made */
    Told of(BriefSubject subject, BriefPeriod period, List<String> without) {
        if (subject.kind().equals(BriefSubject.UNIT)) {
            return new Told(List.of(), List.of());
        }
        HotSpots.Nights nights = spots.between(
                period.from(),
                period.to(),
                without.stream().map(LocalDate::parse).toList());
        List<HotSpots.Dated> kept = new ArrayList<>();
        for (HotSpots.Dated each : nights.found()) {
            if (kept.size() < MOST
                    && isIn(subject, each.spot())
                    && kept.stream().noneMatch(one -> same(one, each))) {
                kept.add(each);
            }
        }
        List<BriefSpot> told = new ArrayList<>();
        kept.forEach(each -> told.add(told(each, told.size() + 1)));
        return new Told(
                told, nights.unscanned().stream().map(LocalDate::toString).toList());
    }

    private boolean isIn(BriefSubject subject, HotSpot spot) {
        int rank = names.rank(subject.level());
        List<Integer> chain = names.chain(spot.lon(), spot.lat());
        return rank == 0 || !chain.isEmpty() && names.isWithin(chain.get(chain.size() - 1), rank, subject.code());
    }

    private static boolean same(HotSpots.Dated one, HotSpots.Dated other) {
        HotSpot a = one.spot();
        HotSpot b = other.spot();
        double north = (a.lat() - b.lat()) * METRES_OF_A_DEGREE;
        double east = (a.lon() - b.lon()) * METRES_OF_A_DEGREE * Math.cos(Math.toRadians(a.lat()));
        return Objects.equals(a.category(), b.category())
                && Math.hypot(north, east) <= a.radiusMetres() + b.radiusMetres();
    }

    private BriefSpot told(HotSpots.Dated dated, int number) {
        HotSpot spot = dated.spot();
        String category = spot.category();
        return new BriefSpot(
                Integer.toString(number),
                names.chain(spot.lon(), spot.lat()).stream()
                        .map(each -> names.areas().directory().name(each))
                        .toList(),
                category == null ? null : names.category(category),
                dated.lastDay().toString(),
                spot.days(),
                spot.radiusMetres(),
                spot.observed(),
                spot.expected(),
                spot.chance());
    }
}
