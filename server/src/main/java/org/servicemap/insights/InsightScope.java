package org.servicemap.insights;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.accounts.Scope;
import org.servicemap.areas.coverage.Level;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/** What all routes of the insights ask alike: the period, the filters, and what of it the caller may look at. */
final class InsightScope {
    static final String INSIGHTS = HttpServer.API + "/insights";
    static final Param<String> WITHIN = Param.text("within", "Only in this area, as level:code");
    static final Param<String> CATEGORY = Param.text("category", "Only this category and those below it");
    static final Param<LocalDate> FROM = Param.date("from", "First day; default 29 days before the last");
    static final Param<LocalDate> TO = Param.date("to", "Last day, included; default today");
    static final Param<String> MEASURE = Param.oneOf(
            "measure", Measure.keys(), "What is measured; default received. /insights/summary defines each");
    private static final Param<String> CHANNEL = Param.text("channel", "Only what came by this channel");
    private static final Param<String> URGENCY = Param.text("urgency", "Only of this urgency");
    private static final Param<String> KIND = Param.text("kind", "Only requests of this kind");
    private static final Param<String> HOTLINE = Param.text("hotline", "Only what came by this merged hotline");
    private static final Param<String> UNIT =
            Param.text("unit", "Only of this unit, which leads or led, and those below it");
    private static final Param<String> STATE = Param.text("state", "Only what stands there now");
    private static final Param<String> TONE = Param.oneOf(
            "tone", List.of("negative", "neutral", "positive"), "Only what sounds so, as a program tells it");
    private static final Param<String> ANONYMOUS = Param.oneOf(
            "anonymous", List.of("yes", "no"), "Only whose petitioner wants to be unknown, or only the others");
    private static final Param<Integer> HOUR =
            Param.integer("hour", 0, 23, "Only received at this hour of the city's clock");
    private static final Param<String> CELL = Param.text("cell", "Only in this H3 hexagon of resolution 5 to 9");
    private static final Param<String> CIRCLE = Param.text(
            "circle",
            "Only in the H3 hexagons of resolution 8 whose middle lies in this circle: lon,lat,metres in WGS 84, at most 50,000 m");
    private static final Pattern CIRCLE_TEXT =
            Pattern.compile("(-?\\d{1,3}(?:\\.\\d{1,15})?),(-?\\d{1,2}(?:\\.\\d{1,15})?),(\\d{1,5}(?:\\.\\d{1,9})?)");
    private static final double WIDEST = 50_000;
    private static final Role[] READERS = {Role.SUPERVISOR, Role.ANALYST, Role.LEAD, Role.ADMINISTRATOR};
    private static final int DAYS = 30;
    private static final int MOST_DAYS = 1100;
    static final ErrorCode NO_FACTS =
            new ErrorCode(503, "facts_not_ready", "the facts are being built, or cannot be had on this server");

    private final InsightGround ground;

    InsightScope(InsightGround ground) {
        this.ground = ground;
    }

    /** A route for those who supervise and analyse. */
    RouteBuilder route(String name, String id, String summary, String description) {
        return Route.get(INSIGHTS + "/" + name, id)
                .summary(summary)
                .description(
                        "Without sensitive requests. Who is bound to a unit or area sees what is there. " + description)
                .roles(READERS)
                .fails(NO_FACTS, ErrorCode.OUT_OF_SCOPE);
    }

    /** One over a period, with all filters. */
    RouteBuilder filtered(String name, String id, String summary, String description) {
        return route(name, id, summary, description)
                .takes(FROM, TO, WITHIN, CATEGORY, CHANNEL, URGENCY, KIND)
                .takes(HOTLINE, UNIT, STATE, TONE, ANONYMOUS, HOUR, CELL, CIRCLE)
                .etag(this::tag);
    }

    /** What the answer depends on beside the address. */
    String tag(Exchange exchange) {
        Caller caller = exchange.caller();
        return Integer.toHexString((asOf() + "|" + caller.unit() + "|" + caller.areaLevel() + "|" + caller.area() + "|"
                                + caller.formerAreas() + "|"
                                + ground.areas().current().snapshot().id() + "|" + today() + "|" + exchange.query())
                        .hashCode())
                + "-" + asOf();
    }

    /** Up to where the facts tell. */
    String asOf() {
        var position = ground.facts().position();
        if (position == null) {
            throw NO_FACTS.problem("the facts are being built; try again in a moment");
        }
        return position.toString();
    }

    LocalDate today() {
        return LocalDate.ofInstant(ground.clock().instant(), ground.city().get().zone());
    }

    InsightPeriod period(Exchange exchange) {
        asOf();
        LocalDate to = exchange.get(TO, today());
        LocalDate from = exchange.get(FROM, to.minusDays(DAYS - 1));
        InsightPeriod period = new InsightPeriod(from, to);
        if (period.days() < 1 || period.days() > MOST_DAYS) {
            throw ErrorCode.INVALID_PARAMETER.problem("from is at most " + MOST_DAYS + " days before to", "from");
        }
        return period;
    }

    static Measure measure(Exchange exchange) {
        return Measure.of(exchange.get(MEASURE, Measure.RECEIVED.key()));
    }

    /** All filters of the address, and the bounds of the caller. */
    InsightFilter filter(Exchange exchange) {
        return new InsightFilter(
                units(exchange),
                within(exchange.find(WITHIN), exchange.caller()),
                bounds(exchange.caller()),
                below(exchange.find(CATEGORY)),
                exchange.find(CHANNEL),
                exchange.find(URGENCY),
                exchange.find(KIND),
                more(exchange));
    }

    private InsightFilter.More more(Exchange exchange) {
        String anonymous = exchange.find(ANONYMOUS);
        return new InsightFilter.More(
                exchange.find(HOTLINE),
                exchange.find(STATE),
                exchange.find(TONE),
                anonymous == null ? null : (Boolean) anonymous.equals("yes"),
                exchange.find(HOUR),
                cell(exchange.find(CELL)),
                circle(exchange.find(CIRCLE)));
    }

    private @Nullable List<Long> circle(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher parts = CIRCLE_TEXT.matcher(text);
        if (parts.matches()) {
            double lat = Double.parseDouble(parts.group(2));
            double metres = Double.parseDouble(parts.group(3));
            if (Math.abs(lat) < 90 && metres > 0 && metres <= WIDEST) {
                double lon = Double.parseDouble(parts.group(1));
                return ground.cells().get().within(lon, lat, metres, InsightFilter.CIRCLE_RESOLUTION);
            }
        }
        throw ErrorCode.INVALID_PARAMETER.problem("longitude, latitude and metres up to 50000", "circle");
    }

    private @Nullable Long cell(@Nullable String name) {
        Long cell = name == null ? null : ground.cells().get().named(name);
        if (name != null && cell == null) {
            throw ErrorCode.INVALID_PARAMETER.problem("a hexagon as /insights/hexagons names it", "cell");
        }
        return cell;
    }

    /** Those that the caller may look at, and of these the one asked for with all below it. */
    private @Nullable List<String> units(Exchange exchange) {
        UnitDirectory directory = ground.units().get();
        List<String> may = Scope.units(directory, exchange.caller());
        String asked = exchange.find(UNIT);
        if (asked == null) {
            return may;
        }
        return directory.list().stream()
                .map(Unit::code)
                .filter(code -> (may == null || may.contains(code)) && Scope.isWithin(directory, code, asked))
                .toList();
    }

    /** Area and category alone, for routes that take no other filter. */
    InsightFilter filterOfPlace(Exchange exchange) {
        return new InsightFilter(
                Scope.units(ground.units().get(), exchange.caller()),
                within(exchange.find(WITHIN), exchange.caller()),
                bounds(exchange.caller()),
                below(exchange.find(CATEGORY)),
                null,
                null,
                null);
    }

    private @Nullable List<String> below(@Nullable String category) {
        if (category == null) {
            return null;
        }
        CategoryTree tree = ground.categories().get();
        return tree.list().stream()
                .map(Category::code)
                .filter(code -> tree.isWithin(code, category))
                .toList();
    }

    /** What the area covers that a caller is bound to. */
    AreaBounds bounds(Caller caller) {
        return AreaBounds.of(caller, this::rankOrNone);
    }

    /** The area asked for and the one that the caller is bound to. */
    private Map<Integer, String> within(@Nullable String asked, Caller caller) {
        Map<Integer, String> areas = new HashMap<>();
        if (asked != null) {
            String[] parts = asked.split(":", 2);
            areas.put(rank(parts[0], "within"), parts.length == 2 ? parts[1] : "");
        }
        AreaBounds bounds = bounds(caller);
        areas.forEach((rank, code) -> {
            if (!bounds.mayAskFor(rank, code)) {
                throw ErrorCode.OUT_OF_SCOPE.problem("you may look at " + caller.area() + " only", "within");
            }
        });
        bounds.listed().stream()
                .filter(own -> own.versions() == null)
                .forEach(own -> areas.putIfAbsent(own.rank(), own.code()));
        return areas;
    }

    /** 1 is the coarsest level. */
    int rank(String level, String field) {
        int rank = rankOrNone(level);
        if (rank == 0) {
            throw ErrorCode.INVALID_PARAMETER.problem("one of the city's levels is asked for", field);
        }
        return rank;
    }

    private int rankOrNone(String level) {
        return ground.city().get().levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst()
                .orElse(0);
    }
}
