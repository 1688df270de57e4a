package org.servicemap.appointments;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What appointments refuse; nothing was changed. Carries a stable code, the field at fault and what is to be had instead. */
public final class AppointmentException extends RuntimeException {
    static final String UNKNOWN_HALL = "unknown_hall";
    static final String UNKNOWN_QUEUE = "unknown_queue";
    static final String UNKNOWN_BOOKING = "unknown_booking";
    static final String UNKNOWN_SCHEDULE = "unknown_schedule";
    static final String NOT_SERVED = "matter_not_served";
    static final String SLOT_FULL = "slot_full";
    static final String NO_SLOT = "no_such_slot";
    static final String PAST_SLOT = "past_slot";
    static final String TOO_SOON = "too_soon";
    static final String TOO_FAR = "too_far_ahead";
    static final String NOT_IN_CHARGE = "hall_not_in_charge";
    static final String LOCATION_NEEDED = "location_needed";
    static final String HOLD_EXPIRED = "hold_expired";
    static final String WRONG_STATE = "wrong_state";
    static final String TOO_MANY_HOLDS = "too_many_holds";
    static final String PERSON_LIMIT = "person_limit";
    static final String TOO_MANY_NO_SHOWS = "too_many_no_shows";
    static final String NO_EXTENSION = "no_extension";
    static final String BAD_PHONE = "bad_phone";
    static final String LOCKED = "too_many_tries";
    static final String PROOF_NEEDED = "proof_needed";
    static final String CHANGED = "schedule_changed";
    static final String CLASH = "overlapping_templates";
    static final String BAD_SCHEDULE = "bad_schedule";
    static final String NOT_TODAY = "not_today";
    static final String UNKNOWN_COUNTER = "unknown_counter";
    static final String BAD_PASS = "bad_kiosk_pass";
    static final String IN_USE = "queue_in_use";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String field;
    private final transient @Nullable List<FreeSlot> alternatives; // null once it came through serialization
    private final boolean waitedFor;

    AppointmentException(String code, @Nullable String field, String message) {
        this(code, field, message, List.of(), false);
    }

    private AppointmentException(
            String code, @Nullable String field, String message, List<FreeSlot> alternatives, boolean waitedFor) {
        super(message, null, false, false); // an answer, not a fault: a rush makes thousands of them
        this.code = code;
        this.field = field;
        this.alternatives = List.copyOf(alternatives);
        this.waitedFor = waitedFor;
    }

    AppointmentException with(List<FreeSlot> others) {
        return new AppointmentException(code, field, String.valueOf(getMessage()), others, waitedFor);
    }

    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }

    List<FreeSlot> alternatives() {
        List<FreeSlot> known = alternatives;
        return known == null ? List.of() : known;
    }

    static AppointmentException unknownBooking() {
        return new AppointmentException(UNKNOWN_BOOKING, null, "there is no booking that this opens");
    }

    static AppointmentException unknownHall(String place) {
        return new AppointmentException(UNKNOWN_HALL, "hall", "no appointments can be made at " + place);
    }

    /** Whether seats of expired holds are all that is free, and somebody waits for them who is still to be offered them. */
    boolean isWaitedFor() {
        return waitedFor;
    }

    static AppointmentException full() {
        return full(false);
    }

    /** @param waitedFor {@link #isWaitedFor} */
    static AppointmentException full(boolean waitedFor) {
        return new AppointmentException(SLOT_FULL, "starts_at", "this time was taken meanwhile", List.of(), waitedFor);
    }
}
