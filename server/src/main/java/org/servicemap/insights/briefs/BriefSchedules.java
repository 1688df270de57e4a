package org.servicemap.insights.briefs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.http.Caller;
import org.servicemap.insights.facts.FactsException;
import org.servicemap.insights.facts.FactsReached;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Message;
import org.servicemap.storage.ChangeLog;
import org.servicemap.text.LocalText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports at their time: made, archived and told of in one transaction for each period, once however many servers run it. The message names
 * subject and period and carries a link, never a figure. Thread-safe.
 */
final class BriefSchedules {
    /** In the place of a person's name. */
    static final String MAKER = "schedule";

    private static final String TEMPLATE = "brief_ready";
    private static final Logger LOG = LoggerFactory.getLogger(BriefSchedules.class);

    private final BriefGround ground;
    private final Briefs briefs;
    private final BriefScheduleStore store;
    private final FactsReached facts;

    BriefSchedules(BriefGround ground, Briefs briefs) {
        this.ground = ground;
        this.briefs = briefs;
        this.store = new BriefScheduleStore(ground.cipher());
        this.facts = new FactsReached(ground.facts(), new ChangeLog(ground.database()));
    }

    private ZoneId zone() {
        return ground.city().get().zone();
    }

    List<BriefSchedule> list() {
        return ground.database().inSnapshot(store::list);
    }

    BriefSchedule get(long id) {
        return ground.database()
                .inSnapshot(handle -> store.find(handle, id))
                .orElseThrow(() -> BriefRoutes.UNKNOWN_SCHEDULE.problem("there is no schedule " + id));
    }

    BriefSchedule add(BriefSchedule wanted, Caller by) {
        return ground.database().inTransaction(handle -> {
            store.add(handle, wanted);
            Audit.record(handle, by, "brief_schedule_made", "brief_schedule:" + wanted.id(), null);
            return store.find(handle, wanted.id()).orElseThrow();
        });
    }

    /** Null when it was changed since that version. */
    @Nullable
    BriefSchedule update(BriefSchedule wanted, Caller by) {
        return ground.database().inTransaction(handle -> {
            if (!store.update(handle, wanted)) {
                return null;
            }
            Audit.record(handle, by, "brief_schedule_changed", "brief_schedule:" + wanted.id(), null);
            return store.find(handle, wanted.id()).orElseThrow();
        });
    }

    void remove(long id, Caller by) {
        ground.database().useTransaction(handle -> {
            if (store.remove(handle, id)) {
                Audit.record(handle, by, "brief_schedule_removed", "brief_schedule:" + id, null);
            }
        });
    }

    /** A new schedule begins with the period that ends next: nothing is sent of what was over before. */
    LocalDate doneBefore(BriefKind kind) {
        return kind.around(briefs.today()).from().minusDays(1);
    }

    Instant next(BriefSchedule schedule) {
        return schedule.next(zone());
    }

    /** Does what is due; answers how many reports were sent. To be called again and again. */
    int runDue() {
        Instant now = ground.clock().instant();
        List<BriefSchedule> due = list().stream()
                .filter(each -> each.active() && !each.due(now, zone()).isEmpty())
                .toList();
        // what happened before now is in the facts when the report is made
        if (due.isEmpty() || !facts.isReached()) {
            return 0;
        }
        return due.stream().mapToInt(each -> run(each.id(), now)).sum();
    }

    private int run(long id, Instant now) {
        try {
            return ground.database()
                    .inTransaction(handle -> store.take(handle, id)
                            .map(schedule -> run(handle, schedule, now))
                            .orElse(0));
        } catch (FactsException e) {
            LOG.warn("reports wait for the facts: {}", e.getMessage());
            return 0;
        } catch (RuntimeException e) {
            // the others go on
            LOG.warn("schedule {} failed and will be tried again: {}", id, e.toString());
            return 0;
        }
    }

    private int run(Handle handle, BriefSchedule schedule, Instant now) {
        List<BriefPeriod> due = schedule.due(now, zone());
        LocalText name = BriefNames.of(ground)
                .subject(schedule.subject(), ground.city().get().name());
        if (name == null) {
            LOG.warn(
                    "schedule {}: there is no {} any more",
                    schedule.id(),
                    schedule.subject().key());
            return 0;
        }
        int sent = 0;
        for (BriefPeriod period : due) {
            Brief brief = briefs.madeOrMake(handle, schedule.subject(), name, period);
            if (store.deliver(handle, schedule, period.from(), brief.id())) {
                schedule.recipients().forEach(to -> tell(handle, schedule, to, brief));
                sent++;
            }
            store.doneUntil(handle, schedule.id(), period.to());
        }
        return sent;
    }

    private void tell(Handle handle, BriefSchedule schedule, String to, Brief brief) {
        String language = schedule.language();
        Map<String, String> params = Map.of(
                "kind", BriefWords.kind(brief.period().kind()).in(language, "en"),
                "subject", brief.name().in(language, ground.city().get().defaultLanguage()),
                "period", BriefWords.period(brief.period()),
                "page", ground.publicUrl() + "/briefings?id=" + brief.id() + "&lang=" + language);
        ground.outbox().append(handle, Message.of(Channel.EMAIL, to, TEMPLATE, language, params));
    }
}
