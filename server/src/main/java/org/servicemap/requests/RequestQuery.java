package org.servicemap.requests;

import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.ClockRule;

/** Which requests a list shows: of one of the desks' lists what a filter leaves and its reader may see. */
record RequestQuery(View view, RequestFilter filter, ListScope scope) {
    /** The lists that desks have; each has its own order and its own index. */
    enum View {
        /** All, the newest first. */
        ALL("r.id DESC", ""),
        /**
         * What waits for a dispatcher, the most urgent class first; of one class what waits longest, whose limit ends first. {@link
         * RequestLists} takes one class after the other.
         */
        QUEUE("r.id", "r.queue_reason IS NOT NULL AND r.state = 'received'"),
        /** Disputes to decide, the oldest first. */
        DISPUTED("r.id", "r.state = 'disputed'"),
        /** What units work on, by deadline. */
        WORK(
                "coalesce(r.deadline, 'infinity'), r.id",
                "r.state IN ('dispatched', 'disputed', 'accepted', 'in_progress', 'suspended')"),
        /** What is suspended, by the date on which that is reviewed. */
        SUSPENDED("coalesce(r.review_at, 'infinity'), r.id", "r.state = 'suspended'"),
        /** Where more time was asked for and can be decided about, by deadline. */
        EXTENSIONS(
                "coalesce(r.deadline, 'infinity'), r.id",
                "r.extension_asked IS NOT NULL AND r.state IN ('accepted', 'in_progress')"),
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

        /** The clock that makes what is in the list late, where that is not the deadline. */
        @Nullable
        String clock() {
            return switch (this) {
                case DISPUTED -> ClockRule.REVIEW;
                case SUSPENDED -> ClockRule.SUSPENSION;
                case EXTENSIONS -> ClockRule.EXTENSION;
                case CALLBACKS -> ClockRule.CALLBACK;
                default -> null;
            };
        }

        boolean newestFirst() {
            return order.equals(ALL.order);
        }

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** For anybody, until {@link #seenBy} says whose list it is. */
    RequestQuery(View view, RequestFilter filter) {
        this(view, filter, ListScope.ALL);
    }

    RequestQuery seenBy(ListScope reader) {
        return new RequestQuery(view, filter, reader);
    }

    /** What a cursor of this list belongs to. */
    String cursorScope() {
        return toString();
    }
}
