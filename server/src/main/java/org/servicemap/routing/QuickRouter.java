package org.servicemap.routing;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.UnitRef;
import org.servicemap.routing.rules.Words;

/**
 * Decides many cases by one catalogue without reasons: only what its rules look at is worked out. Gives the same units as
 * {@link Catalogue#decide}. Not thread-safe: it uses one set of facts again and again.
 */
public final class QuickRouter {
    private static final String DIVERSION = "diversion:";
    private static final String REGISTERED = "registered";

    private final Catalogue catalogue;
    private final PlaceFinder places;
    private final Facts facts;
    private final QuickRules rules;
    private final DayFacts days;
    private final int[] urgencyOfCategory;
    /** Number of the role among the catalogue's; −1 when no rule looks at it. */
    private final int registered;

    private final boolean looksAtTime;
    private final boolean looksAtText;

    /**
     * @param resolver of the area version that the catalogue was compiled against
     */
    public QuickRouter(Catalogue catalogue, AreaResolver resolver) {
        this(catalogue, new PlaceFinder(catalogue.context().territory(), resolver, layersOf(catalogue)));
    }

    private QuickRouter(Catalogue catalogue, PlaceFinder places) {
        this.catalogue = catalogue;
        this.places = places;
        facts = new Facts(catalogue.placeRoles().size());
        registered = catalogue.placeRoles().indexOf(REGISTERED);
        rules = new QuickRules(catalogue);
        days = new DayFacts(catalogue.context());
        urgencyOfCategory = IntStream.range(0, catalogue.categories())
                .map(category -> catalogue.fieldNumber(Check.Field.URGENCY, catalogue.urgencyOf(category)))
                .toArray();
        looksAtTime = catalogue.atoms().stream().anyMatch(Atom::isTime);
        looksAtText = catalogue.atoms().stream().anyMatch(atom -> atom.key() instanceof Check.Words);
    }

    /** One that decides alike, for another thread. */
    QuickRouter another() {
        return new QuickRouter(catalogue, places);
    }

    PlaceFinder places() {
        return places;
    }

    /** The overlay layers that a catalogue's rules look at. */
    static Set<String> layersOf(Catalogue catalogue) {
        return catalogue.atoms().stream()
                .map(Atom::key)
                .map(key -> key instanceof Check.InOverlay in
                        ? in.layer()
                        : key instanceof UnitRef ref && ref.form() == UnitRef.Form.OVERLAY ? ref.value() : "")
                .filter(layer -> !layer.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Number of the case's category; −1 when the catalogue does not have it. */
    int category(PastCase past) {
        return catalogue.findCategory(past.category());
    }

    /** Code of the responsible unit, {@code diversion:id}, or null when no rule decides. */
    public @Nullable String target(PastCase past) {
        int category = catalogue.categoryNumber(past.category());
        return target(past, category, places.locate(past.point()), text(past, looksAtText));
    }

    boolean looksAtText() {
        return looksAtText;
    }

    /** A case's text as conditions look at it; empty when nobody does. */
    static String text(PastCase past, boolean looked) {
        return looked && past.text() != null ? Words.normal(past.text()) : "";
    }

    /** The same for a case whose category, place and text are known. */
    @Nullable
    String target(PastCase past, int category, Located at, String text) {
        fill(past, category, at);
        facts.text = looksAtText ? text : "";
        return targetOf(rules.winner(facts), facts);
    }

    @Nullable
    String targetOf(Facts given) {
        return targetOf(catalogue.winner(given), given);
    }

    private @Nullable String targetOf(@Nullable CompiledRule rule, Facts given) {
        if (rule == null) {
            return null;
        }
        if (rule.to() == null) {
            return DIVERSION + rule.rule().divert();
        }
        return catalogue
                .context()
                .tables()
                .units()
                .get(rule.to().find(given.places))
                .code();
    }

    /** The routing area of the case that was decided last; empty when it lay outside. */
    public String areaCode() {
        Territory territory = catalogue.context().territory();
        for (int rank = territory.routingRank(); rank >= 1; rank--) {
            if (facts.places[0].areas[rank] >= 0) {
                return territory.directory().code(facts.places[0].areas[rank]);
            }
        }
        return "";
    }

    private void fill(PastCase past, int category, Located at) {
        facts.category = category;
        facts.places[0] = at;
        if (registered > 0) {
            facts.places[registered] = past.registered() == null ? Located.UNKNOWN : places.locate(past.registered());
        }
        facts.fields[Check.Field.CHANNEL.ordinal()] = catalogue.fieldNumber(Check.Field.CHANNEL, past.channel());
        facts.fields[Check.Field.HOTLINE.ordinal()] = catalogue.fieldNumber(Check.Field.HOTLINE, past.hotline());
        facts.fields[Check.Field.KIND.ordinal()] = catalogue.fieldNumber(Check.Field.KIND, past.kind());
        facts.fields[Check.Field.URGENCY.ordinal()] = past.urgency() == null
                ? urgencyOfCategory[category]
                : catalogue.fieldNumber(Check.Field.URGENCY, catalogue.urgencyOf(category, past.urgency()));
        if (looksAtTime) {
            days.set(facts, past.at());
        }
    }
}
