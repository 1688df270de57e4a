package org.servicemap.routing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.Hotline;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitTables;

/**
 * Two districts of two sub-districts each, unit squares in a row from (0, 0); heating zone Z1 covers the first and half of
 * the second, Z2 the other half of the second; a grid in sub-district 1-1.
 */
final class TestCity {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Terms TERMS = Terms.of(Map.of(
            "channels", List.of(term("hotline", "热线"), term("web", "网页")),
            "request_kinds", List.of(term("complaint", "投诉"), term("praise", "表扬")),
            "diversions", List.of(term("emergency", "紧急热线")),
            "flags", List.of(term("basic", "基本民生")),
            "urgency_classes",
                    List.of(
                            Map.of("id", "urgent", "name", Map.of("zh", "紧急"), "limit", Map.of("hours", 2)),
                            Map.of(
                                    "id",
                                    "ordinary",
                                    "name",
                                    Map.of("zh", "一般", "en", "ordinary"),
                                    "limit",
                                    Map.of("days", 7)),
                            Map.of("id", "complex", "name", Map.of("zh", "复杂"), "limit", Map.of("working_days", 15)))));
    /** 2026-01-05 is a Monday: a holiday Monday and Saturday, a worked Saturday and Sunday. */
    static final WorkingCalendar CALENDAR = new WorkingCalendar(
            Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
            new TreeMap<>(Map.of(
                    LocalDate.parse("2026-01-05"), LocalText.EMPTY,
                    LocalDate.parse("2026-01-06"), LocalText.EMPTY,
                    LocalDate.parse("2026-01-10"), LocalText.EMPTY,
                    LocalDate.parse("2026-01-11"), LocalText.EMPTY)),
            new TreeSet<>(Set.of(LocalDate.parse("2026-01-17"), LocalDate.parse("2026-01-18"))));

    static final UnitTables TABLES = new UnitTables(
            List.of(
                    unit("G1", "东区政府", "East District", null, "district", "1", null, null),
                    unit("G2", "西区政府", "West District", null, "district", "2", null, null),
                    unit("H1", "东区房管局", "East Housing", "G1", "district", "1", null, "housing"),
                    unit("S11", "一街道", "First Office", "G1", "subdistrict", "11", null, null),
                    unit("S12", "二街道", "Second Office", "G1", "subdistrict", "12", null, null),
                    unit("S21", "三街道", "Third Office", "G2", "subdistrict", "21", null, null),
                    unit("S22", "四街道", "Fourth Office", "G2", "subdistrict", "22", null, null),
                    unit("HEAT1", "第一热力", "Heating One", null, null, null, "Z1", null),
                    unit("HEAT2", "第二热力", "Heating Two", null, null, null, "Z2", null),
                    unit("GAS", "燃气集团", "Gas Company", null, null, null, null, null)),
            List.of(
                    category("H", null, "住房", "Housing", "ordinary", Set.of()),
                    category("H-1", "H", "不热", "Not warm", null, Set.of("basic")),
                    category("H-2", "H", "漏水", "Leak", "urgent", Set.of()),
                    category("L", null, "欠薪", "Wages", "complex", Set.of())),
            List.of(new Hotline("H12333", "12333", LocalText.of("zh", "人社热线", "en", "Labour line"), LocalText.EMPTY)));

    private TestCity() {}

    private static Map<String, Object> term(String id, String zh) {
        return Map.of("id", id, "name", Map.of("zh", zh, "en", id));
    }

    private static Unit unit(
            String code, String zh, String en, String parent, String level, String area, String zone, String role) {
        String layer = zone == null ? null : "heating";
        return new Unit(
                code,
                "office",
                LocalText.of("zh", zh, "en", en),
                parent,
                level,
                area,
                layer,
                zone,
                role,
                Map.of("phone", "1"));
    }

    private static Category category(
            String code, String parent, String zh, String en, String urgency, Set<String> flags) {
        return new Category(code, parent, LocalText.of("zh", zh, "en", en), urgency, null, flags);
    }

    static Territory territory() {
        List<Level> levels = List.of(level(1, "district", "区"), level(2, "subdistrict", "街道"), level(3, "grid", "网格"));
        List<AreaDirectory.Row> rows = new ArrayList<>();
        rows.add(row(1, "1", -1, "东区", "East"));
        rows.add(row(1, "2", -1, "西区", "West"));
        rows.add(row(2, "11", 0, "一街", "First"));
        rows.add(row(2, "12", 0, "二街", "Second"));
        rows.add(row(2, "21", 1, "三街", "Third"));
        rows.add(row(2, "22", 1, "四街", "Fourth"));
        rows.add(row(3, "111", 2, "网格一", "Grid one"));
        OverlayLayer heating = new OverlayLayer(
                "heating",
                LocalText.of("zh", "供热区", "en", "heating zone"),
                OverlayLayer.Kind.POLYGON,
                0,
                List.of(zone("Z1", "一区", 0, 1.5), zone("Z2", "二区", 1.5, 2)));
        return new Territory("v1", AreaDirectory.of(levels, rows), List.of(heating), 2);
    }

    private static Level level(int rank, String id, String zh) {
        return new Level(rank, id, LocalText.of("zh", zh, "en", id));
    }

    private static AreaDirectory.Row row(int level, String code, int parent, String zh, String en) {
        return new AreaDirectory.Row(
                level,
                code,
                parent,
                LocalText.of("zh", zh, "en", en),
                Map.of(),
                new BBox(0, 0, 1, 1),
                new LonLat(0, 0),
                1);
    }

    private static OverlayFeature zone(String code, String zh, double from, double to) {
        return new OverlayFeature(
                code,
                LocalText.of("zh", zh, "en", code),
                Map.of("fuel", code.equals("Z1") ? "gas" : "coal"),
                box(from, 0, to, 1));
    }

    static Geometry box(double x1, double y1, double x2, double y2) {
        return new GeometryFactory().toGeometry(new Envelope(new Coordinate(x1, y1), new Coordinate(x2, y2)));
    }

    /** Where the east has land that no sub-district holds: its ordinal, and those of the sub-districts. */
    static final int[] HOLED = {0, 2, 3, 4, 5};

    /** The unit squares of the four sub-districts, ordinals 2 to 5; of the east what none holds, partly in zone Z1. */
    static Geometry shape(int area) {
        return area == 0 ? box(0.2, 0.9, 0.4, 1.1) : box(area - 2, 0, area - 1, 1);
    }

    static OverlayCells cells() {
        return OverlayCells.of(territory(), TestCity::shape, Set.of("heating"), OverlayCells.NOISE_M2);
    }

    static RoutingContext context() {
        return new RoutingContext(territory(), TABLES, TERMS, CALENDAR, ZONE, List.of("zh", "en"));
    }

    static Place place(String level, String code, String... zones) {
        Territory territory = territory();
        List<Place.FeatureAt> features = new ArrayList<>();
        for (String zone : zones) {
            features.add(new Place.FeatureAt("heating", zone, 0));
        }
        return Place.ofArea(
                territory.directory(), territory.findArea(level, code).orElseThrow(), features);
    }
}
