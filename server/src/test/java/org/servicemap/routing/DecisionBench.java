package org.servicemap.routing;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.Words;

/** Random cases of the large city, resolved beforehand, to be decided again and again. */
public final class DecisionBench {
    private final Catalogue catalogue;
    private final Facts[] cases;

    public DecisionBench(Catalogue catalogue, int count) {
        this.catalogue = catalogue;
        cases = new Facts[count];
        Random random = new Random(1);
        Territory territory = catalogue.context().territory();
        int[] areas = territory.routingAreas();
        for (int i = 0; i < count; i++) {
            Facts facts = new Facts(catalogue.placeRoles().size());
            facts.category =
                    random.nextInt(catalogue.context().tables().categories().size());
            int[] features = {random.nextInt(20), 20 + random.nextInt(20), 40 + random.nextInt(20)};
            facts.places[0] = Located.of(areas[random.nextInt(areas.length)], features, territory);
            facts.fields[Check.Field.CHANNEL.ordinal()] = random.nextInt(3) - 1;
            facts.fields[Check.Field.URGENCY.ordinal()] = random.nextInt(8) - 1;
            ZonedDateTime at = Instant.ofEpochSecond(1_767_225_600L + random.nextInt(365 * 86400))
                    .atZone(catalogue.context().zone());
            catalogue.setTime(facts, at);
            facts.text = Words.normal(List.of("楼下施工噪声太大，晚上睡不着", "家里没有水，已经两天了", "闻到漏气的味道", "路灯坏了三个")
                    .get(random.nextInt(4)));
            cases[i] = facts;
        }
    }

    /** A checksum, so that nothing is optimised away. */
    public int decideAll() {
        int sum = 0;
        for (Facts facts : cases) {
            CompiledRule rule = catalogue.winner(facts);
            sum += rule == null || rule.to() == null ? -1 : rule.to().find(facts.places);
        }
        return sum;
    }

    public int count() {
        return cases.length;
    }
}
