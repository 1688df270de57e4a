package org.servicemap.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Limit;
import org.servicemap.text.LocalText;
import org.servicemap.units.KnownTerms;

/**
 * The words of a city's process that routing uses, as the pack defines them: each an id with its name. Where a list is
 * empty the pack does not restrict it and any id may be used; without diversions there are the regulations' six.
 *
 * @param leastUrgency by flag: requests of categories that carry it are of this urgency class at least
 */
public record Terms(
        Map<String, LocalText> unitKinds,
        Map<String, LocalText> requestKinds,
        Map<String, LocalText> channels,
        Map<String, UrgencyClass> urgencyClasses,
        Map<String, LocalText> diversions,
        Map<String, LocalText> flags,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> leastUrgency) {
    /** Where a pack names none: the six of the regulations (article 11). */
    private static final Map<String, LocalText> DIVERSIONS = sixDiversions();

    private static final double HOURS_OF_DAY = 24;
    private static final double DAYS_OF_WORKING_DAY = 7 / 5.0;

    public static final Terms ANY = new Terms(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /**
     * @param limit how long requests of this class may take, or null for no limit
     */
    public record UrgencyClass(LocalText name, @Nullable Limit limit) {}

    public Terms {
        unitKinds = ordered(unitKinds);
        requestKinds = ordered(requestKinds);
        channels = ordered(channels);
        urgencyClasses = ordered(urgencyClasses);
        diversions = ordered(diversions);
        flags = ordered(flags);
        // what was kept of former catalogues does not have it
        leastUrgency = leastUrgency == null ? Map.of() : ordered(leastUrgency);
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * From the pack's {@code process} block as plain maps and lists. A block that is no list of {@code {id, name}}, or a
     * limit that is none, is an IllegalArgumentException that names it.
     */
    public static Terms of(Map<String, ?> process) {
        return new Terms(
                names(process, "unit_kinds"),
                names(process, "request_kinds"),
                names(process, "channels"),
                urgencyClasses(process),
                process.get("diversions") == null ? DIVERSIONS : names(process, "diversions"),
                names(process, "flags"),
                leastUrgency(process));
    }

    /** The urgency classes from the shortest limit on, those without a limit last; of equal ones as the pack has them. */
    public List<String> quickestFirst() {
        return urgencyClasses.entrySet().stream()
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingDouble(this::hours))
                .toList();
    }

    /** How long a class gives, about, for holidays are not known without a day; infinite where nothing limits it. */
    double hours(String urgency) {
        UrgencyClass known = urgencyClasses.get(urgency);
        Limit limit = known == null ? null : known.limit();
        if (limit == null) {
            return Double.POSITIVE_INFINITY;
        }
        return switch (limit.unit()) {
            case HOURS -> limit.amount();
            case DAYS -> limit.amount() * HOURS_OF_DAY;
            case WORKING_DAYS -> limit.amount() * HOURS_OF_DAY * DAYS_OF_WORKING_DAY;
        };
    }

    private static Map<String, String> leastUrgency(Map<String, ?> process) {
        Set<String> classes = urgencyClasses(process).keySet();
        Map<String, String> least = new LinkedHashMap<>();
        for (Map<?, ?> item : items(process, "flags")) {
            Object urgency = item.get("urgency");
            if (urgency != null && !classes.contains(urgency.toString())) {
                throw new IllegalArgumentException("process.flags: there is no urgency class " + urgency);
            }
            if (urgency != null) {
                least.put(id(item, "flags"), urgency.toString());
            }
        }
        return least;
    }

    /** What the checks of units and categories need. */
    public KnownTerms known() {
        return new KnownTerms(
                Set.copyOf(unitKinds.keySet()), Set.copyOf(urgencyClasses.keySet()), Set.copyOf(flags.keySet()));
    }

    private static Map<String, LocalText> sixDiversions() {
        Map<String, LocalText> six = new LinkedHashMap<>();
        six.put("emergency_line", LocalText.of("zh", "紧急警务、急救、消防", "en", "Emergency lines"));
        six.put("statutory", LocalText.of("zh", "法定途径", "en", "Statutory channels"));
        six.put("known_matter", LocalText.of("zh", "同一事项无新情况", "en", "Same matter with no new facts"));
        six.put("secret", LocalText.of("zh", "国家秘密、商业秘密、个人隐私", "en", "Secrets and privacy"));
        six.put("outside_duty", LocalText.of("zh", "不属于受理范围", "en", "Outside the duty"));
        six.put("unlawful", LocalText.of("zh", "违反法律或公序良俗", "en", "Unlawful"));
        return six;
    }

    private static Map<String, LocalText> names(Map<String, ?> process, String key) {
        Map<String, LocalText> names = new LinkedHashMap<>();
        items(process, key).forEach(item -> names.put(id(item, key), name(item)));
        return names;
    }

    private static Map<String, UrgencyClass> urgencyClasses(Map<String, ?> process) {
        Map<String, UrgencyClass> classes = new LinkedHashMap<>();
        for (Map<?, ?> item : items(process, "urgency_classes")) {
            classes.put(id(item, "urgency_classes"), new UrgencyClass(name(item), limit(item.get("limit"))));
        }
        return classes;
    }

    private static List<Map<?, ?>> items(Map<String, ?> process, String key) {
        Object list = process.get(key);
        List<Map<?, ?>> items = new ArrayList<>();
        if (list == null) {
            return items;
        }
        if (!(list instanceof List<?> values)) {
            throw new IllegalArgumentException("process." + key + " must be a list of {id, name}");
        }
        for (Object value : values) {
            items.add(value instanceof Map<?, ?> map ? map : Map.of("id", String.valueOf(value)));
        }
        return items;
    }

    private static String id(Map<?, ?> item, String key) {
        Object id = item.get("id");
        if (id == null) {
            throw new IllegalArgumentException("process." + key + ": an item has no id");
        }
        return id.toString();
    }

    private static LocalText name(Map<?, ?> item) {
        Object name = item.get("name");
        Map<String, String> byTag = new LinkedHashMap<>();
        if (name instanceof Map<?, ?> map) {
            map.forEach((tag, text) -> byTag.put(tag.toString(), String.valueOf(text)));
        } else if (name != null) {
            byTag.put("und", name.toString());
        }
        return new LocalText(byTag);
    }

    private static @Nullable Limit limit(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map && map.size() == 1) {
            Map.Entry<?, ?> entry = map.entrySet().iterator().next();
            Limit.Unit unit = Limit.Unit.valueOf(entry.getKey().toString().toUpperCase(Locale.ROOT));
            return new Limit(unit, Integer.parseInt(entry.getValue().toString()));
        }
        throw new IllegalArgumentException(
                "process.urgency_classes: a limit is {hours: 2}, {days: 7} or {working_days: 15}");
    }
}
