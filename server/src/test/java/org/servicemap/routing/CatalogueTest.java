package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.routing.rules.CatalogueException;
import org.servicemap.routing.rules.Problem;
import org.servicemap.routing.rules.RuleBook;
import org.servicemap.routing.rules.Spec;
import org.servicemap.units.UnitTables;

class CatalogueTest {
    static final String YAML = """
            format: 1
            label: "2026"
            conditions:
              season: {season: 11-15..03-15}
            rules:
              - id: gas-leak
                title: {zh: 漏气先报紧急热线, en: Gas leaks go to the emergency line}
                when: {category: H, text: [漏气, gas leak]}
                divert: emergency
              - id: heating
                title: {zh: 供热派供热单位, en: Heating goes to the supplier}
                when:
                  category: H-1
                  use: season
                  overlay: heating
                to: {overlay_unit: heating}
                copies: [{area_unit: district}]
                assistants: [{role: housing, level: district}]
                deadline: {hours: 24}
                legal_basis: {zh: 《供热办法》第二十四条, en: "Heating Measures, Art. 24"}
              - id: wages
                title: {zh: 欠薪跟随用人单位, en: Wages follow the employer}
                when: {category: L}
                place: registered
                to: {area_unit: district}
              - id: territorial
                title: {zh: 属地街道负责, en: The sub-district acts}
                to: {area_unit: subdistrict}
                copies: [{area_unit: district}]
            """;
    private static final Instant WINTER = Instant.parse("2026-01-20T02:00:00Z");
    private static final Instant SUMMER = Instant.parse("2026-07-20T02:00:00Z");

    private final Catalogue catalogue = Catalogue.compile(YAML, TestCity.context());

    private static Question question(String category, Place place, Instant at, String text) {
        return new Question(category, Map.of("incident", place), null, null, null, null, at, text);
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        Decision decision =
                catalogue.decide(question("H-1", TestCity.place("subdistrict", "12", "Z2"), WINTER, "家里不热"));
        assertThat(decision.rule().id()).isEqualTo("heating");
        assertThat(decision.rule().line()).isEqualTo(10);
        assertThat(decision.unit().code()).isEqualTo("HEAT2");
        assertThat(decision.copies()).extracting(Decision.UnitName::code).containsExactly("G1");
        assertThat(decision.assistants()).extracting(Decision.UnitName::code).containsExactly("H1");
        assertThat(decision.deadline()).isEqualTo(WINTER.plusSeconds(86400));
        assertThat(decision.urgency().id()).isEqualTo("ordinary");
    }

    @Test
    void theExplanationIsASentenceInBothLanguages() {
        Decision decision = catalogue.decide(question("H-1", TestCity.place("subdistrict", "12", "Z2"), WINTER, null));
        assertThat(decision.explanation().in("zh", "zh"))
                .isEqualTo("因为诉求属于“住房 › 不热”，地点在东区二街，处在11月15日至3月15日期间，事发地位于供热区“二区”，"
                        + "按《供热办法》第二十四条，由第二热力负责；同时抄送东区政府；由东区房管局协助；应于2026年1月21日 10:00前办结。");
        assertThat(decision.explanation().in("en", "en"))
                .isEqualTo(
                        "Because the request is about “Housing › Not warm”, the place is in Second, East, the season is 15"
                                + " November to 15 March, the place lies in the heating zone “Z2”, Heating Two is responsible under"
                                + " Heating Measures, Art. 24; copies go to East District; East Housing assist; to be settled by"
                                + " 21 January 2026 10:00.");
    }

    @Test
    void losersSayWhy() {
        Decision decision = catalogue.decide(question("H-1", TestCity.place("subdistrict", "21"), SUMMER, null));
        assertThat(decision.rule().id()).isEqualTo("territorial");
        assertThat(decision.considered())
                .extracting(c -> c.rule().id())
                .containsExactly("gas-leak", "heating", "territorial");
        assertThat(decision.considered().get(0).because().in("en", "en"))
                .isEqualTo("the text does not mention “漏气”, “gas leak”");
        assertThat(decision.considered().get(1).because().in("zh", "zh")).isEqualTo("不在11月15日至3月15日期间");
        assertThat(decision.considered().get(2).won()).isTrue();
    }

    @Test
    void aDiversionIsNoDispatch() {
        Decision decision =
                catalogue.decide(question("H-2", TestCity.place("district", "1"), SUMMER, "Smells of GAS  LEAK!"));
        assertThat(decision.diversion().id()).isEqualTo("emergency");
        assertThat(decision.unit()).isNull();
        assertThat(decision.deadline()).isNull();
        assertThat(catalogue
                        .decide(question("H-2", TestCity.place("subdistrict", "11"), SUMMER, "gas leakage"))
                        .unit()
                        .code())
                .isEqualTo("S11");
    }

    @Test
    void anotherPlaceDecidesAndMustBeKnown() {
        Place here = TestCity.place("subdistrict", "11");
        Question known = new Question(
                "L",
                Map.of("incident", here, "registered", TestCity.place("district", "2")),
                null,
                null,
                null,
                null,
                SUMMER,
                null);
        assertThat(catalogue.decide(known).unit().code()).isEqualTo("G2");
        assertThat(catalogue.decide(known).explanation().in("zh", "zh")).contains("注册地在西区");
        assertThat(catalogue.decide(question("L", here, SUMMER, null)).rule().id())
                .isEqualTo("territorial");
    }

    @Test
    void nobodyIsAnAnswerToo() {
        Decision decision = catalogue.decide(question("H-2", Place.UNKNOWN, SUMMER, null));
        assertThat(decision.rule()).isNull();
        assertThat(decision.explanation().in("zh", "zh"))
                .startsWith("派单目录中没有适用的规则")
                .contains("地点不明");
    }

    @Test
    void anAmbiguousPlaceNamesBothSides() {
        Place.AreaAt district = new Place.AreaAt(1, "1", 900.0, 1, false, List.of());
        Place.AreaAt sub = new Place.AreaAt(
                2, "11", 12.5, 0.71, true, List.of(new Place.Candidate("11", 0.71), new Place.Candidate("12", 0.29)));
        Decision decision =
                catalogue.decide(question("H-2", new Place(List.of(district, sub), List.of()), SUMMER, null));
        assertThat(decision.ambiguous()).isTrue();
        assertThat(decision.borderMetres()).isEqualTo(12.5);
        assertThat(decision.alternatives())
                .extracting(a -> a.unit().code() + a.same())
                .containsExactly("S11true", "S12false");
        assertThat(decision.explanation().in("zh", "zh")).endsWith("位置靠近边界：一街一侧（71%）由一街道负责、二街一侧（29%）由二街道负责。");
    }

    @Test
    void decisionsReplayBitForBitWithoutTheText() {
        Decision decision =
                catalogue.decide(question("H-1", TestCity.place("subdistrict", "12", "Z1"), WINTER, "秘密的话，漏气"));
        String stored = RoutingJson.write(decision.record());
        assertThat(stored).contains("\"code\":\"12\"").doesNotContain("秘密").doesNotContain("漏气");
        Decision again = catalogue.replay(RoutingJson.readRecord(stored));
        assertThat(again).isEqualTo(decision);
        assertThat(RoutingJson.write(again)).isEqualTo(RoutingJson.write(decision));
        assertThat(RoutingJson.write(Catalogue.compile(YAML, TestCity.context()).replay(decision.record())))
                .isEqualTo(RoutingJson.write(decision));
    }

    @Test
    void theFingerprintCoversUnitsCalendarAndTerms() {
        RoutingContext context = TestCity.context();
        UnitTables renamed = new UnitTables(
                context.tables().units().subList(1, context.tables().units().size()),
                context.tables().categories(),
                context.tables().hotlines());
        RuleBook book = RuleBook.read(CatalogueTest.YAML.replace("unit: GAS", "unit: S11"));
        assertThat(List.of(
                        Fingerprint.of(book, context),
                        Fingerprint.of(book, with(context, renamed, context.terms(), context.calendar())),
                        Fingerprint.of(book, with(context, context.tables(), Terms.ANY, context.calendar())),
                        Fingerprint.of(book, with(context, context.tables(), context.terms(), WorkingCalendar.PLAIN))))
                .doesNotHaveDuplicates();
        assertThat(Fingerprint.of(book, TestCity.context())).isEqualTo(Fingerprint.of(book, context));
    }

    private static RoutingContext with(RoutingContext c, UnitTables tables, Terms terms, WorkingCalendar calendar) {
        return new RoutingContext(c.territory(), tables, terms, calendar, c.zone(), c.languages());
    }

    @Test
    void aRecordOfAnotherCatalogueIsRefused() {
        DecisionRecord record = catalogue.record(question("H-1", Place.UNKNOWN, WINTER, null));
        Catalogue other = Catalogue.compile(YAML.replace("24}", "25}"), TestCity.context());
        assertThatThrownBy(() -> other.replay(record))
                .isInstanceOfSatisfying(
                        RoutingException.class, e -> assertThat(e.code()).isEqualTo("other_catalogue"));
    }

    @Test
    void unknownWordsOfAQuestionAreErrorsThatNameTheField() {
        assertThatThrownBy(() -> catalogue.decide(question("X", Place.UNKNOWN, WINTER, null)))
                .isInstanceOfSatisfying(
                        RoutingException.class, e -> assertThat(e.code()).isEqualTo("unknown_category"));
        Question fax = new Question("H", Map.of(), "fax", null, null, null, WINTER, null);
        assertThatThrownBy(() -> catalogue.decide(fax))
                .isInstanceOfSatisfying(
                        RoutingException.class, e -> assertThat(e.field()).isEqualTo("channel"));
    }

    @Test
    void everyMistakeIsListedWithItsLine() {
        String bad = """
                format: 1
                rules:
                  - id: a
                    title: A
                    when:
                      categorie: H
                      hours: 25:00-26:00
                      use: nothing
                    to: {unit: GAS}
                  - id: a
                    title: B
                    when: {dates: 2026-02-30, season: 13-01..14-01, text: [""]}
                    to: {unit: GAS}
                    divert: emergency
                  - title: C
                """;
        assertThat(problems(bad))
                .contains(
                        "6 unknown_key",
                        "7 bad_value",
                        "8 unknown_condition",
                        "10 duplicate_rule",
                        "12 bad_value",
                        "10 missing_key",
                        "15 bad_value",
                        "15 missing_key");
        assertThat(problems("rules: [")).containsExactly("1 bad_yaml");
    }

    @Test
    void referencesToNothingAreListedWithTheirLine() {
        String bad = """
                rules:
                  - id: a
                    title: A
                    when:
                      category: [H, X]
                      area:
                        village: 1
                        district: [1, 9]
                      overlay: {layer: heating, features: [Z1, Z9]}
                      channel: fax
                      flag: f
                    to: {unit: NOBODY}
                    copies: [{role: police, level: district}, {overlay_unit: water}]
                    urgency: soon
                """;
        assertThat(problems(bad))
                .containsExactlyInAnyOrder(
                        "5 unknown_category",
                        "7 unknown_level",
                        "8 unknown_area",
                        "9 unknown_overlay_feature",
                        "10 unknown_channel",
                        "11 unknown_flag",
                        "12 unknown_unit",
                        "13 unknown_role",
                        "13 unknown_overlay",
                        "14 unknown_urgency");
    }

    @Test
    void whatCannotBeReadAndWhatIsNotThereAreNamedTogether() {
        assertThat(problems("""
                        format: 1
                        rules:
                          - id: a
                            title: a
                            when: {category: zoo, hours: 25:00-26:00}
                            to: {unit: nobody}
                          - id: b
                            title: b
                            whn: {}
                            to: {area_unit: village}
                        """))
                .containsExactly(
                        "5 bad_value", "5 unknown_category", "6 unknown_unit", "9 unknown_key", "10 unknown_level");
    }

    private static List<String> problems(String yaml) {
        try {
            Catalogue.compile(yaml, TestCity.context());
            return List.of();
        } catch (CatalogueException e) {
            return e.problems().stream()
                    .map((Problem p) -> p.mark().line() + " " + p.code())
                    .toList();
        }
    }

    @Test
    void examplesThatHoldAndOneThatDoesNot() {
        String yaml = """
                at: 2026-01-20 10:00
                examples:
                  - name: cold
                    category: H-1
                    place: {subdistrict: "12", overlays: {heating: Z2}}
                    expect: {rule: heating, unit: HEAT2, copies: [G1], assistants: [H1], deadline: 2026-01-21 10:00}
                  - name: leak
                    category: H-2
                    text: 有漏气
                    expect: {divert: emergency}
                  - name: wages
                    category: L
                    places: {registered: {district: "2"}}
                    expect: {unit: G2, copies: [], urgency: complex}
                  - name: a point
                    category: L
                    place: {lon: 0.5, lat: 0.5}
                    expect: {unit: G2}
                  - name: wrong
                    category: H-2
                    place: {subdistrict: "11"}
                    expect: {unit: S12}
                """;
        SpecReport report = SpecRunner.run(catalogue, Spec.read(yaml), null);
        assertThat(report.skipped()).isEqualTo(1);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.example()).isEqualTo("wrong");
            assertThat(failure.mark().line()).isEqualTo(22);
            assertThat(failure.message().in("en", "en")).isEqualTo("unit should be S12 but is S11");
        });
    }
}
