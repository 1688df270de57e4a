package org.servicemap.appointments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.appointments.slots.SlotsException;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemMapping;

/** How appointments fail on the wire. */
public final class AppointmentErrors {
    static final ErrorCode UNKNOWN_HALL =
            new ErrorCode(404, AppointmentException.UNKNOWN_HALL, "a place where no appointments can be made");
    static final ErrorCode UNKNOWN_QUEUE =
            new ErrorCode(404, AppointmentException.UNKNOWN_QUEUE, "a queue that the hall does not have");
    static final ErrorCode UNKNOWN_BOOKING = new ErrorCode(
            404, AppointmentException.UNKNOWN_BOOKING, "no booking that this token, or number and phone, opens");
    static final ErrorCode NOT_SERVED = new ErrorCode(
            409, AppointmentException.NOT_SERVED, "no queue of the hall does all of the matters in one visit");
    static final ErrorCode SLOT_FULL =
            new ErrorCode(409, AppointmentException.SLOT_FULL, "no seat is left; alternatives names others");
    static final ErrorCode NO_SLOT =
            new ErrorCode(409, AppointmentException.NO_SLOT, "the hall has no slot that begins then");
    static final ErrorCode PAST_SLOT = new ErrorCode(409, AppointmentException.PAST_SLOT, "the time is past");
    static final ErrorCode TOO_SOON =
            new ErrorCode(409, AppointmentException.TOO_SOON, "less ahead than the hall asks for");
    static final ErrorCode TOO_FAR = new ErrorCode(409, AppointmentException.TOO_FAR, "beyond the hall's horizon");
    static final ErrorCode NOT_IN_CHARGE =
            new ErrorCode(409, AppointmentException.NOT_IN_CHARGE, "another hall is in charge of the location");
    static final ErrorCode LOCATION_NEEDED = new ErrorCode(
            400, AppointmentException.LOCATION_NEEDED, "the hall acts for its own area: a location is needed");
    static final ErrorCode HOLD_EXPIRED =
            new ErrorCode(409, AppointmentException.HOLD_EXPIRED, "the hold ended and its seat is taken");
    static final ErrorCode WRONG_STATE =
            new ErrorCode(409, AppointmentException.WRONG_STATE, "the booking's state does not allow this");
    static final ErrorCode TOO_MANY_HOLDS =
            new ErrorCode(429, AppointmentException.TOO_MANY_HOLDS, "the caller holds as many slots as allowed");
    static final ErrorCode PERSON_LIMIT =
            new ErrorCode(409, AppointmentException.PERSON_LIMIT, "the person has as many open bookings as allowed");
    static final ErrorCode TOO_MANY_NO_SHOWS =
            new ErrorCode(403, AppointmentException.TOO_MANY_NO_SHOWS, "the person missed too many visits");
    static final ErrorCode NO_EXTENSION =
            new ErrorCode(409, AppointmentException.NO_EXTENSION, "the hold was extended as often as allowed");
    static final ErrorCode BAD_PHONE =
            new ErrorCode(400, AppointmentException.BAD_PHONE, "not a phone number that can be called");
    static final ErrorCode LOCKED =
            new ErrorCode(429, AppointmentException.LOCKED, "too many wrong tries; the number is locked a while");
    static final ErrorCode PROOF_NEEDED =
            new ErrorCode(403, AppointmentException.PROOF_NEEDED, "the hall asks for a proof of work");
    static final ErrorCode CHANGED =
            new ErrorCode(409, AppointmentException.CHANGED, "the schedule was changed meanwhile");
    static final ErrorCode CLASH =
            new ErrorCode(409, AppointmentException.CLASH, "two templates of a queue hold at the same time");
    static final ErrorCode BAD_SCHEDULE =
            new ErrorCode(400, AppointmentException.BAD_SCHEDULE, "a field of the schedule is not acceptable");
    static final ErrorCode IN_USE =
            new ErrorCode(409, AppointmentException.IN_USE, "the queue has slots; take its templates away instead");

    static final ErrorCode NOT_TODAY =
            new ErrorCode(409, AppointmentException.NOT_TODAY, "one checks in on the day, shortly before");
    static final ErrorCode UNKNOWN_COUNTER =
            new ErrorCode(404, AppointmentException.UNKNOWN_COUNTER, "a counter that the hall does not have");

    static final ErrorCode BAD_PASS =
            new ErrorCode(403, AppointmentException.BAD_PASS, "the kiosk is not set up for this hall");

    private static final List<ErrorCode> ALL = List.of(
            BAD_PASS,
            NOT_TODAY,
            UNKNOWN_COUNTER,
            UNKNOWN_HALL,
            UNKNOWN_QUEUE,
            UNKNOWN_BOOKING,
            NOT_SERVED,
            SLOT_FULL,
            NO_SLOT,
            PAST_SLOT,
            TOO_SOON,
            TOO_FAR,
            NOT_IN_CHARGE,
            LOCATION_NEEDED,
            HOLD_EXPIRED,
            WRONG_STATE,
            TOO_MANY_HOLDS,
            PERSON_LIMIT,
            TOO_MANY_NO_SHOWS,
            NO_EXTENSION,
            BAD_PHONE,
            LOCKED,
            PROOF_NEEDED,
            CHANGED,
            CLASH,
            BAD_SCHEDULE,
            IN_USE);

    /** Of whatever looks for a free time. */
    static final ErrorCode[] OF_VISITS = {
        UNKNOWN_HALL, NOT_SERVED, SLOT_FULL, NO_SLOT, PAST_SLOT, TOO_SOON, TOO_FAR, NOT_IN_CHARGE, LOCATION_NEEDED
    };

    private AppointmentErrors() {}

    public static List<ProblemMapping<?>> mappings() {
        return List.of(
                ProblemMapping.of(AppointmentException.class, AppointmentErrors::problem),
                ProblemMapping.of(
                        SlotsException.class, e -> BAD_SCHEDULE.problem(String.valueOf(e.getMessage()), e.field())));
    }

    private static Problem problem(AppointmentException e) {
        ErrorCode code = ALL.stream()
                .filter(each -> each.code().equals(e.code()))
                .findFirst()
                .orElse(WRONG_STATE);
        Problem problem = code.problem(String.valueOf(e.getMessage()), e.field());
        return e.alternatives().isEmpty()
                ? problem
                : problem.with(
                        "alternatives",
                        e.alternatives().stream()
                                .map(AppointmentErrors::alternative)
                                .toList());
    }

    private static Map<String, Object> alternative(FreeSlot slot) {
        Map<String, Object> alternative = new LinkedHashMap<>();
        alternative.put("hall", slot.hall());
        alternative.put("starts_at", slot.start().toString());
        alternative.put("ends_at", slot.end().toString());
        return alternative;
    }
}
