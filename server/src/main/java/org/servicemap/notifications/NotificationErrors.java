package org.servicemap.notifications;

import org.servicemap.http.ErrorCode;

/** How questions about messages and webhooks fail on the wire. */
final class NotificationErrors {
    static final ErrorCode UNKNOWN_MESSAGE = new ErrorCode(404, "unknown_message", "a message that does not exist");
    static final ErrorCode NOTHING_TO_RETRY =
            new ErrorCode(409, "nothing_to_retry", "a message that neither failed nor expired");
    static final ErrorCode UNKNOWN_WEBHOOK =
            new ErrorCode(404, "unknown_webhook", "a subscription that does not exist or is out of the caller's scope");

    private NotificationErrors() {}
}
