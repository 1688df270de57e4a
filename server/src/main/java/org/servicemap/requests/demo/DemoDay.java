package org.servicemap.requests.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.language.DemoTexts;

/** Makes the requests of one day, once. */
public final class DemoDay {
    /** Several people report the same thing in this share of cases. */
    private static final double SHARED = 0.05;

    private static final double HOT = 0.09;
    private static final double UNSTATED = 0.02;
    private static final double ANONYMOUS = 0.3;
    private static final double METRES_PER_DEGREE = 111_000;
    private static final long DAY_MILLIS = 86_400_000;

    private final DemoYear year;
    private final DemoCity city;
    private final LocalDate day;
    private final SplittableRandom random;
    private final Weighted categories;
    private final double[] season;
    private final Weighted[] hours;
    private final List<DemoYear.HotSpot> hot;
    private final List<DemoYear.Planted> planted;
    private final int peoplePerSpot;
    private final Instant end;

    /**
     * @param people how many invented persons there are in the whole year, about
     * @param end when the year ends: nothing happens afterwards
     */
    public DemoDay(DemoYear year, LocalDate day, long people, Instant end) {
        this.year = year;
        this.city = year.city();
        this.day = day;
        this.end = end;
        random = Seeds.random(year.seed(), Seeds.mix(6, day.toEpochDay()));
        categories = new Weighted(year.categoriesOn(day));
        season = year.seasonOn(day);
        hours = new Weighted[city.categories().size()];
        hot = year.hotSpotsOn(day);
        planted = year.plantedOn(day);
        peoplePerSpot = (int) Math.max(1, people / city.spots().size());
    }

    /** What is reported, before it is known who reports it when. */
    private record Incident(int category, int spot, double lon, double lat) {}

    private record Draft(long millis, Incident incident, int shared) {}

    /** So many requests, the earliest first; no two in the same millisecond. */
    public List<DemoFiling> requests(int count) {
        List<Draft> drafts = new ArrayList<>(count);
        while (drafts.size() < count) {
            addIncident(drafts, count - drafts.size());
        }
        Draft[] sorted = drafts.toArray(Draft[]::new);
        Arrays.sort(sorted, java.util.Comparator.comparingLong(Draft::millis));
        return filings(sorted);
    }

    private void addIncident(List<Draft> drafts, int room) {
        Incident incident = incident();
        long millis = millis(incident.category());
        boolean shared = random.nextDouble() < SHARED;
        int reports = shared ? Math.min(room, 2 + (int) (3 * random.nextDouble() * random.nextDouble() * 2)) : 1;
        int group = shared ? drafts.size() : -1;
        for (int i = 0; i < reports; i++) {
            long later = i == 0 ? 0 : (long) (i * 3_600_000L * 2 * random.nextDouble());
            drafts.add(new Draft(Math.min(millis + later, lastMillis()), incident, group));
        }
    }

    private Incident incident() {
        // a day without any draws what it drew before any were planted
        double at = planted.isEmpty() ? 1 : random.nextDouble();
        for (DemoYear.Planted each : planted) {
            if (at < each.share()) {
                return at(each.category(), each.spots().draw(random), 120);
            }
            at -= each.share();
        }
        if (!hot.isEmpty() && random.nextDouble() < HOT) {
            DemoYear.HotSpot spot = hot.get(random.nextInt(hot.size()));
            // a cold boiler house bothers nobody in July
            if (random.nextDouble() < season[spot.category()]) {
                return at(spot.category(), spot.spot(), 40);
            }
        }
        return at(categories.draw(random), year.spots().draw(random), 160);
    }

    private Incident at(int category, int spot, double spreadMetres) {
        DemoCity.Spot at = city.spots().get(spot);
        double lat = at.lat() + random.nextGaussian() * spreadMetres / METRES_PER_DEGREE;
        double lon = at.lon()
                + random.nextGaussian() * spreadMetres / (METRES_PER_DEGREE * Math.cos(Math.toRadians(at.lat())));
        return new Incident(category, spot, degrees(lon), degrees(lat));
    }

    /** Seven decimals, as the map sends them. */
    private static double degrees(double value) {
        return Math.round(value * 1e7) / 1e7;
    }

    private long millis(int category) {
        Weighted profile = hours[category];
        if (profile == null) {
            profile = new Weighted(year.topic(category).hours());
            hours[category] = profile;
        }
        long millis = profile.draw(random) * 3_600_000L + random.nextLong(3_600_000L);
        // only of the day that is not over: on all others people call when they call
        return millis <= lastMillis() ? millis : (long) (lastMillis() * random.nextDouble(0.05, 1) + 1);
    }

    /** Of the day that is not over yet, only what is over. */
    private long lastMillis() {
        long over =
                end.toEpochMilli() - day.atStartOfDay(city.zone()).toInstant().toEpochMilli();
        return Math.max(1, Math.min(DAY_MILLIS - 1, over));
    }

    private List<DemoFiling> filings(Draft[] sorted) {
        long start = day.atStartOfDay(city.zone()).toInstant().toEpochMilli();
        List<DemoFiling> filings = new ArrayList<>(sorted.length);
        java.util.Map<Integer, Integer> firsts = new java.util.HashMap<>();
        long last = -1;
        for (int i = 0; i < sorted.length; i++) {
            last = Math.max(last + 1, sorted[i].millis());
            int group = sorted[i].shared();
            Integer before = group < 0 ? null : firsts.putIfAbsent(group, i);
            filings.add(filing(i, Instant.ofEpochMilli(start + last), sorted[i].incident(), before));
        }
        return filings;
    }

    private DemoFiling filing(int position, Instant at, Incident incident, @Nullable Integer reportOf) {
        long seed = Seeds.mix(Seeds.mix(year.seed(), 7 + day.toEpochDay()), position);
        SplittableRandom own = new SplittableRandom(seed);
        DemoCity.DemoCategory category = city.categories().get(incident.category());
        DemoCity.Spot spot = city.spots().get(incident.spot());
        String channel = channel(own);
        String kind = locationKind(channel, own);
        boolean anonymous = category.anonymousAllowed() && own.nextDouble() < ANONYMOUS;
        boolean byWords = kind.equals("address") || kind.equals("place");
        double shift = reportOf == null || byWords ? 0 : own.nextGaussian() * 15 / METRES_PER_DEGREE;
        return new DemoFiling(
                seed,
                at,
                channel,
                channel.equals("merged_hotline")
                        ? city.hotlines().get(own.nextInt(city.hotlines().size()))
                        : null,
                kind(own),
                category.code(),
                own.nextDouble() >= UNSTATED,
                city.texts().text(category.code(), slots(spot), own),
                kind,
                degrees(incident.lon() + shift),
                degrees(incident.lat() + shift),
                kind.equals("gps") ? (double) (5 + own.nextInt(45)) : null,
                byWords ? spot.place() : null,
                anonymous ? -1 : person(incident.spot(), own),
                reportOf == null ? -1 : reportOf);
    }

    private static DemoTexts.Slots slots(DemoCity.Spot spot) {
        return new DemoTexts.Slots(spot.place(), spot.road(), spot.crossing());
    }

    /** Most people ask once or twice, some again and again. */
    private long person(int spot, SplittableRandom own) {
        double skewed = Math.pow(own.nextDouble(), 1.7);
        return (long) spot * peoplePerSpot + (long) (skewed * peoplePerSpot);
    }

    private String channel(SplittableRandom own) {
        double at = own.nextDouble();
        String channel = at < 0.58 ? "hotline" : at < 0.86 ? "web" : at < 0.93 ? "warden" : "merged_hotline";
        boolean known = city.channels().isEmpty() || city.channels().contains(channel);
        boolean possible =
                known && !(channel.equals("merged_hotline") && city.hotlines().isEmpty());
        return possible ? channel : "web";
    }

    private static String locationKind(String channel, SplittableRandom own) {
        double at = own.nextDouble();
        return switch (channel) {
            case "warden" -> "gps";
            case "web" -> at < 0.6 ? "pin" : at < 0.9 ? "gps" : "place";
            default -> at < 0.45 ? "address" : at < 0.9 ? "place" : "pin";
        };
    }

    private String kind(SplittableRandom own) {
        double at = own.nextDouble();
        String kind = at < 0.42
                ? "complaint"
                : at < 0.84
                        ? "help"
                        : at < 0.92 ? "consultation" : at < 0.96 ? "suggestion" : at < 0.99 ? "tip_off" : "praise";
        return city.kinds().isEmpty() || city.kinds().contains(kind)
                ? kind
                : city.kinds().first();
    }
}
