package org.servicemap.routing;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitTables;

/** 352 square sub-districts in 16 districts, 60 zones of 3 layers across their borders, 150 leaf categories, 180 rules. */
public final class LargeCity {
    public static final int SUBDISTRICTS = 352;
    static final int CATEGORIES = 150;
    private static final int COLUMNS = 22;
    private static final int DISTRICTS = 16;
    private static final double SIDE = 0.01;

    private LargeCity() {}

    static Geometry shape(int area) {
        int at = area - DISTRICTS;
        double x = at % COLUMNS * SIDE;
        double y = at / COLUMNS * SIDE;
        return TestCity.box(x, y, x + SIDE, y + SIDE);
    }

    public static RoutingContext context() {
        List<Level> levels = List.of(
                new Level(1, "district", LocalText.of("en", "district")),
                new Level(2, "subdistrict", LocalText.of("en", "sub-district")));
        List<AreaDirectory.Row> rows = new ArrayList<>();
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < DISTRICTS; i++) {
            rows.add(row(1, 100 + i, -1));
            units.add(unit("G" + i, null, "district", 100 + i, null));
            units.add(unit("H" + i, "G" + i, "district", 100 + i, "housing"));
        }
        for (int i = 0; i < SUBDISTRICTS; i++) {
            rows.add(row(2, 1000 + i, i / COLUMNS));
            units.add(unit("S" + i, null, "subdistrict", 1000 + i, null));
        }
        List<OverlayLayer> layers = new ArrayList<>();
        for (String layer : List.of("heating", "water", "gas")) {
            layers.add(new OverlayLayer(layer, LocalText.EMPTY, OverlayLayer.Kind.POLYGON, 0, zones(layer, units)));
        }
        Territory territory = new Territory("large", AreaDirectory.of(levels, rows), layers, 2);
        return new RoutingContext(
                territory,
                new UnitTables(units, categories(), List.of()),
                Terms.ANY,
                WorkingCalendar.PLAIN,
                ZoneId.of("Asia/Shanghai"),
                List.of("zh", "en"));
    }

    private static AreaDirectory.Row row(int level, int code, int parent) {
        return new AreaDirectory.Row(
                level,
                "" + code,
                parent,
                LocalText.of("en", "A" + code),
                Map.of(),
                new BBox(0, 0, 1, 1),
                new LonLat(0, 0),
                1);
    }

    private static Unit unit(String code, String parent, String level, Integer area, String role) {
        return new Unit(
                code,
                "office",
                LocalText.of("en", code),
                parent,
                level,
                area == null ? null : "" + area,
                null,
                null,
                role,
                Map.of("phone", "1"));
    }

    private static List<OverlayFeature> zones(String layer, List<Unit> units) {
        List<OverlayFeature> zones = new ArrayList<>();
        double width = COLUMNS * SIDE / 5;
        double height = DISTRICTS * SIDE / 4;
        for (int i = 0; i < 20; i++) {
            String code = layer + i;
            double x = i % 5 * width;
            double y = i / 5 * height;
            zones.add(new OverlayFeature(
                    code, LocalText.of("en", code), Map.of(), TestCity.box(x, y, x + width, y + height)));
            units.add(new Unit(
                    "U-" + code,
                    "enterprise",
                    LocalText.of("en", code),
                    null,
                    null,
                    null,
                    layer,
                    code,
                    null,
                    Map.of("phone", "1")));
        }
        return zones;
    }

    private static List<Category> categories() {
        List<Category> categories = new ArrayList<>();
        for (int top = 0; top < CATEGORIES / 10; top++) {
            categories.add(new Category("T" + top, null, LocalText.of("en", "T" + top), null, null, Set.of()));
            for (int leaf = 0; leaf < 10; leaf++) {
                String code = "T" + top + "-" + leaf;
                categories.add(new Category(code, "T" + top, LocalText.of("en", code), null, null, Set.of()));
            }
        }
        return categories;
    }

    public static String yaml() {
        StringBuilder yaml = new StringBuilder("label: large\nrules:\n");
        for (int top = 0; top < CATEGORIES / 10; top++) {
            String layer = List.of("heating", "water", "gas").get(top % 3);
            add(
                    yaml,
                    "e" + top,
                    "category: T" + top + ", text: [漏气, 着火, 爆炸" + top + ", 触电]",
                    "to: {area_unit: district}");
            add(
                    yaml,
                    "n" + top,
                    "category: T" + top + ", hours: 22:00-06:00, text: [噪声, 施工], channel: [hotline, web]",
                    "to: {role: housing, level: district}");
            add(
                    yaml,
                    "z" + top,
                    "category: [T" + top + "-1, T" + top + "-2], season: 11-15..03-15, overlay: " + layer,
                    "to: {overlay_unit: " + layer + "}");
            add(
                    yaml,
                    "h" + top,
                    "category: T" + top + "-3, calendar: non_working_day, kind: complaint",
                    "to: {area_unit: district}");
            for (int leaf = 0; leaf < 8; leaf++) {
                add(
                        yaml,
                        "c" + top + "-" + leaf,
                        "category: T" + top + "-" + leaf + ", area: {district: [" + (100 + leaf) + ", " + (101 + leaf)
                                + "]}, urgency: [u" + leaf + "]",
                        "to: {area_unit: district}");
            }
        }
        yaml.append("  - {id: rest, title: T, to: {area_unit: subdistrict}, copies: [{area_unit: district}]}\n");
        return yaml.toString();
    }

    private static void add(StringBuilder yaml, String id, String when, String to) {
        yaml.append("  - {id: ")
                .append(id)
                .append(", title: T, when: {")
                .append(when)
                .append("}, ")
                .append(to)
                .append("}\n");
    }

    static OverlayCells cells(Catalogue catalogue) {
        return OverlayCells.of(
                catalogue.context().territory(), LargeCity::shape, catalogue.overlayLayers(), OverlayCells.NOISE_M2);
    }
}
