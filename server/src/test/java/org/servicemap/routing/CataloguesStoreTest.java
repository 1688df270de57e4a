package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.calendars.Calendars;
import org.servicemap.routing.rules.CatalogueException;
import org.servicemap.routing.rules.RuleBook;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitAreas;
import org.servicemap.units.Units;

@OnEveryDatabase
class CataloguesStoreTest {
    private static final String YAML = """
            label: "A"
            rules:
              - {id: east, title: East, when: {area: {subdistrict: [11, "12"]}}, to: {unit: GAS}} # 11 stays here
              - {id: rest, title: Rest, to: {area_unit: subdistrict}}
            """;

    private final Database database;
    private final Units units;
    private final Catalogues catalogues;

    CataloguesStoreTest(Database database) {
        this.database = database;
        units = new Units(database);
        catalogues = new Catalogues(
                database,
                () -> {
                    throw new IllegalStateException("no city here");
                },
                units,
                new Calendars(database));
    }

    @Test
    void oneCatalogueIsPublishedAndTheOneBeforeRetired() {
        long first = catalogues.draft(YAML, null);
        long second = catalogues.draft(YAML.replace("\"A\"", "\"B\""), "examples: []");
        catalogues.publish(first);
        catalogues.publish(second);
        assertThat(catalogues.findPublished()).hasValueSatisfying(text -> {
            assertThat(text.label()).isEqualTo("B");
            assertThat(text.specYaml()).isEqualTo("examples: []");
        });
        assertThat(catalogues.find(first).orElseThrow().status()).isEqualTo(CatalogueText.Status.RETIRED);
        catalogues.publish(first);
        assertThat(catalogues.findPublished().orElseThrow().id()).isEqualTo(first);
        assertThat(catalogues.list()).extracting(CatalogueText::id).startsWith(second, first);
    }

    @Test
    void aCatalogueThatCannotBeReadIsNotStored() {
        int before = catalogues.list().size();
        assertThatThrownBy(() -> catalogues.draft("rules: [{id: x}]", null)).isInstanceOf(CatalogueException.class);
        assertThatThrownBy(() -> catalogues.publish(1))
                .isInstanceOfSatisfying(
                        RoutingException.class, e -> assertThat(e.code()).isEqualTo("unknown_catalogue"));
        assertThat(catalogues.list()).hasSize(before);
    }

    @Test
    void aRuleNamesAllPartsOfAnAreaThatWasSplitAndItsExamplesFollow() {
        String yaml = """
                label: "S"
                rules:
                  - {id: east, title: East, when: {area: {subdistrict: [11, "12"]}}, to: {unit: GAS}} # 11 stays here
                  - id: one
                    title: One
                    when:
                      area:
                        subdistrict:
                          - '11'
                          - 12
                    to: {unit: GAS}
                  - {id: alone, title: Alone, when: {not: {area: {subdistrict: 11}}}, to: {area_unit: subdistrict}}
                """;
        String spec = """
                examples:
                  - {name: In 11, category: H-1, place: {subdistrict: 11}, expect: {rule: east}}
                  - name: Elsewhere
                    category: H-1
                    places: {incident: {subdistrict: "12"}, registered: {subdistrict: '11', overlays: {heating: 11}}}
                    expect: {rule: one}
                """;
        units.replace(TestCity.TABLES);
        catalogues.publish(catalogues.draft(yaml, spec));
        AreaKey old = new AreaKey("subdistrict", "11");
        List<AreaDependants.Move> moves = List.of(
                new AreaDependants.Move(old, new AreaKey("subdistrict", "31"), 0.6),
                new AreaDependants.Move(old, new AreaKey("subdistrict", "32"), 0.4));
        database.useTransaction(handle -> {
            new RuleAreas(catalogues).move(handle, moves);
            new UnitAreas(units).move(handle, moves);
        });
        CatalogueText moved = catalogues.findPublished().orElseThrow();
        assertThat(moved.yaml())
                .isEqualTo(yaml.replace("[11, \"12\"]", "[\"31\", \"32\", \"12\"]")
                        .replace("          - '11'\n", "          - '31'\n          - '32'\n")
                        .replace("{subdistrict: 11}}}", "{subdistrict: [\"31\", \"32\"]}}}"));
        assertThat(moved.specYaml())
                .isEqualTo(spec.replace("{subdistrict: 11}", "{subdistrict: \"31\"}")
                        .replace("'11'", "'31'"));
        assertThat(units.refresh().directory().find("S11")).map(Unit::area).contains("31");
        assertThatCode(() -> RuleBook.read(moved.yaml())).doesNotThrowAnyException();
    }

    @Test
    void unitsAndRulesFollowTheirAreas() {
        units.replace(TestCity.TABLES);
        catalogues.publish(catalogues.draft(YAML, null));
        RuleAreas rules = new RuleAreas(catalogues);
        UnitAreas unitAreas = new UnitAreas(units);
        AreaKey old = new AreaKey("subdistrict", "11");
        AreaKey now = new AreaKey("subdistrict", "0X");
        database.useTransaction(handle -> {
            assertThat(rules.on(handle, Set.of(old)))
                    .extracting(AreaDependants.Dependant::id)
                    .containsExactly("east");
            assertThat(unitAreas.on(handle, Set.of(old)))
                    .extracting(AreaDependants.Dependant::id)
                    .containsExactly("S11");
            List<AreaDependants.Move> moves = List.of(new AreaDependants.Move(old, now, 1));
            rules.move(handle, moves);
            unitAreas.move(handle, moves);
        });
        assertThat(catalogues.findPublished().orElseThrow().yaml())
                .isEqualTo(YAML.replace("[11, \"12\"]", "[\"0X\", \"12\"]"));
        assertThat(units.refresh().directory().find("S11")).map(Unit::area).contains("0X");
    }
}
