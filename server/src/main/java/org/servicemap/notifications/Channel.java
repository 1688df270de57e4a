package org.servicemap.notifications;

import java.util.Locale;

/** How a message reaches its recipient. */
public enum Channel {
    /** To a phone. */
    SMS,
    /** To a mailbox. */
    EMAIL,
    /** To a unit's own system; the recipient is the id of its subscription. */
    WEBHOOK,
    /** To the outbox page alone. */
    PAGE;

    /** The channel's word in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Channel of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
