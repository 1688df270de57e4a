package org.servicemap.insights;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.accounts.Scope;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.insights.forecast.RateWorlds;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;

/** Where each unit's three rates will stand at the end of the running assessment, and how well that was foretold before. */
public final class RateOutlookRoutes implements InsightGroup {
    private static final double TAIL = 0.05;
    private static final int LEAST = 10;
    private static final int WINDOWS = 3;
    private static final double[] PARTS = {0.25, 0.5, 0.75};
    private static final Param<String> KIND = Param.text("kind", "Only units of this kind");
    private static final ErrorCode NO_RATES = new ErrorCode(404, "no_rates", "the city does not have the three rates");

    private final InsightGround ground;
    private final InsightScope scope;
    private final IntFunction<@Nullable RateOutlookRules> windows;
    private final Cache<Asked<Instant>, Map<String, Sum>> kept = Caffeine.newBuilder()
            .maximumSize(4)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();
    private final Cache<Asked<LocalDate>, List<RateOutlookProofJson>> proofs =
            Caffeine.newBuilder().maximumSize(8).build();

    /** @param windows so many assessments before the running one; null where the city has no rates */
    public RateOutlookRoutes(InsightGround ground, IntFunction<@Nullable RateOutlookRules> windows) {
        this.ground = ground;
        this.scope = new InsightScope(ground);
        this.windows = windows;
    }

    /** A time, and the area that who asks is bound to. */
    private record Asked<T>(T time, AreaBounds areas) {}

    @Describe("A rate at the end of the assessment")
    record RateOutlookValueJson(
            @Describe("As it stands; null without callbacks") @Nullable
            Double now,

            double expected,
            @Describe("Of the interval of 90 %") double low,
            double high) {}

    @Describe("Where a unit's rates will stand at the end of the running assessment")
    record RateOutlookJson(
            String code,
            LocalText name,
            String kind,
            @Describe("First day that counts") LocalDate from,
            @Describe("Last day that counts, included") LocalDate to,
            @Describe("Valid callbacks so far") long n,
            @Describe("Open requests that it leads") long open,

            @Describe("Valid callbacks at the end") double expectedCallbacks,

            @Describe("0 to 1") RateOutlookValueJson response,
            @Describe("0 to 1") RateOutlookValueJson resolution,
            @Describe("0 to 1") RateOutlookValueJson satisfaction,
            @Describe("0 to 100") RateOutlookValueJson score) {}

    @Describe("How well scores were foretold at one moment of a past assessment")
    record RateOutlookProofJson(
            LocalDate from,
            @Describe("Included") LocalDate to,
            @Describe("When it was foretold") LocalDate at,

            @Describe("Units with at least 10 callbacks then and at the end")
            int units,

            @Describe("Share of them whose score lay in the interval of 90 %") @Nullable
            Double covered,

            @Describe("Mean distance of the expected score from the true one, in points") @Nullable
            Double error,

            @Describe("The same of the score as it stood then") @Nullable
            Double naiveError) {}

    @Override
    public List<Route> routes() {
        return List.of(
                scope.route(
                                "rate-outlook",
                                "listRateOutlook",
                                "Where each unit's three rates will stand at the end of the running assessment",
                                "Callbacks so far, and 300 drawn worlds of those to come: open requests by urgency and age, new ones at the"
                                        + " pace of four weeks, answered as before. A unit's figures are its own and those of all below it; for who"
                                        + " is bound to an area they are of what lies there.")
                        .takes(KIND)
                        .fails(NO_RATES)
                        .page(
                                RateOutlookJson.class,
                                "Units with callbacks, the lowest expected score first",
                                this::list),
                scope.route(
                                "rate-outlook/backtest",
                                "listRateOutlookBacktest",
                                "How well scores were foretold in the last three assessments",
                                "Foretold again from what was known then; units as they led in the end. Computed once a day.")
                        .fails(NO_RATES)
                        .page(
                                RateOutlookProofJson.class,
                                "The latest assessment first",
                                exchange -> Page.whole(backtest(exchange))));
    }

    /** A unit's with all below it. */
    private record Sum(double[] known, long open, double[][] worlds) {
        Sum plus(Sum other) {
            double[][] both = new double[worlds.length][];
            for (int world = 0; world < both.length; world++) {
                both[world] = RateOutlookRoutes.plus(worlds[world], other.worlds[world]);
            }
            return new Sum(RateOutlookRoutes.plus(known, other.known), open + other.open, both);
        }
    }

    private static double[] plus(double[] one, double[] other) {
        double[] sum = one.clone();
        Arrays.setAll(sum, at -> one[at] + other[at]);
        return sum;
    }

    private RateOutlookRules rules(int ago) {
        RateOutlookRules rules = windows.apply(ago);
        if (rules == null) {
            throw NO_RATES.problem("this city has no rates");
        }
        return rules;
    }

    private Page<RateOutlookJson> list(Exchange exchange) {
        scope.asOf();
        RateOutlookRules rules = rules(0);
        Map<String, Sum> sums = kept.get(
                new Asked<>(rules.from(), scope.bounds(exchange.caller())),
                asked -> sums(new RateOutlook(facts(asked)).at(ground.clock().instant(), rules)));
        List<String> units = Scope.units(ground.units().get(), exchange.caller());
        String kind = exchange.find(KIND);
        List<RateOutlookJson> rows = new ArrayList<>();
        for (Unit unit : ground.units().get().list()) {
            Sum sum = sums.get(unit.code());
            boolean asked =
                    (units == null || units.contains(unit.code())) && (kind == null || kind.equals(unit.kind()));
            if (sum != null && asked && callbacks(sum) >= 1) {
                rows.add(json(unit, sum, rules));
            }
        }
        rows.sort(Comparator.comparingDouble(row -> row.score().expected()));
        return Page.whole(rows);
    }

    private RateOutlookFacts facts(Asked<?> asked) {
        return new RateOutlookFacts(ground.facts(), asked.areas());
    }

    private static double callbacks(Sum sum) {
        return Arrays.stream(sum.worlds())
                .mapToDouble(world -> Arrays.stream(world).sum())
                .average()
                .orElse(0);
    }

    private Map<String, Sum> sums(Map<String, RateOutlook.Own> own) {
        Map<String, Sum> sums = new HashMap<>();
        own.forEach((unit, each) -> {
            Set<String> seen = new HashSet<>();
            for (String at = unit; at != null && seen.add(at); at = parent(at)) {
                sums.merge(at, new Sum(each.known(), each.open(), each.worlds()), Sum::plus);
            }
        });
        return sums;
    }

    private @Nullable String parent(String unit) {
        return ground.units().get().find(unit).map(Unit::parent).orElse(null);
    }

    private RateOutlookJson json(Unit unit, Sum sum, RateOutlookRules rules) {
        var zone = ground.city().get().zone();
        return new RateOutlookJson(
                unit.code(),
                unit.name(),
                unit.kind(),
                LocalDate.ofInstant(rules.from(), zone),
                LocalDate.ofInstant(rules.until(), zone).minusDays(1),
                Math.round(Arrays.stream(sum.known()).sum()),
                sum.open(),
                callbacks(sum),
                value(sum, RateOutlookRoutes::response),
                value(sum, RateOutlookRoutes::resolution),
                value(sum, counts -> satisfaction(counts, rules)),
                value(sum, counts -> score(counts, rules)));
    }

    private static RateOutlookValueJson value(Sum sum, ToDoubleFunction<double[]> rate) {
        double[] drawn = Arrays.stream(sum.worlds())
                .mapToDouble(rate)
                .filter(each -> !Double.isNaN(each))
                .sorted()
                .toArray();
        double now = rate.applyAsDouble(sum.known());
        double mean = Arrays.stream(drawn).average().orElse(0);
        return new RateOutlookValueJson(
                Double.isNaN(now) ? null : now,
                mean,
                Math.min(mean, quantile(drawn, TAIL)),
                Math.max(mean, quantile(drawn, 1 - TAIL)));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    private static double share(double[] counts, java.util.function.IntPredicate kind) {
        double n = Arrays.stream(counts).sum();
        double hits = 0;
        for (int at = 0; at < counts.length; at++) {
            hits += kind.test(at) ? counts[at] : 0;
        }
        return n == 0 ? Double.NaN : hits / n;
    }

    private static double response(double[] counts) {
        return share(counts, kind -> kind >= RateWorlds.kind(true, false, 0));
    }

    private static double resolution(double[] counts) {
        return share(counts, kind -> kind % 6 >= 3);
    }

    private static double satisfaction(double[] counts, RateOutlookRules rules) {
        return share(counts, kind -> kind % 3 == 0) + rules.basically() * share(counts, kind -> kind % 3 == 1);
    }

    private static double score(double[] counts, RateOutlookRules rules) {
        return 100
                * (rules.response() * response(counts)
                        + rules.resolution() * resolution(counts)
                        + rules.satisfaction() * satisfaction(counts, rules));
    }

    private List<RateOutlookProofJson> backtest(Exchange exchange) {
        scope.asOf();
        rules(0);
        return proofs.get(new Asked<>(scope.today(), scope.bounds(exchange.caller())), asked -> {
            RateOutlookFacts facts = facts(asked);
            List<RateOutlookProofJson> proof = new ArrayList<>();
            for (int ago = 1; ago <= WINDOWS; ago++) {
                for (double part : PARTS) {
                    proof.add(proof(facts, rules(ago), part));
                }
            }
            return proof;
        });
    }

    /** What was foretold when a part of an assessment was over, beside its end. */
    private RateOutlookProofJson proof(RateOutlookFacts facts, RateOutlookRules rules, double part) {
        Instant at = rules.from().plusMillis((long)
                (part * Duration.between(rules.from(), rules.until()).toMillis()));
        Map<String, double[]> truth = new HashMap<>();
        facts.answered(rules.from(), rules.until())
                .forEach(each ->
                        truth.computeIfAbsent(each.unit(), unit -> new double[RateWorlds.ANSWERS])[each.kind()] +=
                                each.n());
        int units = 0;
        int covered = 0;
        double error = 0;
        double naive = 0;
        for (Map.Entry<String, RateOutlook.Own> each :
                new RateOutlook(facts).at(at, rules).entrySet()) {
            double[] end = truth.get(each.getKey());
            double[] so = each.getValue().known();
            if (end != null
                    && Arrays.stream(end).sum() >= LEAST
                    && Arrays.stream(so).sum() >= LEAST) {
                RateOutlookValueJson told =
                        value(new Sum(so, 0, each.getValue().worlds()), counts -> score(counts, rules));
                double is = score(end, rules);
                units++;
                covered += is >= told.low() - 1e-9 && is <= told.high() + 1e-9 ? 1 : 0;
                error += Math.abs(told.expected() - is);
                naive += Math.abs(score(so, rules) - is);
            }
        }
        var zone = ground.city().get().zone();
        return new RateOutlookProofJson(
                LocalDate.ofInstant(rules.from(), zone),
                LocalDate.ofInstant(rules.until(), zone).minusDays(1),
                LocalDate.ofInstant(at, zone),
                units,
                units == 0 ? null : (double) covered / units,
                units == 0 ? null : error / units,
                units == 0 ? null : naive / units);
    }
}
