package org.servicemap.requests;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.geo.BBox;

/**
 * Which requests a list shows. All that is given must hold.
 *
 * @param units leading unit among these; null for any
 * @param parties units of which one was asked to help or copied; null when that does not matter
 * @param categories one of these; null for any
 * @param areas code by rank of the level
 * @param scopeUnits leading unit or a party among these: what the caller may see; null for all
 * @param scopeAreas where the caller may look
 * @param sensitiveOf leading units whose sensitive requests are shown as well as others; null for any
 */
record RequestQuery(
        View view,
        @Nullable List<String> states,
        @Nullable List<String> units,
        @Nullable List<String> parties,
        @Nullable List<String> categories,
        Map<Integer, String> areas,
        @Nullable String urgency,
        @Nullable String channel,
        @Nullable Boolean overdue,
        @Nullable Boolean supervised,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable BBox box,
        @Nullable List<Long> petitioners,
        @Nullable Long handler,
        @Nullable List<String> scopeUnits,
        AreaBounds scopeAreas,
        @Nullable List<String> sensitiveOf) {
    /** The lists that desks have; each has its own order and its own index. */
    enum View {
        /** All, the newest first. */
        ALL("r.id DESC", ""),
        /** What waits for a dispatcher, the longest waiting first. */
        QUEUE("r.id", "r.queue_reason IS NOT NULL AND r.state = 'received'"),
        /** Disputes to decide, the oldest first. */
        DISPUTED("r.id", "r.state = 'disputed'"),
        /** What units work on, by deadline. */
        WORK(
                "coalesce(r.deadline, 'infinity'), r.id",
                "r.state IN ('dispatched', 'disputed', 'accepted', 'in_progress', 'suspended')"),
        /** Petitioners to call, the longest waiting first. */
        CALLBACKS("coalesce(r.handled_at, 'infinity'), r.id", "r.callback_open"),
        /** What could be published and was not looked at, the newest first. */
        PUBLICATION(
                "r.id DESC",
                "NOT coalesce(r.sensitive, false) AND r.state NOT IN ('withdrawn', 'diverted', 'linked')"
                        + " AND NOT EXISTS (SELECT FROM published_texts t WHERE t.month = r.month AND t.request_id = r.id)");

        private final String order;
        private final String condition;

        View(String order, String condition) {
            this.order = order;
            this.condition = condition;
        }

        String order() {
            return order;
        }

        String condition() {
            return condition;
        }

        boolean newestFirst() {
            return order.equals(ALL.order);
        }

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    RequestQuery {
        areas = Map.copyOf(areas);
    }

    /** With the sensitive ones of all units. */
    RequestQuery(
            View view,
            @Nullable List<String> states,
            @Nullable List<String> units,
            @Nullable List<String> parties,
            @Nullable List<String> categories,
            Map<Integer, String> areas,
            @Nullable String urgency,
            @Nullable String channel,
            @Nullable Boolean overdue,
            @Nullable Boolean supervised,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable BBox box,
            @Nullable List<Long> petitioners,
            @Nullable Long handler,
            @Nullable List<String> scopeUnits,
            AreaBounds scopeAreas) {
        this(
                view,
                states,
                units,
                parties,
                categories,
                areas,
                urgency,
                channel,
                overdue,
                supervised,
                from,
                until,
                box,
                petitioners,
                handler,
                scopeUnits,
                scopeAreas,
                null);
    }

    /** The same for whoever knows sensitive requests of these units only; null for all. */
    RequestQuery sensitiveOf(@Nullable List<String> known) {
        return new RequestQuery(
                view,
                states,
                units,
                parties,
                categories,
                areas,
                urgency,
                channel,
                overdue,
                supervised,
                from,
                until,
                box,
                petitioners,
                handler,
                scopeUnits,
                scopeAreas,
                known);
    }

    /** The same of what these units lead, whatever else they were asked or told. */
    RequestQuery ledBy(List<String> leading) {
        List<String> left = units == null
                ? leading
                : units.stream().filter(leading::contains).toList();
        return new RequestQuery(
                view,
                states,
                left,
                parties,
                categories,
                areas,
                urgency,
                channel,
                overdue,
                supervised,
                from,
                until,
                box,
                petitioners,
                handler,
                null,
                scopeAreas,
                sensitiveOf);
    }

    /** What a cursor of this list belongs to. */
    String scope() {
        return toString();
    }
}
