package org.servicemap.wardens;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task in the field: go and look before something happens ({@value #PREVENTION}), or whether what was handled really is ({@value
 * #INSPECTION}).
 *
 * @param account whose it is; null: whoever looks after the grid
 * @param request whose handling is inspected
 * @param state {@value #OPEN}, {@value #DONE} or {@value #CANCELLED}
 */
record Task(
        long id,
        String kind,
        String origin,
        @Nullable String originRef,
        String title,
        String words,
        String grid,
        @Nullable Double lon,
        @Nullable Double lat,
        @Nullable Long request,
        @Nullable Long account,
        LocalDate dueOn,
        String state,
        @Nullable String outcome,
        @Nullable String note,
        @Nullable Long doneBy,
        @Nullable Instant doneAt,
        @Nullable Instant arrivedAt,
        int version,
        @Nullable Long createdBy,
        Instant createdAt,
        Instant updatedAt) {
    static final String PREVENTION = "prevention";
    static final String INSPECTION = "inspection";
    static final String OPEN = "open";
    static final String DONE = "done";
    static final String CANCELLED = "cancelled";
    static final String STAFF = "staff";
    static final String FINE = "fine";
    static final String NOT_FINE = "not_fine";
    static final String NOT_FOUND = "not_found";
    static final List<String> STATES = List.of(OPEN, DONE, CANCELLED);
    static final List<String> KINDS = List.of(PREVENTION, INSPECTION);
    static final List<String> OUTCOMES = List.of(FINE, NOT_FINE, NOT_FOUND);

    boolean isOpen() {
        return state.equals(OPEN);
    }
}
