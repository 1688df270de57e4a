package org.servicemap.units;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** Units, categories and hotlines, to read. */
public final class UnitRoutes implements RouteGroup {
    private static final Param<String> KIND = Param.text("kind", "Only units of this kind");
    private static final Param<String> AREA =
            Param.text("area", "Only units in charge of this area, as level:code (district:110101)");
    private static final Param<String> Q = Param.text("q", "Only units whose name or code holds this text");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 5000, "At most so many; default 1000");
    private static final Param<String> CODE = Param.text("code", "The code").inPath();
    private static final ErrorCode UNKNOWN_UNIT = new ErrorCode(404, "unknown_unit", "a code that no unit has");
    private static final ErrorCode UNKNOWN_CATEGORY =
            new ErrorCode(404, "unknown_category", "a code that no category has");

    private final Supplier<UnitTables> tables;

    /** @param tables what is in force now */
    public UnitRoutes(Supplier<UnitTables> tables) {
        this.tables = tables;
    }

    @Describe("An organisation that can be given work")
    record UnitJson(
            String code,
            String kind,
            LocalText name,
            @Describe("Code of the unit above") @Nullable String parent,

            @Describe("Level of the area in charge") @Nullable
            String level,

            @Describe("Code of the area in charge") @Nullable
            String area,

            @Nullable String overlay,
            @Nullable String overlayFeature,
            @Nullable String role,
            Map<String, String> contacts) {
        static UnitJson of(Unit unit) {
            return new UnitJson(
                    unit.code(),
                    unit.kind(),
                    unit.name(),
                    unit.parent(),
                    unit.level(),
                    unit.area(),
                    unit.overlay(),
                    unit.overlayFeature(),
                    unit.role(),
                    new TreeMap<>(unit.contacts()));
        }
    }

    @Describe("A node of the category tree")
    record CategoryJson(
            String code,
            @Nullable String parent,
            LocalText name,
            @Describe("Urgency class, inherited") @Nullable String urgency,

            @Describe("What of requests is public, inherited: point, coarse or none")
            String publication,

            @Describe("Own and inherited") Set<String> flags,
            @Describe("Whether requests are filed under it") boolean leaf) {
        static CategoryJson of(Category category, CategoryTree tree) {
            String code = category.code();
            return new CategoryJson(
                    code,
                    category.parent(),
                    category.name(),
                    tree.urgency(code),
                    tree.publication(code),
                    tree.flags(code),
                    tree.isLeaf(code));
        }
    }

    @Describe("A hotline that was merged into the city's")
    record HotlineJson(String code, String number, LocalText name, LocalText operator) {
        static HotlineJson of(Hotline hotline) {
            return new HotlineJson(hotline.code(), hotline.number(), hotline.name(), hotline.operator());
        }
    }

    @Override
    public String tag() {
        return "units";
    }

    @Override
    public String description() {
        return "Units, categories and hotlines";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route("/units", "listUnits", "Units by kind, area and name")
                        .takes(KIND, AREA, Q, LIMIT, Cursor.PARAM)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(UnitJson.class, "Units", this::units),
                route("/units/{code}", "getUnit", "One unit")
                        .takes(CODE)
                        .fails(UNKNOWN_UNIT)
                        .json(UnitJson.class, "The unit", this::unit),
                route("/categories", "listCategories", "The whole category tree as a flat list")
                        .page(CategoryJson.class, "Categories, parents first as the city lists them", this::categories),
                route("/categories/{code}", "getCategory", "One category")
                        .takes(CODE)
                        .fails(UNKNOWN_CATEGORY)
                        .json(CategoryJson.class, "The category", this::category),
                route("/hotlines", "listHotlines", "Hotlines that were merged")
                        .page(HotlineJson.class, "Hotlines", this::hotlines));
    }

    private static RouteBuilder route(String path, String id, String summary) {
        return Route.get(HttpServer.API + path, id).summary(summary).cache(CachePolicy.MINUTE);
    }

    private Page<UnitJson> units(Exchange exchange) {
        String kind = exchange.find(KIND);
        String area = exchange.find(AREA);
        String text = exchange.find(Q);
        if (area != null && area.indexOf(':') < 1) {
            throw ErrorCode.INVALID_PARAMETER.problem("area is level:code, as district:110101", "area");
        }
        Predicate<Unit> wanted = unit -> (kind == null || unit.kind().equals(kind))
                && (area == null || area.equals(unit.level() + ":" + unit.area()))
                && (text == null || matches(unit, text.toLowerCase(Locale.ROOT)));
        List<Unit> found = tables.get().units().stream().filter(wanted).toList();
        String scope = "units|" + kind + "|" + area + "|" + text;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        return Page.of(found, offset, exchange.get(LIMIT, 1000), scope).map(UnitJson::of);
    }

    private static boolean matches(Unit unit, String lowerText) {
        return unit.code().toLowerCase(Locale.ROOT).contains(lowerText)
                || unit.name().byTag().values().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(lowerText));
    }

    private UnitJson unit(Exchange exchange) {
        String code = exchange.get(CODE);
        return tables.get().units().stream()
                .filter(unit -> unit.code().equals(code))
                .findFirst()
                .map(UnitJson::of)
                .orElseThrow(() -> UNKNOWN_UNIT.problem("there is no unit " + code, "code"));
    }

    private Page<CategoryJson> categories(Exchange exchange) {
        CategoryTree tree = new CategoryTree(tables.get().categories());
        return Page.whole(tree.list().stream()
                .map(category -> CategoryJson.of(category, tree))
                .toList());
    }

    private CategoryJson category(Exchange exchange) {
        String code = exchange.get(CODE);
        CategoryTree tree = new CategoryTree(tables.get().categories());
        return tree.find(code)
                .map(category -> CategoryJson.of(category, tree))
                .orElseThrow(() -> UNKNOWN_CATEGORY.problem("there is no category " + code, "code"));
    }

    private Page<HotlineJson> hotlines(Exchange exchange) {
        return Page.whole(tables.get().hotlines().stream().map(HotlineJson::of).toList());
    }
}
