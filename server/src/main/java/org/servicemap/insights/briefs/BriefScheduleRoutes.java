package org.servicemap.insights.briefs;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightGroup;
import org.servicemap.insights.briefs.BriefJson.BriefScheduleBody;
import org.servicemap.insights.briefs.BriefJson.BriefScheduleJson;
import org.servicemap.insights.briefs.BriefJson.BriefSubjectJson;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;

/** Who gets which report when. */
final class BriefScheduleRoutes implements InsightGroup {
    private static final String SCHEDULES = HttpServer.API + "/insights/brief-schedules";
    private static final Param<Long> ID = Param.id("id", "The schedule").inPath();
    private static final ErrorCode CHANGED =
            new ErrorCode(409, "brief_schedule_changed", "the schedule was changed since it was seen");

    private final Database database;
    private final Supplier<City> city;
    private final Briefs briefs;
    private final BriefSchedules schedules;

    BriefScheduleRoutes(BriefGround ground, Briefs briefs, BriefSchedules schedules) {
        this.database = ground.database();
        this.city = ground.city();
        this.briefs = briefs;
        this.schedules = schedules;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(SCHEDULES, "listBriefSchedules")
                        .summary("Who gets which report when; those of the caller's scope")
                        .roles(BriefRoutes.MAKERS)
                        .page(BriefScheduleJson.class, "Schedules", this::list),
                Route.post(SCHEDULES, "createBriefSchedule")
                        .summary("Has a report made, archived and told of by e-mail, again and again")
                        .description(
                                "The message carries a link and no figures. The first one is of the period that ends next.")
                        .roles(BriefRoutes.MAKERS)
                        .body(BriefScheduleBody.class, "The schedule")
                        .idempotent()
                        .fails(ErrorCode.OUT_OF_SCOPE)
                        .created(BriefScheduleJson.class, "The schedule", this::create),
                Route.put(SCHEDULES + "/{id}", "updateBriefSchedule")
                        .summary("Changes a schedule, or lets it rest")
                        .roles(BriefRoutes.MAKERS)
                        .takes(ID)
                        .body(BriefScheduleBody.class, "The schedule with the version that was seen")
                        .fails(BriefRoutes.UNKNOWN_SCHEDULE, CHANGED, ErrorCode.OUT_OF_SCOPE)
                        .json(BriefScheduleJson.class, "The schedule", this::update),
                Route.delete(SCHEDULES + "/{id}", "deleteBriefSchedule")
                        .summary("Removes a schedule; what it made stays archived")
                        .roles(BriefRoutes.MAKERS)
                        .takes(ID)
                        .fails(BriefRoutes.UNKNOWN_SCHEDULE, ErrorCode.OUT_OF_SCOPE)
                        .nothing("Removed", this::remove));
    }

    private Page<BriefScheduleJson> list(Exchange exchange) {
        BriefScope scope = briefs.scope();
        return Page.whole(schedules.list().stream()
                .filter(each -> scope.covers(exchange.caller(), each.subject()))
                .map(this::json)
                .toList());
    }

    private BriefScheduleJson create(Exchange exchange) {
        BriefScheduleBody body = exchange.body(BriefScheduleBody.class);
        return json(schedules.add(wanted(body, database.nextId(), null, exchange.caller()), exchange.caller()));
    }

    private BriefScheduleJson update(Exchange exchange) {
        BriefScheduleBody body = exchange.body(BriefScheduleBody.class);
        BriefSchedule old = own(exchange);
        BriefSchedule changed = schedules.update(wanted(body, old.id(), old, exchange.caller()), exchange.caller());
        if (changed == null) {
            throw CHANGED.problem("the schedule was changed since; read it again");
        }
        return json(changed);
    }

    private void remove(Exchange exchange) {
        schedules.remove(own(exchange).id(), exchange.caller());
    }

    private BriefSchedule own(Exchange exchange) {
        BriefSchedule schedule = schedules.get(exchange.get(ID));
        briefs.scope().require(exchange.caller(), schedule.subject());
        return schedule;
    }

    private BriefSchedule wanted(BriefScheduleBody body, long id, @Nullable BriefSchedule old, Caller caller) {
        BriefSubject subject = body.subject().subject();
        briefs.nameOf(subject);
        briefs.scope().require(caller, subject);
        if (!city.get().languages().contains(body.language())) {
            throw ErrorCode.INVALID_FIELD.problem(
                    "one of " + String.join(", ", city.get().languages()), "language");
        }
        BriefKind kind = BriefKind.of(body.kind());
        Integer version = body.version();
        return new BriefSchedule(
                id,
                version == null ? 0 : version,
                kind,
                subject,
                body.language(),
                kind == BriefKind.DAILY ? 1 : body.day(),
                body.hour(),
                body.recipients(),
                body.active() == null || body.active(),
                doneUntil(old, kind, subject),
                caller.account(),
                caller.name());
    }

    /** One that rested does not catch up on what it slept through. */
    private LocalDate doneUntil(@Nullable BriefSchedule old, BriefKind kind, BriefSubject subject) {
        return old != null && old.kind() == kind && old.subject().equals(subject) && old.active()
                ? old.doneUntil()
                : schedules.doneBefore(kind);
    }

    private BriefScheduleJson json(BriefSchedule schedule) {
        LocalText name = briefs.findName(schedule.subject());
        return new BriefScheduleJson(
                Long.toString(schedule.id()),
                schedule.version(),
                schedule.kind().key(),
                BriefSubjectJson.of(schedule.subject()),
                name == null ? LocalText.of("und", schedule.subject().key()) : name,
                schedule.language(),
                schedule.onDay(),
                schedule.hour(),
                schedule.recipients(),
                schedule.active(),
                schedule.active() ? schedules.next(schedule) : null,
                schedule.doneUntil(),
                schedule.madeName());
    }
}
