package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.servicemap.calendars.DayKind;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.Condition;
import org.servicemap.routing.rules.Rule;
import org.servicemap.routing.rules.UnitRef;
import org.servicemap.units.CategoryTree;

/** Random small catalogues: the proof and the compiled catalogue against rules read naively over every combination. */
class CompletenessOracleTest {
    private static final int CATALOGUES = 60;
    private static final List<String> WORDS = List.of("气", "漏气", "水");
    private static final List<String> CONDITIONS = List.of(
            "category: H",
            "category: [H-1, L]",
            "flag: basic",
            "area: {district: 1}",
            "area: {subdistrict: [11, 21]}",
            "overlay: heating",
            "overlay: {layer: heating, features: Z2}",
            "overlay: {layer: heating, attributes: {fuel: gas}}",
            "channel: web",
            "channel: [web, hotline]",
            "text: [气]",
            "text: {any: [漏气, 水]}",
            "text: {all: [气, 水]}",
            "hours: 22:00-05:00",
            "hours: [00:00-02:00, 05:00-22:00]",
            "weekdays: [monday, saturday]",
            "calendar: working_day",
            "calendar: holiday",
            "calendar: make_up_day",
            "place: registered",
            "place: registered, area: {subdistrict: any}",
            "area: {subdistrict: any}",
            "place: registered, area: {district: 2}");
    private static final List<String> OUTCOMES = List.of(
            "to: {unit: GAS}",
            "to: {area_unit: subdistrict}",
            "to: {overlay_unit: heating}",
            "to: {role: housing, level: district}",
            "to: {area_unit: subdistrict}",
            "to: {area_unit: district, place: registered}",
            "to: {area_unit: subdistrict, place: registered}",
            "divert: emergency");

    private final CategoryTree categories = new CategoryTree(TestCity.TABLES.categories());
    private final Territory territory = TestCity.territory();

    @Test
    void theProofAgreesWithEveryCombination() {
        Random random = new Random(20260101);
        int withHoles = 0;
        int withShadows = 0;
        for (int i = 0; i < CATALOGUES; i++) {
            String yaml = catalogue(random);
            Catalogue catalogue = Catalogue.compile(yaml, TestCity.context());
            CompletenessReport report = Completeness.check(catalogue, TestCity.HOLED, TestCity.cells());
            Set<String> holes = new TreeSet<>();
            BitSet winners = new BitSet();
            everyQuestion(yaml, question -> {
                int rule = naive(catalogue.rules(), question);
                if (rule < 0) {
                    holes.add(question.category());
                } else {
                    winners.set(rule);
                }
            });
            Set<String> proved = new TreeSet<>();
            report.findings("hole").forEach(f -> proved.add(f.category()));
            assertThat(proved).as("categories with holes of\n" + yaml).isEqualTo(holes);
            Set<String> never = new TreeSet<>();
            report.findings("shadowed_rule").forEach(f -> never.add(f.rule()));
            report.findings("idle_rule").forEach(f -> never.add(f.rule()));
            Set<String> idle = new TreeSet<>();
            for (int rule = 0; rule < catalogue.rules().size(); rule++) {
                if (!winners.get(rule)) {
                    idle.add(catalogue.rules().get(rule).id());
                }
            }
            assertThat(never).as("rules that never win of\n" + yaml).isEqualTo(idle);
            withHoles += holes.isEmpty() ? 0 : 1;
            withShadows += idle.isEmpty() ? 0 : 1;
        }
        assertThat(withHoles).as("the catalogues are of both kinds").isBetween(10, CATALOGUES - 10);
        assertThat(withShadows).isBetween(10, CATALOGUES - 10);
    }

    @Test
    void decisionsAreThoseOfTheRulesReadNaively() {
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            String yaml = catalogue(random);
            Catalogue catalogue = Catalogue.compile(yaml, TestCity.context());
            int[] seen = {0};
            everyQuestion(yaml, question -> {
                if (seen[0]++ % 97 == 0) {
                    int rule = naive(catalogue.rules(), question);
                    String expected =
                            rule < 0 ? null : catalogue.rules().get(rule).id();
                    Decision decision = catalogue.decide(question);
                    assertThat(decision.rule() == null ? null : decision.rule().id())
                            .isEqualTo(expected);
                    Catalogue.Outcome outcome = catalogue.outcome(question);
                    assertThat(outcome.unit()).isEqualTo(decision.unit());
                    assertThat(catalogue.replay(RoutingJson.readRecord(RoutingJson.write(decision.record()))))
                            .isEqualTo(decision);
                }
            });
        }
    }

    private static String catalogue(Random random) {
        StringBuilder yaml = new StringBuilder("rules:\n");
        int rules = 2 + random.nextInt(5);
        for (int i = 0; i < rules; i++) {
            yaml.append("  - {id: r")
                    .append(i)
                    .append(", title: T, when: {")
                    .append(when(random))
                    .append("}, ");
            yaml.append(OUTCOMES.get(random.nextInt(OUTCOMES.size()))).append("}\n");
        }
        if (random.nextInt(3) > 0) {
            yaml.append("  - {id: rest, title: T, to: {unit: GAS}")
                    .append(random.nextInt(3) == 0 ? ", when: {channel: web}" : "")
                    .append("}\n");
        }
        return yaml.toString();
    }

    private static String when(Random random) {
        String one = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
        String two = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
        return switch (random.nextInt(5)) {
            case 0 -> "all: [{" + one + "}, {" + two + "}]";
            case 1 -> "any: [{" + one + "}, {" + two + "}]";
            case 2 -> "not: {" + one + "}";
            case 3 -> "all: [{" + one + "}, {not: {" + two + "}}]";
            default -> one;
        };
    }

    /** Every combination of what the catalogue mentions; of what it does not mention one value stands for all. */
    private void everyQuestion(String yaml, Consumer<Question> sink) {
        List<Place> incidents = List.of(
                TestCity.place("subdistrict", "11"),
                TestCity.place("subdistrict", "11", "Z1"),
                TestCity.place("subdistrict", "12"),
                TestCity.place("subdistrict", "12", "Z1"),
                TestCity.place("subdistrict", "12", "Z2"),
                TestCity.place("subdistrict", "21"),
                TestCity.place("subdistrict", "22"),
                TestCity.place("district", "1"),
                TestCity.place("district", "1", "Z1"));
        List<Place> registered = List.of(
                Place.UNKNOWN,
                TestCity.place("subdistrict", "11", "Z1"),
                TestCity.place("subdistrict", "21"),
                TestCity.place("district", "1"),
                TestCity.place("district", "2"));
        List<String> texts = new ArrayList<>();
        for (int set = 0; set < 1 << WORDS.size(); set++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < WORDS.size(); word++) {
                text.append((set >> word & 1) == 1 ? WORDS.get(word) + "。" : "");
            }
            texts.add(text.toString());
        }
        List<Instant> moments = moments(yaml);
        for (String category : List.of("H", "H-1", "H-2", "L")) {
            for (Place incident : incidents) {
                for (Place other : some(yaml.contains("registered"), registered)) {
                    Map<String, Place> places = new TreeMap<>(Map.of("incident", incident, "registered", other));
                    for (String channel : some(yaml.contains("channel:"), Arrays.asList(null, "web", "hotline"))) {
                        for (String text : some(yaml.contains("text:"), texts)) {
                            for (Instant at : moments) {
                                sink.accept(new Question(category, places, channel, null, null, null, at, text));
                            }
                        }
                    }
                }
            }
        }
    }

    private static List<Instant> moments(String yaml) {
        List<String> days = List.of("05", "06", "10", "11", "12", "13", "17", "18", "24", "25");
        boolean byDay = yaml.contains("weekdays:") || yaml.contains("calendar:");
        List<Instant> moments = new ArrayList<>();
        for (String day : some(byDay, days)) {
            for (int hour : some(yaml.contains("hours:"), List.of(0, 2, 5, 22))) {
                moments.add(LocalDate.parse("2026-01-" + day)
                        .atTime(hour, 0)
                        .atZone(TestCity.ZONE)
                        .toInstant());
            }
        }
        return moments;
    }

    private static <T> List<T> some(boolean all, List<T> values) {
        return all ? values : values.subList(0, 1);
    }

    private int naive(List<Rule> rules, Question question) {
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (holds(rule.when(), question) && (rule.to() == null || names(rule.to(), question))) {
                return i;
            }
        }
        return -1;
    }

    private boolean names(UnitRef ref, Question question) {
        Place place = question.places().get(ref.place());
        return switch (ref.form()) {
            case UNIT -> true;
            case OVERLAY -> !place.overlays().isEmpty();
            case AREA -> ref.role() == null ? code(place, ref.value()) != null : "1".equals(code(place, ref.value()));
        };
    }

    private String code(Place place, String level) {
        return place.areas().stream()
                .filter(area -> area.level() == territory.rank(level))
                .map(Place.AreaAt::code)
                .findFirst()
                .orElse(null);
    }

    private boolean holds(Condition condition, Question question) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream().allMatch(part -> holds(part, question));
        }
        if (condition instanceof Condition.Any any) {
            return any.parts().stream().anyMatch(part -> holds(part, question));
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.part(), question);
        }
        return holds(((Condition.Leaf) condition).check(), question);
    }

    private boolean holds(Check check, Question question) {
        if (check instanceof Check.InCategory in) {
            return in.codes().stream().anyMatch(code -> categories.isWithin(question.category(), code));
        }
        if (check instanceof Check.HasFlag flag) {
            return flag.flags().stream()
                    .anyMatch(f -> categories.flags(question.category()).contains(f));
        }
        if (check instanceof Check.InArea in) {
            String code = code(question.places().get(in.place()), in.level());
            return code != null && (in.codes().isEmpty() || in.codes().contains(code));
        }
        if (check instanceof Check.InOverlay in) {
            return question.places().get(in.place()).overlays().stream()
                    .anyMatch(f -> (in.features().isEmpty() || in.features().contains(f.code()))
                            && (in.attributes().isEmpty() || f.code().equals("Z1")));
        }
        if (check instanceof Check.PlaceKnown known) {
            return !question.places().get(known.place()).areas().isEmpty();
        }
        if (check instanceof Check.OneOf oneOf) {
            return question.channel() != null && oneOf.values().contains(question.channel());
        }
        if (check instanceof Check.Words words) {
            return words.all()
                    ? words.words().stream().allMatch(question.text()::contains)
                    : words.words().stream().anyMatch(question.text()::contains);
        }
        ZonedDateTime at = question.at().atZone(TestCity.ZONE);
        if (check instanceof Check.Hours hours) {
            int minute = at.getHour() * 60 + at.getMinute();
            return hours.spans().stream()
                    .anyMatch(s -> s.from() < s.to()
                            ? s.from() <= minute && minute < s.to()
                            : minute >= s.from() || minute < s.to());
        }
        if (check instanceof Check.Weekdays weekdays) {
            return weekdays.days().contains(at.getDayOfWeek());
        }
        DayKind kind = TestCity.CALENDAR.kindOf(at.toLocalDate());
        return ((Check.Calendar) check).kinds().contains(kind);
    }
}
