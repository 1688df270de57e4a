package org.servicemap.wardens;

import org.servicemap.http.DeviceErrors;
import org.servicemap.http.ErrorCode;

/** How calls of phones, and about phones, fail on the wire. */
final class FieldErrors {
    static final ErrorCode DEVICE_NEEDED =
            new ErrorCode(403, "device_needed", "this is called by enrolled phones, with their token");
    static final ErrorCode UNKNOWN_ENROLMENT =
            new ErrorCode(404, "unknown_enrolment", "a link to enrol a phone that was never given");
    static final ErrorCode ENROLMENT_USED =
            new ErrorCode(409, "enrolment_used", "the link enrolled a phone already: each is good for one");
    static final ErrorCode ENROLMENT_EXPIRED = new ErrorCode(410, "enrolment_expired", "the link's time is over");
    static final ErrorCode NOT_A_WARDEN =
            new ErrorCode(409, "not_a_warden", "phones are enrolled for wardens whose account is not locked");
    static final ErrorCode UNKNOWN_DEVICE = new ErrorCode(404, "unknown_device", "there is no such phone");
    static final ErrorCode UNKNOWN_UPLOAD =
            new ErrorCode(404, "unknown_upload", "nothing was begun under this key; begin it");
    static final ErrorCode UPLOAD_DIFFERS =
            new ErrorCode(409, "upload_differs", "another file was begun under this key");
    static final ErrorCode UPLOAD_GAP =
            new ErrorCode(409, "upload_gap", "a piece beyond what was received; received says where to go on");
    static final ErrorCode UPLOAD_CORRUPT = new ErrorCode(
            409, "upload_corrupt", "what was received is not what was announced: begin again with the first byte");

    static final ErrorCode TOO_MANY_UPLOADS = new ErrorCode(
            409,
            "too_many_uploads",
            "as many photos of this account as are kept wait for their items: send those first; what no item takes goes after 30 days");

    /** Of every call that a phone makes. */
    static final ErrorCode[] OF_DEVICES = {
        DeviceErrors.REVOKED, DeviceErrors.SIGNED_OUT, DeviceErrors.UNKNOWN, DeviceErrors.ACCOUNT_LOCKED, DEVICE_NEEDED
    };

    private FieldErrors() {}
}
