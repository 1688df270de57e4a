package org.servicemap.insights;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.servicemap.insights.RateOutlookFacts.Answered;
import org.servicemap.insights.RateOutlookFacts.Left;
import org.servicemap.insights.RateOutlookFacts.Open;
import org.servicemap.insights.forecast.Incidence;
import org.servicemap.insights.forecast.RateWorlds;
import org.servicemap.insights.forecast.RateWorlds.Batch;

/**
 * Each unit's own worlds at the end of an assessment: its callbacks so far, its open requests by urgency and age with the share of such that was
 * called back within as long, those that will still come at the pace of the last four weeks, and its answers of half a year, on time and
 * late. Where a unit has few cases the city's stand beside them. Of one moment.
 */
final class RateOutlook {
    static final int WORLDS = 300;
    private static final Duration HISTORY = Duration.ofDays(180);
    private static final Duration PACE = Duration.ofDays(28);
    /** Cases of its own from which on a unit is taken by itself. */
    private static final double ENOUGH = 50;
    /** What the city's answers weigh beside a unit's own. */
    private static final double PRIOR = 20;

    private final RateOutlookFacts facts;

    RateOutlook(RateOutlookFacts facts) {
        this.facts = facts;
    }

    /**
     * A unit's own.
     *
     * @param known callbacks so far by kind of answer
     * @param open requests
     * @param worlds counts by kind of answer at the end
     */
    record Own(double[] known, long open, double[][] worlds) {}

    private record Key(String unit, String urgency) {}

    Map<String, Own> at(Instant at, RateOutlookRules rules) {
        List<Left> left = facts.left(at.minus(HISTORY), at);
        Map<Key, Incidence> byUnit = incidence(left, each -> new Key(each.unit(), each.urgency()));
        Map<Key, Incidence> byUrgency = incidence(left, each -> new Key("", each.urgency()));
        Map<String, double[][]> answers = answers(facts.answered(at.minus(HISTORY), at));
        Map<String, double[]> known = new HashMap<>();
        facts.answered(rules.from(), at)
                .forEach(each ->
                        known.computeIfAbsent(each.unit(), unit -> new double[RateWorlds.ANSWERS])[each.kind()] +=
                                each.n());
        int days =
                (int) Math.max(0, Math.ceil(Duration.between(at, rules.until()).toHours() / 24.0));
        Map<String, List<Batch>> batches = new HashMap<>();
        Map<String, Long> open = new HashMap<>();
        Function<Key, Incidence> pace = key -> enough(key, byUnit, byUrgency);
        for (Open each : facts.open(at)) {
            open.merge(each.unit(), each.n(), Long::sum);
            add(
                    batches,
                    each.unit(),
                    batch(each.n(), pace.apply(new Key(each.unit(), each.urgency())), each.age(), days, each.late()));
        }
        coming(at).forEach((key, perDay) -> {
            for (int day = 1; day <= days; day++) {
                add(batches, key.unit(), batch(perDay, pace.apply(key), -1, days - day, false));
            }
        });
        Map<String, Own> found = new HashMap<>();
        java.util.Set<String> units = new java.util.TreeSet<>(known.keySet());
        units.addAll(batches.keySet());
        double[][] city = answers.getOrDefault("", new double[2][RateWorlds.ANSWERS]);
        for (String unit : units) {
            double[] so = known.getOrDefault(unit, new double[RateWorlds.ANSWERS]);
            List<double[]> strata = strata(answers.getOrDefault(unit, new double[2][RateWorlds.ANSWERS]), city);
            found.put(
                    unit,
                    new Own(
                            so,
                            open.getOrDefault(unit, 0L),
                            RateWorlds.of(so, batches.getOrDefault(unit, List.of()), strata, WORLDS, unit.hashCode())));
        }
        return found;
    }

    private static void add(Map<String, List<Batch>> batches, String unit, Batch batch) {
        if (batch.open() > 0 && batch.share() > 0) {
            batches.computeIfAbsent(unit, key -> new ArrayList<>()).add(batch);
        }
    }

    private static Batch batch(double n, Incidence incidence, int age, int days, boolean late) {
        return new Batch(n, incidence.share(age, days), Math.max(1, incidence.behind(Math.max(0, age))), late ? 1 : 0);
    }

    private static Map<Key, Incidence> incidence(List<Left> left, Function<Left, Key> key) {
        Map<Key, Incidence> found = new HashMap<>();
        left.forEach(each ->
                found.computeIfAbsent(key.apply(each), any -> new Incidence()).add(each.age(), each.exit(), each.n()));
        return found;
    }

    private static Incidence enough(Key key, Map<Key, Incidence> byUnit, Map<Key, Incidence> byUrgency) {
        Incidence own = byUnit.getOrDefault(key, new Incidence());
        return own.cases() >= ENOUGH ? own : byUrgency.getOrDefault(new Key("", key.urgency()), own);
    }

    /** Requests a day of the last four weeks. */
    private Map<Key, Double> coming(Instant at) {
        Map<Key, Double> perDay = new HashMap<>();
        facts.left(at.minus(PACE), at)
                .forEach(each -> perDay.merge(
                        new Key(each.unit(), each.urgency()), each.n() / (double) PACE.toDays(), Double::sum));
        return perDay;
    }

    /** By unit: counts by kind of answer, on time and late; under the empty name the city's. */
    private static Map<String, double[][]> answers(List<Answered> answered) {
        Map<String, double[][]> found = new HashMap<>();
        for (Answered each : answered) {
            for (String of : List.of(each.unit(), "")) {
                found.computeIfAbsent(of, unit -> new double[2][RateWorlds.ANSWERS])[each.late() ? 1 : 0][
                                each.kind()] +=
                        each.n();
            }
        }
        return found;
    }

    /** Late ones stand on those on time too, where few were late. */
    private static List<double[]> strata(double[][] own, double[][] city) {
        double[] inTime = plus(own[0], scaled(city[0], PRIOR));
        double[] late = plus(own[1], scaled(sum(city[1]) > 0 ? city[1] : city[0], PRIOR));
        return List.of(sum(inTime) > 0 ? inTime : late, sum(late) > 0 ? late : inTime);
    }

    private static double[] plus(double[] one, double[] other) {
        double[] plus = one.clone();
        for (int at = 0; at < plus.length; at++) {
            plus[at] += other[at];
        }
        return plus;
    }

    private static double[] scaled(double[] counts, double to) {
        double sum = sum(counts);
        return sum == 0
                ? counts
                : java.util.Arrays.stream(counts).map(each -> each * to / sum).toArray();
    }

    private static double sum(double[] counts) {
        return java.util.Arrays.stream(counts).sum();
    }
}
