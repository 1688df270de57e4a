package org.servicemap.insights.governance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Cursor;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.InsightRoutes;
import org.servicemap.insights.governance.DifferenceInDifferences.Estimate;
import org.servicemap.insights.governance.DifferenceInDifferences.Verdict;
import org.servicemap.insights.governance.GovernanceJson.GovernanceEffectJson;
import org.servicemap.insights.governance.GovernanceJson.GovernanceInspectionJson;
import org.servicemap.insights.governance.GovernanceJson.GovernanceNoteBody;
import org.servicemap.insights.governance.GovernanceJson.GovernanceNoteJson;
import org.servicemap.insights.governance.GovernanceJson.GovernanceTaskJson;
import org.servicemap.insights.governance.GovernanceJson.GovernanceTaskWholeJson;
import org.servicemap.insights.governance.GovernanceJson.NewGovernanceTaskBody;
import org.servicemap.insights.risks.GovernanceGroup;
import org.servicemap.insights.risks.RiskNames;
import org.servicemap.insights.risks.RiskRoutes;

/** Tasks of active governance: made of findings, followed by notes, measured by their effect. */
public final class GovernanceTaskRoutes implements GovernanceGroup {
    private static final String TASKS = RiskRoutes.GOVERNANCE + "/tasks";
    private static final Role[] DOERS = {Role.SUPERVISOR, Role.LEAD, Role.ADMINISTRATOR};
    private static final int USUAL = 50;
    private static final String METHOD =
            "Difference in differences of logarithms of daily counts against 5 to 20 areas of the same level with"
                    + " half to twice as many before, without those in which another task about the same ran or that"
                    + " changed their code; interval by the compared areas' scatter (Conley and Taber 2011).";
    private static final Param<Long> ID = Param.id("id", "The task").inPath();
    private static final Param<String> STATE = Param.oneOf("state", GovernanceTask.STATES, "Only in this state");
    private static final Param<String> KIND = Param.oneOf("kind", GovernanceTask.KINDS, "Only of this kind");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 500, "At most so many; default 50");

    private final GovernanceTasks tasks;
    private final TaskEffects effects;
    private final RiskNames names;

    public GovernanceTaskRoutes(GovernanceTasks tasks, InsightGround ground) {
        this.tasks = tasks;
        effects = new TaskEffects(ground);
        names = new RiskNames(ground);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(TASKS, "listGovernanceTasks")
                        .summary("Tasks, those that are not over first by the day they are due")
                        .description(
                                "Who is bound to a unit sees its tasks and those of units below, who is bound to an area those there.")
                        .roles(RiskRoutes.READERS)
                        .takes(STATE, KIND, LIMIT, Cursor.PARAM)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(GovernanceTaskJson.class, "Tasks", this::list),
                Route.get(TASKS + "/{id}", "getGovernanceTask")
                        .summary("A task with its history")
                        .roles(RiskRoutes.READERS)
                        .takes(ID)
                        .fails(GovernanceErrors.UNKNOWN_TASK, ErrorCode.OUT_OF_SCOPE)
                        .json(
                                GovernanceTaskWholeJson.class,
                                "The task",
                                exchange -> json(tasks.get(exchange.caller(), exchange.get(ID)))),
                Route.get(TASKS + "/{id}/effect", "getGovernanceEffect")
                        .summary("What became of the task's area, against areas like it")
                        .description("Told also when there is none, and when nothing can be said.")
                        .roles(RiskRoutes.READERS)
                        .takes(ID)
                        .fails(GovernanceErrors.UNKNOWN_TASK, ErrorCode.OUT_OF_SCOPE, InsightRoutes.NO_FACTS)
                        .json(GovernanceEffectJson.class, "The effect", this::effect),
                Route.post(TASKS, "createGovernanceTask")
                        .summary("Make a task of what was found")
                        .description(
                                "Answers the one that there is when the finding has one of this kind that is not over.")
                        .roles(DOERS)
                        .body(NewGovernanceTaskBody.class, "The task")
                        .idempotent()
                        .fails(ErrorCode.INVALID_FIELD, ErrorCode.OUT_OF_SCOPE)
                        .created(GovernanceTaskWholeJson.class, "The task", this::create),
                Route.post(TASKS + "/{id}/notes", "addGovernanceNote")
                        .summary("Tell what was done, and change state, day or unit")
                        .roles(DOERS)
                        .takes(ID)
                        .body(GovernanceNoteBody.class, "The note")
                        .idempotent()
                        .fails(
                                GovernanceErrors.UNKNOWN_TASK,
                                GovernanceErrors.CHANGED,
                                GovernanceErrors.OVER,
                                ErrorCode.INVALID_FIELD,
                                ErrorCode.OUT_OF_SCOPE)
                        .json(GovernanceTaskWholeJson.class, "The task", this::note));
    }

    private Page<GovernanceTaskJson> list(Exchange exchange) {
        String state = exchange.find(STATE);
        String kind = exchange.find(KIND);
        String key = state + "|" + kind;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), key);
        return Page.of(tasks.list(exchange.caller(), state, kind), offset, exchange.get(LIMIT, USUAL), key)
                .map(this::json);
    }

    private GovernanceTaskWholeJson create(Exchange exchange) {
        NewGovernanceTaskBody body = exchange.body(NewGovernanceTaskBody.class);
        Double lon = body.lon();
        Double lat = body.lat();
        String measure = body.measure();
        Double budget = body.budget();
        GovernanceTasks.Whole made = tasks.create(
                exchange.caller(),
                new GovernanceTasks.Wanted(
                        body.kind(),
                        Objects.requireNonNullElse(body.origin(), GovernanceTask.STAFF),
                        body.originRef(),
                        body.title(),
                        Objects.requireNonNullElse(body.words(), ""),
                        body.category(),
                        body.areaLevel(),
                        body.area(),
                        lon == null || lat == null ? null : new LonLat(lon, lat),
                        body.unit(),
                        body.beginsOn(),
                        body.dueOn(),
                        measure == null ? null : EffectMeasure.of(measure),
                        body.goal(),
                        budget == null ? null : BigDecimal.valueOf(budget)));
        exchange.location(TASKS + "/" + made.task().id());
        return json(made);
    }

    private GovernanceTaskWholeJson note(Exchange exchange) {
        GovernanceNoteBody body = exchange.body(GovernanceNoteBody.class);
        return json(tasks.note(
                exchange.caller(),
                exchange.get(ID),
                new GovernanceTasks.Change(body.version(), body.words(), body.state(), body.dueOn(), body.unit())));
    }

    private GovernanceTaskWholeJson json(GovernanceTasks.Whole whole) {
        FieldInspections.Progress progress = whole.inspection();
        String grid = whole.task().grid();
        return new GovernanceTaskWholeJson(
                json(whole.task()),
                whole.notes().stream()
                        .map(note -> new GovernanceNoteJson(note.at(), note.by(), note.state(), note.words()))
                        .toList(),
                progress == null || grid == null
                        ? null
                        : new GovernanceInspectionJson(grid, progress.state(), progress.outcome(), progress.doneOn()));
    }

    private GovernanceTaskJson json(GovernanceTask task) {
        BigDecimal budget = task.budget();
        return new GovernanceTaskJson(
                Long.toString(task.id()),
                task.kind(),
                task.origin(),
                task.originRef(),
                task.title(),
                task.words(),
                task.category(),
                names.category(task.category()),
                task.areaLevel(),
                task.area(),
                names.area(names.rank(task.areaLevel()), task.area()),
                task.lon(),
                task.lat(),
                task.unit(),
                names.unit(task.unit()),
                task.beginsOn(),
                task.dueOn(),
                task.measure().key(),
                task.goal(),
                budget == null ? null : budget.doubleValue(),
                task.state(),
                !task.isOver() && task.dueOn().isBefore(names.today()),
                task.version(),
                task.createdAt(),
                task.updatedAt());
    }

    private GovernanceEffectJson effect(Exchange exchange) {
        names.requireFacts();
        GovernanceTask task = tasks.get(exchange.caller(), exchange.get(ID)).task();
        LocalDate today = names.today();
        TaskEffects.Span span = TaskEffects.span(task, today);
        TaskEffects.Effect effect = effects.of(
                task,
                names.rank(task.areaLevel()),
                today,
                tasks.meanwhile(span.from(), span.end().minusDays(1)));
        Estimate estimate = effect.estimate();
        Estimate check = effect.check();
        return new GovernanceEffectJson(
                effect.from(),
                effect.beganOn(),
                effect.to(),
                effect.daysBefore(),
                effect.daysAfter(),
                effect.before(),
                effect.after(),
                word(estimate),
                estimate.areas(),
                effect.leftOut(),
                effect.changed(),
                estimate.own(),
                estimate.others(),
                estimate.effect(),
                estimate.low(),
                estimate.high(),
                estimate.levelBefore(),
                isDoubtful(check) ? null : reached(task.goal(), estimate.effect()),
                word(check),
                check.effect(),
                check.low(),
                check.high(),
                METHOD);
    }

    private static String word(Estimate estimate) {
        return estimate.verdict().name().toLowerCase(Locale.ROOT);
    }

    /** Before the task began the area moved apart from those like it already: what came after is no sign of the goal. */
    private static boolean isDoubtful(Estimate check) {
        return check.verdict() == Verdict.FEWER || check.verdict() == Verdict.MORE;
    }

    private static @Nullable Boolean reached(@Nullable Double goal, @Nullable Double effect) {
        return goal == null || effect == null ? null : effect <= goal;
    }
}
