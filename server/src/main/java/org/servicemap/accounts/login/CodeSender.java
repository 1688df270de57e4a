package org.servicemap.accounts.login;

import org.jdbi.v3.core.Handle;

/** Brings a one-time code to a phone or mailbox; the application wires it to the outbox. */
@FunctionalInterface
public interface CodeSender {
    /**
     * Hands a code over, in the transaction in which it was made.
     *
     * @param kind {@code phone} or {@code email}
     * @param to the number or address
     * @param language tag of the reader's language
     */
    void send(Handle handle, String kind, String to, String code, String language);
}
