package org.servicemap.app;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.HotSpots;
import org.servicemap.insights.briefs.BriefGround;
import org.servicemap.insights.briefs.BriefRates;
import org.servicemap.insights.briefs.BriefWork;
import org.servicemap.insights.facts.Facts;
import org.servicemap.requests.rates.RateRules;
import org.servicemap.requests.rates.Tally;
import org.servicemap.routing.Terms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports, wired to the requests' rates and numbers, and run at their time. */
final class BriefWiring {
    private static final Logger LOG = LoggerFactory.getLogger(BriefWiring.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private BriefWiring() {}

    static BriefWork briefs(Core core, Messages messages, Facts facts, HotSpots hotSpots) {
        return new BriefWork(new BriefGround(
                core.database(),
                facts,
                core::city,
                core.areas(),
                () -> core.units().current().directory(),
                () -> Terms.of(core.city().process()).unitKinds(),
                () -> core.units().current().categories(),
                hotSpots,
                () -> new Rates(RateRules.of(core.city().process())),
                ids -> numbers(core, ids),
                messages.outbox(),
                core.keyset().cipher(),
                core.config().accounts().publicBase(),
                core.clock()));
    }

    private static Map<Long, String> numbers(Core core, Collection<Long> ids) {
        Map<Long, String> numbers = new HashMap<>();
        core.database()
                .jdbi()
                .useHandle(handle -> handle.createQuery("SELECT id, number FROM requests WHERE id = ANY(:ids)")
                        .bindArray("ids", Long.class, ids.toArray())
                        .map((rs, context) -> Map.entry(rs.getLong("id"), rs.getString("number")))
                        .forEach(each -> numbers.put(each.getKey(), each.getValue())));
        return numbers;
    }

    static void start(Core core, BriefWork briefs, Jobs jobs) {
        jobs.everyLong(PAUSE, "reports at their time", () -> {
            if (core.areas().isReady()) {
                briefs.runDue();
            }
        });
        AtomicBoolean over = new AtomicBoolean();
        jobs.everyLong(PAUSE, "the demo's reports", () -> {
            if (!over.get() && core.areas().isReady() && (!People.isDemo(core) || openDemo(core, briefs))) {
                over.set(true);
            }
        });
    }

    /** False until the demo's year is there as a whole. */
    private static boolean openDemo(Core core, BriefWork briefs) {
        boolean loaded = core.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT coalesce(bool_and(loaded_at IS NOT NULL), false) FROM demo_history")
                        .mapTo(Boolean.class)
                        .one());
        int made = loaded ? briefs.openDemo() : -1;
        if (made > 0) {
            LOG.info("made {} demo reports", made);
        }
        return made >= 0;
    }

    /** The city's rates as the ranking makes them; null where it has none. */
    private record Rates(@Nullable RateRules rules) implements BriefRates {
        @Override
        public BriefRates.@Nullable Rates of(List<Answers> answers) {
            RateRules known = rules;
            if (known == null) {
                return null;
            }
            Tally.Rates rates = answers.stream()
                    .map(each -> Tally.of(each.n(), each.contacted(), each.solved(), each.satisfaction(), known))
                    .reduce(Tally.NONE, Tally::plus)
                    .rates(known);
            return rates == null
                    ? null
                    : new BriefRates.Rates(
                            rates.valid(),
                            rates.response(),
                            rates.resolution(),
                            rates.satisfaction(),
                            rates.score(),
                            rates.low(),
                            rates.high());
        }

        @Override
        public int leastToRank() {
            return rules == null ? Integer.MAX_VALUE : rules.leastToRank();
        }

        @Override
        public String rule() {
            RateRules known = rules;
            return known == null
                    ? ""
                    : known.responseWeight() + "/" + known.resolutionWeight() + "/" + known.satisfactionWeight() + "/"
                            + known.basicallySatisfied() + "/" + known.leastToRank();
        }
    }
}
