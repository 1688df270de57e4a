package org.servicemap.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitTablesTest {
    private static final String UNITS = """
            code,kind,name_zh,name_en,parent,level,area,overlay,overlay_feature,role,phone,contact_fax
            D1,government,东区政府,East District,,district,1,,,government,123,
            D1-H,department,东区房管局,East Housing,D1,district,1,,,housing,,9
            HEAT,enterprise,热力公司,Heating Co,,,,heating_zone,HZ1,,,
            """;
    private static final String CATEGORIES = """
            code,parent,name_zh,name_en,urgency,publication,flags
            H,,住房,Housing,ordinary,coarse,a
            H-1,H,供热,Heating,urgent,,b c
            H-1-1,H-1,不热,Cold,,,
            """;

    private static final List<String> LANGUAGES = List.of("zh-CN", "en");

    private static final KnownPlaces PLACES = new KnownPlaces() {
        @Override
        public boolean hasLevel(String level) {
            return level.equals("district");
        }

        @Override
        public boolean hasArea(String level, String code) {
            return code.equals("1");
        }

        @Override
        public boolean hasOverlay(String layer) {
            return layer.equals("heating_zone");
        }

        @Override
        public boolean hasOverlayFeature(String layer, String code) {
            return code.equals("HZ1");
        }
    };

    private static Table<Unit> units(String csv) {
        return UnitsCsv.units(new StringReader(csv), "units.csv", LANGUAGES);
    }

    private static Table<Category> categories(String csv) {
        return UnitsCsv.categories(new StringReader(csv), "categories.csv", LANGUAGES);
    }

    private static List<RowFault> check(Table<Unit> units, Table<Category> categories, KnownTerms terms) {
        return UnitChecks.check(units, categories, Table.of("hotlines.csv", List.of()), PLACES, terms);
    }

    @Test
    void goodTablesHaveNoFaults() {
        assertThat(check(units(UNITS), categories(CATEGORIES), KnownTerms.ANY)).isEmpty();
        assertThat(units("\uFEFF" + UNITS).values().get(1).contacts())
                .containsEntry("fax", "9")
                .hasSize(1);
    }

    @Test
    void theHeadIsTheUnitWhoseParentHasNotTheSameArea() {
        UnitDirectory directory = new UnitDirectory(units(UNITS).values());
        assertThat(directory.findOfArea("district", "1", null)).map(Unit::code).contains("D1");
        assertThat(directory.findOfArea("district", "1", "housing"))
                .map(Unit::code)
                .contains("D1-H");
        assertThat(directory.findOfArea("district", "1", "police")).isEmpty();
        assertThat(directory.findOfOverlay("heating_zone", "HZ1", null))
                .map(Unit::code)
                .contains("HEAT");
        assertThat(directory.ambiguities()).isEmpty();
    }

    @Test
    void twoUnitsForOneRoleAreListed() {
        String two = UNITS + "D1-I,department,另一房管局,Other Housing,D1,district,1,,,housing,,\n";
        assertThat(new UnitDirectory(units(two).values()).ambiguities())
                .containsExactly(new UnitDirectory.Ambiguity("district", "1", "housing", List.of("D1-H", "D1-I")));
    }

    @Test
    void categoriesInherit() {
        CategoryTree tree = new CategoryTree(categories(CATEGORIES).values());
        assertThat(tree.urgency("H-1-1")).isEqualTo("urgent");
        assertThat(tree.publication("H-1-1")).isEqualTo("coarse");
        assertThat(tree.flags("H-1-1")).containsExactly("a", "b", "c");
        assertThat(tree.leaves()).extracting(Category::code).containsExactly("H-1-1");
        assertThat(tree.isWithin("H-1-1", "H")).isTrue();
        assertThat(tree.isWithin("H", "H-1")).isFalse();
    }

    @Test
    void everyFaultNamesLineAndField() {
        String bad = """
                code,kind,name_zh,parent,level,area,overlay,overlay_feature,role
                A,government,甲,B,,,,,
                B,government,乙,A,,,,,
                A,government,丙,X,,,,,
                C,nonsense,丁,,district,2,,,
                D,government,戊,,town,1,,,
                E,government,己,,district,,,,
                F,government,,,,,heating_zone,HZ9,
                G,government,庚,,,,water,W1,
                """;
        assertThat(check(
                        units(bad),
                        categories(CATEGORIES),
                        new KnownTerms(Set.of("government"), Set.of("ordinary"), Set.of())))
                .extracting(fault -> fault.line() + " " + fault.field() + " " + fault.code())
                .containsExactlyInAnyOrder(
                        "7 area missing_value",
                        "8 name_… missing_value",
                        "4 code duplicate_code",
                        "2 parent cyclic_parent",
                        "3 parent cyclic_parent",
                        "4 parent unknown_parent",
                        "5 kind unknown_kind",
                        "5 area unknown_area",
                        "6 level unknown_level",
                        "9 overlay unknown_overlay",
                        "3 urgency unknown_urgency");
    }

    @Test
    void aMisspeltColumnIsAFaultThatNamesTheNearest() {
        assertThat(faults(categories("code,parent,name_en,urgenci,flag,colour,keywords_fr\nA,,a,,,,\n")))
                .containsExactly(
                        "1 urgenci unknown_column unknown column; is it urgency?",
                        "1 flag unknown_column unknown column; is it flags?",
                        "1 colour unknown_column unknown column; known here: [code, parent, flags, publication, urgency,"
                                + " name_zh-CN, name_en, keywords_zh-CN, keywords_en]",
                        "1 keywords_fr unknown_language «fr» is not among the pack's languages [zh-CN, en]");
        assertThat(faults(UnitsCsv.hotlines(
                        new StringReader("code,number,name_zh,operater_zh\nA,1,a,b\n"), "hotlines.csv", List.of())))
                .hasSize(1)
                .first(STRING)
                .contains("operator_…");
    }

    @Test
    void aContactThatIsNearlyAColumnIsWrittenAsOne() {
        String header = "code,kind,name_zh,phone,mobile,fax,address_fr,wechat,contact_roles";
        assertThat(units(header + "\nA,x,a,1,2,3,4,5,6\n").faults()).isEmpty();
        assertThat(units(header + "\nA,x,a,1,2,3,4,5,6\n").values().get(0).contacts())
                .containsKeys("phone", "mobile", "fax", "address_fr", "wechat", "roles");
        assertThat(faults(units("code,kind,name_zh,Level,overlay_featur,roles,name\nA,x,a,,,,\n")))
                .extracting(fault -> fault.substring(0, fault.indexOf('?')))
                .containsExactly(
                        "1 Level unknown_column unknown column; is it level",
                        "1 overlay_featur unknown_column unknown column; is it overlay_feature",
                        "1 roles unknown_column unknown column; is it role",
                        "1 name unknown_column unknown column; is it name_en");
    }

    private static List<String> faults(Table<?> table) {
        return table.faults().stream()
                .map(fault -> fault.line() + " " + fault.field() + " " + fault.code() + " "
                        + fault.message().in("en", "en"))
                .toList();
    }

    @Test
    void aMissingColumnOrAFileThatIsNoTableIsOneFault() {
        assertThat(units("kode,name_zh\nA,B\n").faults())
                .extracting(RowFault::field)
                .containsExactly("code", "kind", "kode");
        assertThat(units("").faults()).isNotEmpty();
        assertThat(units("code,code,kind,name_zh\na,b,c,d\n").faults())
                .extracting(RowFault::code)
                .containsExactly("bad_csv");
    }
}
