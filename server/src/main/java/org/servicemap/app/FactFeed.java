package org.servicemap.app;

import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.facts.EventFact;
import org.servicemap.insights.facts.FactColumn;
import org.servicemap.insights.facts.Facts;
import org.servicemap.insights.facts.RequestFacts;
import org.servicemap.requests.CityRequests;
import org.servicemap.requests.RequestRows;
import org.servicemap.storage.ChangeLog;

/** Brings the rows of requests to the facts. */
record FactFeed(Core core, RequestRows rows) implements RequestFacts {
    FactFeed {
        if (!RequestRows.COLUMNS.equals(FactColumn.copied())) {
            throw new IllegalStateException("the facts and the requests do not speak of the same columns");
        }
    }

    static Facts facts(Core core, CityRequests requests) {
        return new Facts(
                core.config().data().resolve("insights"),
                new FactFeed(core, requests.rows()),
                new ChangeLog(core.database()),
                core::zone);
    }

    @Override
    public List<Long> changedBy(ChangeLog.Change change) {
        return rows.changedBy(change.topic(), change.key());
    }

    @Override
    public List<Integer> months() {
        return rows.months();
    }

    @Override
    public long count() {
        return rows.count();
    }

    @Override
    public void ofMonth(int month, Consumer<@Nullable Object[]> requests, Consumer<EventFact> events) {
        ZoneId zone = core.zone();
        rows.ofMonth(month, requests, event -> events.accept(fact(event, zone)));
    }

    @Override
    public void ofIds(Collection<Long> ids, Consumer<@Nullable Object[]> requests, Consumer<EventFact> events) {
        ZoneId zone = core.zone();
        rows.ofIds(ids, requests, event -> events.accept(fact(event, zone)));
    }

    @Override
    public void asOf(
            long xid,
            int untilMonth,
            LongConsumer touched,
            Consumer<@Nullable Object[]> requests,
            Consumer<EventFact> events) {
        ZoneId zone = core.zone();
        rows.asOf(xid, untilMonth, touched, requests, event -> events.accept(fact(event, zone)));
    }

    private static EventFact fact(RequestRows.Happened event, ZoneId zone) {
        return EventFact.of(
                event.request(), event.month(), event.seq(), event.at(), zone, event.action(), event.unit());
    }
}
