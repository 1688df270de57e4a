package org.servicemap.app;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The POST routes that take no {@code Idempotency-Key}, each with the reason why it needs none. */
final class WithoutKey {
    static final Map<String, String> REASONS = new TreeMap<>();

    static {
        because(
                "only answers; the question is in the body because it is long or because addresses are logged",
                "checkOutsideDataset",
                "drawQrCode",
                "findAppointment",
                "findAppointmentAtKiosk",
                "findArticles",
                "followAttachment",
                "followRequest",
                "getAppointment",
                "getAppointmentCalendar",
                "getWaitlistEntry",
                "guessCategory",
                "guessPlaces",
                "listSimilarRequests",
                "openCallbackLink",
                "previewHallSchedule",
                "previewRouteOfWords",
                "readOutsideColumns",
                "readPlaceColumns",
                "readQrCode",
                "resolveBatch",
                "searchResidencies");
        because(
                "shows personal data and records each time that it did",
                "exportMyData",
                "exportPerson",
                "listCallerAppointments",
                "lookUpPerson",
                "openCallerAppointment",
                "openContact",
                "openMyAppointment",
                "openResident",
                "openVisitor",
                "openWardenPhone");
        because(
                "moves what is there to a state; in that state already it changes nothing more, or is refused",
                "acceptAppointment",
                "cancelAppointment",
                "cancelFieldTask",
                "checkInAppointment",
                "decideOpenings",
                "endAssignment",
                "endCall",
                "eraseMyData",
                "erasePerson",
                "extendAppointmentHold",
                "leaveWaitlist",
                "markNoShow",
                "publishPlace",
                "publishPlaceImport",
                "removeOwnSecondFactor",
                "retryOutboxMessage",
                "revokeDevice",
                "revokeKioskPasses",
                "rollBackPlace",
                "signDeviceOut",
                "stepTicket",
                "stopFollowing",
                "takeCall");
        because(
                "what it sends names itself (call id, item, photo, source and reference): the same is taken once",
                "announceCall",
                "beginFieldUpload",
                "importOutages",
                "syncField");
        because(
                "each is a login of its own, and none is to be had again from a kept answer",
                "beginSecondFactor",
                "logIn",
                "logInByCode",
                "sendLoginCode");
    }

    private WithoutKey() {}

    private static void because(String reason, String... routes) {
        List.of(routes).forEach(route -> REASONS.put(route, reason));
    }
}
