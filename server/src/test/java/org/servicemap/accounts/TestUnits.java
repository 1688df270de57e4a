package org.servicemap.accounts;

import java.util.List;
import java.util.Map;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitTables;
import org.servicemap.units.Units;

/** A district with an office and its community, and an enterprise beside them. */
public final class TestUnits {
    private TestUnits() {}

    public static Units in(Database database) {
        Units units = new Units(database);
        units.replace(new UnitTables(
                List.of(
                        unit("D", "district_government", null),
                        unit("S", "subdistrict_office", "D"),
                        unit("C", "community", "S"),
                        unit("E", "enterprise", null)),
                List.of(),
                List.of()));
        return units;
    }

    private static Unit unit(String code, String kind, String parent) {
        return new Unit(code, kind, LocalText.of("zh", "单位" + code), parent, null, null, null, null, null, Map.of());
    }
}
