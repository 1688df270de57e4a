package org.servicemap.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.Mark;
import org.servicemap.routing.rules.UnitRef;
import org.servicemap.routing.rules.Words;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** Numbers the catalogue's variables and makes their tests. Used while compiling; not thread-safe. */
final class Atoms {
    private static final int MINUTES = 24 * 60;
    private static final Mark NOWHERE = Mark.START;

    private final Territory territory;
    private final CategoryTree categories;
    private final Map<String, Integer> categoryNumbers;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<Atom> atoms = new ArrayList<>();
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Map<String, Integer>> fieldValues = new ArrayList<>();

    Atoms(Territory territory, CategoryTree categories, Map<String, Integer> categoryNumbers) {
        this.territory = territory;
        this.categories = categories;
        this.categoryNumbers = categoryNumbers;
        for (Check.Field ignored : Check.Field.values()) {
            fieldValues.add(new LinkedHashMap<>());
        }
    }

    List<Atom> list() {
        return atoms;
    }

    List<String> places() {
        return List.copyOf(places.keySet());
    }

    /** Numbers of the values that rules mention, by field. */
    List<Map<String, Integer>> fieldValues() {
        return fieldValues;
    }

    int place(String role) {
        return places.computeIfAbsent(role, r -> places.size());
    }

    Expr of(Check check) {
        return new Expr.Atom(number(check, placeOf(check), () -> test(check)));
    }

    /** Whether a reference names somebody. */
    Expr named(UnitFinder finder) {
        UnitRef ref = finder.ref();
        UnitRef key = new UnitRef(ref.form(), ref.value(), ref.role(), ref.place(), NOWHERE);
        return new Expr.Atom(number(key, finder.place(), () -> facts -> finder.find(facts.places) >= 0));
    }

    private int number(Object key, int place, java.util.function.Supplier<Predicate<Facts>> test) {
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        numbers.put(key, atoms.size());
        atoms.add(new Atom(key, place, test.get()));
        return atoms.size() - 1;
    }

    private int placeOf(Check check) {
        if (check instanceof Check.InArea area) {
            return place(area.place());
        }
        if (check instanceof Check.InOverlay overlay) {
            return place(overlay.place());
        }
        return check instanceof Check.PlaceKnown known ? place(known.place()) : -1;
    }

    private Predicate<Facts> test(Check check) {
        if (check instanceof Check.InCategory in) {
            BitSet set =
                    categoriesWhere(c -> in.codes().stream().anyMatch(code -> categories.isWithin(c.code(), code)));
            return facts -> facts.category >= 0 && set.get(facts.category);
        }
        if (check instanceof Check.HasFlag has) {
            BitSet set =
                    categoriesWhere(c -> categories.flags(c.code()).stream().anyMatch(has.flags()::contains));
            return facts -> facts.category >= 0 && set.get(facts.category);
        }
        if (check instanceof Check.OneOf oneOf) {
            return oneOf(oneOf);
        }
        if (check instanceof Check.Words words) {
            return words(words);
        }
        return placeOf(check) >= 0 ? placeTest(check) : timeTest(check);
    }

    private BitSet categoriesWhere(Predicate<Category> wanted) {
        BitSet set = new BitSet();
        categories.list().stream().filter(wanted).forEach(c -> set.set(categoryNumbers.getOrDefault(c.code(), 0)));
        return set;
    }

    private Predicate<Facts> oneOf(Check.OneOf check) {
        int field = check.field().ordinal();
        Map<String, Integer> values = fieldValues.get(field);
        BitSet set = new BitSet();
        check.values().forEach(value -> set.set(values.computeIfAbsent(value, v -> values.size())));
        return facts -> facts.fields[field] >= 0 && set.get(facts.fields[field]);
    }

    private static Predicate<Facts> words(Check.Words check) {
        String[] words = check.words().stream().map(Words::normal).toArray(String[]::new);
        return check.all()
                ? facts -> Arrays.stream(words).allMatch(word -> Words.occurs(word, facts.text))
                : facts -> {
                    for (String word : words) {
                        if (Words.occurs(word, facts.text)) {
                            return true;
                        }
                    }
                    return false;
                };
    }

    private Predicate<Facts> placeTest(Check check) {
        int place = placeOf(check);
        if (check instanceof Check.InArea in) {
            return areaTest(in, place);
        }
        if (check instanceof Check.InOverlay in) {
            BitSet features = featuresOf(in);
            return facts -> {
                for (int feature : facts.places[place].features) {
                    if (features.get(feature)) {
                        return true;
                    }
                }
                return false;
            };
        }
        return facts -> facts.places[place].isKnown();
    }

    private Predicate<Facts> areaTest(Check.InArea check, int place) {
        int rank = territory.rank(check.level());
        if (check.codes().isEmpty()) {
            return facts -> facts.places[place].areas[rank] >= 0;
        }
        BitSet areas = new BitSet();
        check.codes().forEach(code -> territory.findArea(check.level(), code).ifPresent(areas::set));
        return facts -> facts.places[place].areas[rank] >= 0 && areas.get(facts.places[place].areas[rank]);
    }

    private BitSet featuresOf(Check.InOverlay check) {
        BitSet set = new BitSet();
        for (int i = 0; i < territory.featureCount(); i++) {
            OverlayFeature feature = territory.feature(i);
            boolean wanted = territory.layerOf(i).id().equals(check.layer())
                    && (check.features().isEmpty() || check.features().contains(feature.code()))
                    && check.attributes().entrySet().stream()
                            .allMatch(e ->
                                    e.getValue().contains(feature.attributes().get(e.getKey())));
            set.set(i, wanted);
        }
        return set;
    }

    private static Predicate<Facts> timeTest(Check check) {
        if (check instanceof Check.Hours hours) {
            BitSet minutes = new BitSet(MINUTES);
            for (int minute = 0; minute < MINUTES; minute++) {
                int now = minute;
                minutes.set(minute, hours.spans().stream().anyMatch(span -> span.contains(now)));
            }
            return facts -> minutes.get(facts.minuteOfDay);
        }
        if (check instanceof Check.Weekdays weekdays) {
            return facts -> weekdays.days().contains(facts.dayOfWeek);
        }
        if (check instanceof Check.Seasons seasons) {
            Check.SeasonSpan[] spans = seasons.spans().toArray(Check.SeasonSpan[]::new);
            return facts -> {
                for (Check.SeasonSpan span : spans) {
                    if (span.contains(facts.monthDay)) {
                        return true;
                    }
                }
                return false;
            };
        }
        if (check instanceof Check.Dates dates) {
            return facts -> dates.spans().stream().anyMatch(span -> span.contains(facts.date));
        }
        if (check instanceof Check.Calendar calendar) {
            return facts -> calendar.kinds().contains(facts.dayKind);
        }
        throw new IllegalStateException("no test for " + check);
    }
}
