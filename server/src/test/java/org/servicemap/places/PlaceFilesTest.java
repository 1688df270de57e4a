package org.servicemap.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.servicemap.units.RowFault;

/** The files of places that packs bring and exports write. */
class PlaceFilesTest {
    private static final String HEADER =
            "code,name_zh,category,lon,lat,phone,hours,zone,accessibility,in_charge,unit,matters,website,updated_on,"
                    + "appointments\n";

    @ParameterizedTest
    @CsvSource({"tiny, 18, 11", "beijing, 55, 36"})
    void thePacksCategoriesAndMattersAreInBothLanguages(String pack, int leaves, int matters) {
        PlaceCategories tree = new PlaceCategories(CategoryCsv.read(TestPlaces.file(pack, "place_categories.csv")));

        assertThat(tree.list().stream().filter(one -> tree.isLeaf(one.code()))).hasSize(leaves);
        assertThat(tree.list()).allSatisfy(one -> assertThat(one.name().byTag()).containsOnlyKeys("zh", "en"));
        assertThat(tree.duties())
                .extracting(PlaceCategory::duty)
                .containsOnly("service_centre", "community_office", "police_station", "health_station");
        assertThat(MatterYaml.read(TestPlaces.file(pack, "matters.yml"), "matters.yml", tree))
                .hasSize(matters)
                .allSatisfy(one -> assertThat(one.name().byTag()).containsOnlyKeys("zh", "en"));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        List<PlaceCategory> categories = CategoryCsv.read(TestPlaces.tiny().categories());
        List<Matter> matters = MatterYaml.read(TestPlaces.tiny().matters());
        List<Place> places = PlaceCsv.read(TestPlaces.tiny().places());
        List<String> languages = List.of("zh", "en");

        assertThat(CategoryCsv.read(CategoryCsv.write(categories, languages))).isEqualTo(categories);
        assertThat(MatterYaml.read(MatterYaml.write(matters))).isEqualTo(matters);
        assertThat(PlaceCsv.read(PlaceCsv.write(places, languages))).isEqualTo(places);
        assertThat(places)
                .hasSize(39)
                .allSatisfy(place -> assertThat(PlaceJson.read(PlaceJson.write(place), Place.class))
                        .isEqualTo(place));
        assertThat(places.stream().filter(place -> place.code().equals("hall-990101001")))
                .singleElement()
                .satisfies(place -> assertThat(place.matters())
                        .containsExactly(new PlaceMatter(
                                "low_income",
                                org.servicemap.text.LocalText.of(
                                        "zh", "周三下午不受理", "en", "Not on Wednesday afternoons"))));
    }

    @Test
    void categoriesInsideOthersAreARange() {
        PlaceCategories tree =
                new PlaceCategories(CategoryCsv.read(TestPlaces.tiny().categories()));

        assertThat(tree.isWithin("village_station", "government")).isTrue();
        assertThat(tree.isWithin("police_station", "government")).isFalse();
        assertThat(tree.isWithin("nothing", "government")).isFalse();
        assertThat(tree.isWithin("government", "nothing")).isFalse();
        assertThat(tree.dutyOf("village_station"))
                .extracting(PlaceCategory::duty)
                .isEqualTo("community_office");
        assertThat(tree.dutyOf("district_centre"))
                .extracting(PlaceCategory::code)
                .isEqualTo("government");
        assertThat(tree.dutyOf("library")).isNull();
    }

    @Test
    void aPhotoIsNamedByItsIdAndNeverByTheKeyOfAnUpload() {
        List<RowFault> found = faults(HEADER.strip() + ",photos\n", "a,馆,library,116,39,,,,,,,,,,,45 67.secret");

        assertThat(found).extracting(RowFault::field, RowFault::code).containsExactly(tuple("photos", "unknown_photo"));
    }

    private static List<RowFault> faults(String rows) {
        return faults(HEADER, rows);
    }

    private static List<RowFault> faults(String header, String rows) {
        List<RowFault> faults = new ArrayList<>();
        PlaceReferences references = new PlaceReferences(
                new PlaceCategories(CategoryCsv.read(TestPlaces.tiny().categories())),
                Set.of("marriage"),
                Set.of("U"),
                null);
        PlaceCsv.read(new StringReader(header + rows), "places.csv", references, new ArrayList<>(), faults);
        return faults;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,馆,library,116,39,,,,,,,,,, | none",
                ",馆,library,116,39,,,,,,,,,, | code missing_value",
                "a b,馆,library,116,39,,,,,,,,,, | code bad_code",
                "a,,library,116,39,,,,,,,,,, | name bad_name",
                "a,<b>馆</b>,library,116,39,,,,,,,,,, | name bad_name",
                "a,馆,zoo,116,39,,,,,,,,,, | category unknown_category",
                "a,馆,library,x,39,,,,,,,,,, | lon bad_coordinates",
                "a,馆,library,39,116,,,,,,,,,, | lon bad_coordinates",
                "a,馆,library,116,39,call me,,,,,,,,, | phone bad_phone",
                "a,馆,library,116,39,,9-5,,,,,,,, | hours bad_hours",
                "a,馆,library,116,39,,,Mars,,,,,,, | zone bad_zone",
                "a,馆,library,116,39,,,,ramp,,,,,, | accessibility unknown_fact",
                "a,馆,library,116,39,,,,,here,,,,, | in_charge bad_in_charge",
                "a,馆,library,116,39,,,,,,X,,,, | unit unknown_unit",
                "a,馆,library,116,39,,,,,,,dance,,, | matters unknown_matter",
                "a,馆,library,116,39,,,,,,,,javascript:alert(1),, | website bad_website",
                "a,馆,library,116,39,,,,,,,,,soon, | updated_on bad_date",
                "a,馆,library,116,39,,,,,,,,,,perhaps | appointments bad_appointments",
                "a,馆,library,116,39 | '' ragged_row"
            })
    void aFaultNamesRowFieldAndCode(String row, String fault) {
        List<RowFault> found =
                faults("z,好,library,116,39,010-5550 1234,Mo-Fr 09:00-17:00,,lift,,U,marriage,,,yes\n" + row);
        if (fault.equals("none")) {
            assertThat(found).isEmpty();
        } else {
            String[] parts = fault.replace("''", "").split(" ");
            assertThat(found).anySatisfy(one -> {
                assertThat(one.file()).isEqualTo("places.csv");
                assertThat(one.line()).isEqualTo(3);
                assertThat(one.field()).isEqualTo(parts[0]);
                assertThat(one.code()).isEqualTo(parts[1]);
                assertThat(one.message().byTag()).containsOnlyKeys("zh", "en");
            });
        }
    }

    @Test
    void aCodeStandsOnce() {
        assertThat(faults("a,馆,library,116,39,,,,,,,,,,\na,馆,library,116,39,,,,,,,,,,"))
                .extracting(RowFault::code, RowFault::line)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("duplicate_code", 3L));
    }

    @Test
    void aTableWithoutItsColumnsIsNotRead() {
        List<RowFault> faults = new ArrayList<>();
        PlaceCsv.read(new StringReader("name\nx"), "p.csv", null, new ArrayList<>(), faults);
        assertThat(faults)
                .extracting(RowFault::code, RowFault::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("missing_column", "code"));
    }

    @Test
    void mattersNameTheLineOfWhatIsWrong() {
        assertThatThrownBy(() -> MatterYaml.read("matters:\n  - {code: a, nane: {zh: 甲}}", "m.yml"))
                .hasMessageContaining("m.yml:2")
                .hasMessageContaining("«nane»");
        assertThatThrownBy(() -> MatterYaml.read(
                        "matters:\n  - {code: a, name: {zh: 甲}, categories: [zoo]}", "m.yml", PlaceCategories.NONE))
                .hasMessageContaining("the category zoo");
        assertThatThrownBy(() -> CategoryCsv.read(new StringReader("code,parent,name_zh\na,b,甲\n"), "c.csv"))
                .hasMessageContaining("c.csv:2 parent");
    }

    @Test
    void oneReadingNamesAllThatIsWrongWithMatters() {
        String yaml = """
                matters:
                  - {code: a, nane: {zh: 甲}}
                  - {code: b, name: {zh: 乙}, categories: [zoo, circus]}
                  - {code: b, name: {zh: 丙}, minutes: soon}
                  - {code: b, name: {zh: 丁}}
                """;
        assertThatThrownBy(() -> MatterYaml.read(yaml, "m.yml", PlaceCategories.NONE))
                .isInstanceOfSatisfying(
                        PlaceException.class,
                        e -> assertThat(e.faults())
                                .extracting(fault -> fault.code() + ":" + fault.line())
                                .containsExactly(
                                        "bad_matter:2", // the key
                                        "bad_matter:2", // so there is no name
                                        "unknown_category:3",
                                        "unknown_category:3",
                                        "bad_matter:4",
                                        "bad_matter:5"));
    }
}
