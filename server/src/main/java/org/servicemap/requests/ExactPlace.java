package org.servicemap.requests;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.servicemap.requests.history.CanonicalJson;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;

/**
 * Where a request is, to the metre: often somebody's home. The row has it in clear for those who work on the request; the history
 * only commits to it, so that it can be given up and every chain still be proven. Areas are not part of it. WGS 84, and the raw
 * coordinates as they came.
 */
final class ExactPlace {
    /** The name under which an event commits to it. */
    static final String NAME = "place";

    private static final Set<Field> FIELDS =
            EnumSet.of(Field.LON, Field.LAT, Field.ACCURACY_M, Field.RAW_X, Field.RAW_Y, Field.RAW_CRS);

    /** What a row says after it was given up. */
    static final Facts NOWHERE =
            Facts.builder().clear(FIELDS.toArray(new Field[0])).build();

    private ExactPlace() {}

    static boolean isIn(Facts facts) {
        return facts.values().entrySet().stream()
                .anyMatch(entry -> FIELDS.contains(entry.getKey()) && entry.getValue() != null);
    }

    /** What is committed to: the fields that have a value, as canonical JSON. */
    static String text(Facts facts) {
        return new String(CanonicalJson.bytes(FactsJson.write(part(facts, true))), StandardCharsets.UTF_8);
    }

    /** The facts that stand in the event itself. */
    static Facts without(Facts facts) {
        return part(facts, false);
    }

    private static Facts part(Facts facts, boolean exact) {
        Facts.Builder part = Facts.builder();
        facts.values().forEach((field, value) -> {
            if (exact == (FIELDS.contains(field) && value != null)) {
                part.set(field, value);
            }
        });
        return part.build();
    }

    /** The row that events make together with the values that were not erased. */
    static Facts folded(List<Chain.Link> chain, Map<String, Commitment> values) {
        Facts folded = Facts.NONE;
        for (Chain.Link link : chain) {
            Event event = Event.read(link.body()).event();
            folded = folded.with(FactsJson.read(event.set())).with(committed(event, values));
        }
        return folded;
    }

    private static Facts committed(Event event, Map<String, Commitment> values) {
        return event.commitments().keySet().stream()
                .filter(ExactPlace::isName)
                .map(values::get)
                .filter(Objects::nonNull)
                .map(value -> FactsJson.read(CanonicalJson.read(value.value().getBytes(StandardCharsets.UTF_8))))
                .findFirst()
                .orElse(Facts.NONE);
    }

    private static boolean isName(String name) {
        return name.substring(name.indexOf('.') + 1).equals(NAME);
    }
}
