package org.servicemap.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;

@OnEveryDatabase
class UnitsStoreTest {
    private static final UnitTables TABLES = new UnitTables(
            List.of(unit("B", "A", Map.of("phone", "12345", "address_zh", "书院街1号")), unit("A", null, Map.of())),
            List.of(
                    new Category("H", null, LocalText.of("zh", "住房"), "ordinary", "coarse", Set.of("y", "x")),
                    new Category(
                            "H-1",
                            "H",
                            LocalText.of("zh", "供热", "en", "Heating"),
                            null,
                            null,
                            Set.of(),
                            LocalText.of("zh", "暖气;冷", "en", "cold flat"))),
            List.of(new Hotline("H12345", "12345", LocalText.of("en", "City"), LocalText.EMPTY)));

    private final Units units;

    UnitsStoreTest(Database database) {
        units = new Units(database);
    }

    private static Unit unit(String code, String parent, Map<String, String> contacts) {
        return new Unit(
                code,
                "office",
                LocalText.of("zh", "甲", "en", "A'b"),
                parent,
                "district",
                "1",
                null,
                null,
                "r",
                contacts);
    }

    @BeforeEach
    void fill() {
        units.replace(TABLES);
    }

    @Test
    void readsWhatWasWrittenInItsOrder() {
        assertThat(units.refresh().tables()).isEqualTo(TABLES);
    }

    @Test
    void replacingRemovesAddsAndChanges() {
        UnitTables other = new UnitTables(
                List.of(unit("C", "A", Map.of()), unit("A", null, Map.of("a", "b"))), List.of(), List.of());
        units.replace(other);
        assertThat(units.refresh().tables()).isEqualTo(other);
    }

    @Test
    void nothingChangesWhenOneRowCannotBeTaken() {
        UnitTables bad = new UnitTables(List.of(unit("C", "nobody", Map.of())), List.of(), List.of());
        assertThatThrownBy(() -> units.replace(bad)).rootCause().hasMessageContaining("foreign key");
        assertThat(units.refresh().tables()).isEqualTo(TABLES);
    }
}
