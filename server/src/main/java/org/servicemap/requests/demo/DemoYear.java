package org.servicemap.requests.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A year of invented requests: how many fall on each day, and each day's requests. The same seed, city and days give the
 * same requests, whatever day is asked for first. Immutable.
 */
public final class DemoYear {
    private static final int HOT_SPOTS = 90;
    private static final int SHORTEST_DAYS = 18;
    private static final int LONGEST_DAYS = 80;
    private static final int RAIN = 1;
    private static final int SPOT = 2;
    private static final int LEAF = 3;
    private static final int HOT = 4;

    private final DemoCity city;
    private final long seed;
    private final LocalDate first;
    private final double[] leaves;
    private final DemoRhythm.Topic[] topics;
    private final Weighted spots;
    private final List<HotSpot> hotSpots = new ArrayList<>();
    private final List<Planted> planted = new ArrayList<>();

    /** A place that one category haunts for some time. */
    record HotSpot(int spot, int category, LocalDate from, LocalDate until) {
        boolean isOn(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(until);
        }
    }

    /**
     * A planted incident in this city.
     *
     * @param share of the requests of a day on which it goes on, that are its own
     * @param spots weight by position; all others are nothing
     */
    record Planted(PlantedIncident incident, int category, double share, Weighted spots) {}

    /** @param first the first day of the year */
    public DemoYear(DemoCity city, long seed, LocalDate first) {
        this.city = city;
        this.seed = seed;
        this.first = first;
        int categories = city.categories().size();
        topics = new DemoRhythm.Topic[categories];
        leaves = new double[categories];
        weighCategories();
        double[] weights = new double[city.spots().size()];
        for (int i = 0; i < weights.length; i++) {
            // a few places call far more often than most (Pareto)
            weights[i] = Math.pow(1 - Seeds.fraction(seed, Seeds.mix(SPOT, i)), -0.45);
        }
        spots = new Weighted(weights);
        drawHotSpots();
        city.rhythm().planted().forEach(incident -> plant(incident, weights));
    }

    /** With a category that the city does not have nothing is planted. */
    private void plant(PlantedIncident incident, double[] weights) {
        double[] own = new double[weights.length];
        double sum = 0;
        for (int spot : incident.spotsIn(city.spots())) {
            own[spot] = weights[spot];
            sum += weights[spot];
        }
        double usual = sum / spots.total();
        double share = (incident.factor() - 1) * usual / (1 + (incident.factor() - 1) * usual);
        for (int i = 0; i < leaves.length; i++) {
            if (city.categories().get(i).code().equals(incident.category())) {
                planted.add(new Planted(incident, i, share, new Weighted(own)));
            }
        }
    }

    private void weighCategories() {
        Map<@Nullable String, Double> shared = new HashMap<>();
        @Nullable String[] named = new @Nullable String[leaves.length];
        for (int i = 0; i < leaves.length; i++) {
            named[i] = city.rhythm().topicOf(city.categories().get(i).lineage());
            topics[i] = city.rhythm().topic(named[i]);
            leaves[i] = 0.2 + Math.pow(Seeds.fraction(seed, Seeds.mix(LEAF, i)), 2);
            shared.merge(named[i], leaves[i], Double::sum);
        }
        for (int i = 0; i < leaves.length; i++) {
            leaves[i] *= topics[i].weight() / shared.getOrDefault(named[i], 1.0);
        }
    }

    private void drawHotSpots() {
        Weighted categories = new Weighted(leaves);
        for (int i = 0; i < HOT_SPOTS; i++) {
            SplittableRandom random = Seeds.random(seed, Seeds.mix(HOT, i));
            boolean stays = i % 3 == 0;
            LocalDate from = first.plusDays(stays ? 0 : random.nextInt(330));
            int days = stays ? 400 : SHORTEST_DAYS + random.nextInt(LONGEST_DAYS - SHORTEST_DAYS);
            hotSpots.add(new HotSpot(spots.draw(random), categories.draw(random), from, from.plusDays(days)));
        }
    }

    /** Rain falls on a whole day here. */
    boolean rains(LocalDate day) {
        return rains(city.rhythm(), seed, day);
    }

    /** The same of any year of a seed. */
    public static boolean rains(DemoRhythm rhythm, long seed, LocalDate day) {
        return rhythm.rains(day.getMonthValue(), Seeds.random(seed, Seeds.mix(RAIN, day.toEpochDay())));
    }

    /** Weight of each category on a day. */
    double[] categoriesOn(LocalDate day) {
        double[] weights = seasonOn(day);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= leaves[i];
        }
        return weights;
    }

    /** How busy each category's topic is on a day, 1 as in an average month. */
    double[] seasonOn(LocalDate day) {
        boolean rainy = rains(day);
        boolean free = isFree(day);
        double[] season = new double[topics.length];
        for (int i = 0; i < season.length; i++) {
            season[i] = topics[i].onDay(day.getMonthValue(), rainy, free);
        }
        return season;
    }

    static boolean isFree(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /**
     * How many requests each day has, the first day first; together exactly {@code count}.
     *
     * @param days length of the year
     * @param lastDay share of the last day that is over, 0 to 1
     */
    public int[] quotas(int days, long count, double lastDay) {
        double[] weights = new double[days];
        double total = 0;
        for (int i = 0; i < days; i++) {
            LocalDate day = first.plusDays(i);
            double week = isFree(day) ? 0.68 : day.getDayOfWeek() == DayOfWeek.MONDAY ? 1.15 : 1;
            double noise = 0.92 + 0.16 * Seeds.fraction(seed, Seeds.mix(5, i));
            // half as seasonal as its parts: people who have nothing seasonal to say call all year
            double season = 0.5 + 0.5 * new Weighted(categoriesOn(day)).total() / yearly();
            weights[i] = week * noise * season * (i == days - 1 ? lastDay : 1);
            total += weights[i];
        }
        return share(weights, total, count);
    }

    private double yearly() {
        double sum = 0;
        for (int i = 0; i < leaves.length; i++) {
            sum += leaves[i];
        }
        return sum;
    }

    private static int[] share(double[] weights, double total, long count) {
        int[] quotas = new int[weights.length];
        double due = 0;
        long given = 0;
        for (int i = 0; i < quotas.length; i++) {
            due += weights[i] / total * count;
            quotas[i] = (int) (Math.round(due) - given);
            given += quotas[i];
        }
        return quotas;
    }

    DemoCity city() {
        return city;
    }

    long seed() {
        return seed;
    }

    DemoRhythm.Topic topic(int category) {
        return topics[category];
    }

    Weighted spots() {
        return spots;
    }

    List<HotSpot> hotSpotsOn(LocalDate day) {
        return hotSpots.stream().filter(spot -> spot.isOn(day)).toList();
    }

    List<Planted> plantedOn(LocalDate day) {
        return planted.stream().filter(each -> each.incident().isOn(day, first)).toList();
    }

    /** How many days there are from the first to a day. */
    int dayNumber(LocalDate day) {
        return (int) ChronoUnit.DAYS.between(first, day);
    }
}
