package org.servicemap.insights;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.geo.BBox;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightDetail.Answers;
import org.servicemap.insights.InsightDetail.Frame;
import org.servicemap.insights.spatial.KernelDensity;
import org.servicemap.text.LocalText;

/** What maps need beside figures by area: a smooth surface, steps of time, another area version, and how people answered callbacks. */
public final class InsightMapRoutes implements InsightGroup {
    private static final int MOST_FRAMES = 120;
    private static final Param<Integer> BANDWIDTH = Param.integer(
            "bandwidth", 100, 20_000, "In metres; default 500. Wide areas need more, which the answer says");
    private static final Param<String> STEP =
            Param.oneOf("step", List.of("day", "week", "month"), "Weeks begin on Monday; default week");
    private static final Param<String> LEVEL =
            Param.text("level", "Id of the areas' level").mandatory();
    private static final Param<String> VERSION =
            Param.text("version", "Id of the area version; default the one in force");

    private final InsightGround ground;
    private final InsightScope scope;
    private final InsightDetail detail;

    public InsightMapRoutes(InsightGround ground) {
        this.ground = ground;
        this.scope = new InsightScope(ground);
        this.detail = new InsightDetail(new InsightCounts(ground.facts()));
    }

    @Describe("A surface of density, by cells of a grid")
    record DensityJson(
            @Describe("Longitude of the western edge, WGS 84")
            double west,

            @Describe("Latitude of the southern edge") double south,
            @Describe("Width of a cell in degrees") double stepLon,
            @Describe("Height of a cell in degrees") double stepLat,
            int columns,
            int rows,
            double cellMetres,

            @Describe("What it is smoothed by; at least two cells")
            double bandwidthMetres,

            @Describe("Requests that have a point here") long n,

            @Describe("Per km², row by row, the south-western cell first")
            double[] values) {}

    @Describe("A measure by area, step by step of time")
    record FramesJson(String step, List<FrameJson> frames) {}

    @Describe("One step")
    record FrameJson(
            @Describe("First day that is counted") LocalDate from,
            @Describe("Last day that is counted, included") LocalDate to,
            @Describe("Areas in which anything was counted") List<FrameAreaJson> items) {}

    @Describe("An area in one step")
    record FrameAreaJson(String code, @Nullable Double value, long n) {}

    @Describe("How an area's callbacks were answered")
    record OpinionJson(
            String level,
            String code,
            LocalText name,

            @Describe("Callbacks of the period that count for the rates")
            long n,

            long satisfied,
            long basicallySatisfied,

            @Describe("Any answer of the pack's that is neither of these nor dissatisfied")
            long neutral,

            long dissatisfied,

            @Describe("Called back without an answer on satisfaction")
            long unanswered,

            @Describe("Satisfied and basically satisfied, of all; null without callbacks") @Nullable
            Double share) {}

    @Describe("A period in the areas of another version")
    record RecastJson(
            @Describe("Id of the area version") String version,
            @Describe("Resolved in it when they came") long asStored,
            @Describe("Resolved in it again by their point") long byPoint,

            @Describe("Without a point, of an area that lies wholly in one of the new ones")
            long byCrosswalk,

            @Describe("Not in any area below, and so not counted there")
            long notRecast,

            List<RecastAreaJson> items) {}

    @Describe("An area of the version asked for")
    record RecastAreaJson(
            String code, LocalText name, @Nullable Double value, long n) {}

    @Override
    public List<Route> routes() {
        return List.of(
                scope.filtered(
                                "density",
                                "getInsightDensity",
                                "A surface of density",
                                "Quartic kernel; of a share what has the quality is counted. What has no point is left out.")
                        .takes(BANDWIDTH, InsightScope.MEASURE)
                        .json(DensityJson.class, "The grid", this::density),
                scope.filtered(
                                "frames",
                                "getInsightFrames",
                                "A measure by area, step by step of time",
                                "At most 120 steps. The first and the last step may be cut by the period.")
                        .takes(STEP, LEVEL, InsightScope.MEASURE)
                        .json(FramesJson.class, "The steps, the earliest first", this::frames),
                scope.filtered(
                                "opinion",
                                "listInsightOpinion",
                                "How callbacks were answered, by area",
                                "Callbacks of the period, whenever the request came.")
                        .takes(LEVEL)
                        .page(OpinionJson.class, "Areas with callbacks, the least satisfied first", this::opinion),
                scope.filtered(
                                "recast",
                                "getInsightRecast",
                                "A measure by area of any area version",
                                "Requests that came under another version are resolved again by their point. within means the"
                                        + " areas as they were when the request came.")
                        .takes(LEVEL, VERSION, InsightScope.MEASURE)
                        .fails(AreaErrors.UNKNOWN_VERSION)
                        .json(RecastJson.class, "The areas, and what could not be recast", this::recast));
    }

    private DensityJson density(Exchange exchange) {
        InsightFilter filter = scope.filter(exchange);
        DensityGrid grid = DensityGrid.of(box(filter), exchange.get(BANDWIDTH, 500));
        double[] weights = new double[grid.cells().columns() * grid.cells().rows()];
        long n = 0;
        for (InsightDetail.Bin bin :
                detail.bins(grid, InsightScope.measure(exchange), scope.period(exchange), filter)) {
            if (grid.holds(bin.column(), bin.row())) {
                weights[bin.row() * grid.cells().columns() + bin.column()] += bin.n();
                n += bin.n();
            }
        }
        double[] density = KernelDensity.of(grid.cells(), weights, grid.bandwidthMetres());
        for (int at = 0; at < density.length; at++) {
            density[at] = Math.round(density[at] * 1e3) / 1e3;
        }
        return new DensityJson(
                grid.west(),
                grid.south(),
                grid.stepLon(),
                grid.stepLat(),
                grid.cells().columns(),
                grid.cells().rows(),
                grid.cells().cellMetres(),
                grid.bandwidthMetres(),
                n,
                density);
    }

    /** Of the finest area asked for, else of the whole city. */
    private BBox box(InsightFilter filter) {
        AreaDirectory directory = ground.areas().current().snapshot().directory();
        int rank = filter.areas().keySet().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        OptionalInt area = rank == 0
                ? OptionalInt.empty()
                : directory.findByCode(rank, filter.areas().getOrDefault(rank, ""));
        if (area.isPresent()) {
            return directory.bbox(area.getAsInt());
        }
        BBox box = directory.bbox(0);
        for (int ordinal = 1; ordinal < directory.size(); ordinal++) {
            box = directory.level(ordinal) == 1 ? box.union(directory.bbox(ordinal)) : box;
        }
        return box;
    }

    private FramesJson frames(Exchange exchange) {
        InsightPeriod period = scope.period(exchange);
        String step = exchange.get(STEP, "week");
        if (steps(step, period) > MOST_FRAMES) {
            throw ErrorCode.INVALID_PARAMETER.problem("more than " + MOST_FRAMES + " steps: take longer ones", "step");
        }
        Measure measure = InsightScope.measure(exchange);
        int rank = scope.rank(exchange.get(LEVEL), "level");
        Map<LocalDate, List<FrameAreaJson>> byStep = new LinkedHashMap<>();
        for (LocalDate day = first(step, period.from()); !day.isAfter(period.to()); day = next(step, day)) {
            byStep.put(day, new ArrayList<>());
        }
        for (Frame frame : detail.frames(step, rank, measure, period, scope.filter(exchange))) {
            byStep.computeIfAbsent(frame.from(), day -> new ArrayList<>())
                    .add(new FrameAreaJson(
                            frame.area(),
                            frame.count().value(measure),
                            frame.count().n()));
        }
        return new FramesJson(
                step,
                byStep.entrySet().stream()
                        .map(entry -> new FrameJson(
                                later(entry.getKey(), period.from()),
                                earlier(next(step, entry.getKey()).minusDays(1), period.to()),
                                entry.getValue()))
                        .toList());
    }

    private static long steps(String step, InsightPeriod period) {
        return switch (step) {
            case "day" -> period.days();
            case "week" -> period.days() / 7;
            default -> period.days() / 31;
        };
    }

    private static LocalDate first(String step, LocalDate day) {
        return switch (step) {
            case "day" -> day;
            case "week" -> day.minusDays(day.getDayOfWeek().getValue() - 1);
            default -> day.withDayOfMonth(1);
        };
    }

    private static LocalDate next(String step, LocalDate day) {
        return switch (step) {
            case "day" -> day.plusDays(1);
            case "week" -> day.plusWeeks(1);
            default -> day.plusMonths(1);
        };
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private Page<OpinionJson> opinion(Exchange exchange) {
        String level = exchange.get(LEVEL);
        int rank = scope.rank(level, "level");
        Map<String, Map<String, Long>> byArea = new LinkedHashMap<>();
        for (Answers each : detail.answers(rank, scope.period(exchange), scope.filter(exchange))) {
            byArea.computeIfAbsent(each.area(), area -> new LinkedHashMap<>()).put(each.satisfaction(), each.n());
        }
        AreaDirectory directory = ground.areas().current().snapshot().directory();
        return Page.whole(byArea.entrySet().stream()
                .map(entry -> opinion(directory, level, rank, entry.getKey(), entry.getValue()))
                .sorted((one, other) -> Double.compare(share(one), share(other)))
                .toList());
    }

    private static double share(OpinionJson row) {
        Double share = row.share();
        return share == null ? 2 : share;
    }

    private static OpinionJson opinion(
            AreaDirectory directory, String level, int rank, String code, Map<String, Long> answers) {
        OptionalInt at = directory.findByCode(rank, code);
        long n = answers.values().stream().mapToLong(Long::longValue).sum();
        long satisfied = answers.getOrDefault("satisfied", 0L);
        long basically = answers.getOrDefault("basically_satisfied", 0L);
        long dissatisfied = answers.getOrDefault("dissatisfied", 0L);
        long unanswered = answers.getOrDefault("", 0L);
        return new OpinionJson(
                level,
                code,
                at.isPresent() ? directory.name(at.getAsInt()) : LocalText.of("und", code),
                n,
                satisfied,
                basically,
                n - satisfied - basically - dissatisfied - unanswered,
                dissatisfied,
                unanswered,
                n == 0 ? null : (satisfied + basically) / (double) n);
    }

    private RecastJson recast(Exchange exchange) {
        InsightPeriod period = scope.period(exchange);
        String asked = exchange.find(VERSION);
        String version = asked == null ? ground.areas().current().snapshot().id() : asked;
        int rank = scope.rank(exchange.get(LEVEL), "level");
        Measure measure = InsightScope.measure(exchange);
        Recast recast =
                new Recast(ground.areas(), ground.areas().version(version).snapshot(), rank);
        detail.placed(version, rank, measure, period, scope.filter(exchange), recast::add);
        return recast.json(measure);
    }
}
