package org.servicemap.requests.lifecycle;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done to a request. Each is one row of {@link Transitions} and one kind of event in the history. */
public enum Action {
    FILE,
    CORRECT,
    /** What is wanted, help or a tip-off, where it was filed without saying so or wrongly. */
    SET_KIND,
    ANSWER,
    DIVERT,
    DISPATCH,
    /** Takes a dispatch back within seconds. */
    UNDO,
    REASSIGN,
    ACCEPT,
    CONTACT,
    ASSIGN,
    DISPUTE,
    /** The reviewer decides that the unit must act; it may not return the request again. */
    UPHOLD,
    /** The reviewer names another unit; that one may not return the request. */
    REDIRECT,
    ADD_FACTS,
    NOTE,
    ASK_ASSISTANCE,
    ASSIST,
    WHISTLE,
    REPORT_IN,
    DECLINE_WHISTLE,
    APPRAISE,
    ASK_EXTENSION,
    GRANT_EXTENSION,
    REFUSE_EXTENSION,
    SUSPEND,
    RESUME,
    SUPERVISE,
    END_SUPERVISION,
    ESCALATE,
    HANDLE,
    /** A callback that did not reach the petitioner. */
    ATTEMPT,
    /** A callback that did. */
    CALL_BACK,
    REWORK,
    WITHDRAW,
    LINK,
    UNLINK,
    /** Other matters in it become requests of their own, for other units. */
    SPLIT,
    /** The parent's answer reaches a linked request. */
    FOLLOW_PARENT,
    /** A clock ran out. */
    OVERDUE,
    /** It was closed where it was imported from, with what came of it there. */
    SETTLE,
    /** A warden put it right where it was found, and shows it. */
    SETTLE_ON_SPOT,
    /** The deadline came before the work was done: the petitioner is called back all the same. */
    OPEN_CALLBACK,
    /** The time in which the petitioner is called back is over, and nobody was reached. */
    END_CALLBACK;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Action> find(String key) {
        return Arrays.stream(values())
                .filter(action -> action.key().equals(key))
                .findFirst();
    }
}
