package org.servicemap.accounts.login;

import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.AccountException;

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

    /** Sends nothing and says so: 503 {@code not_sent}. */
    static CodeSender none() {
        return onlyIn(() -> false);
    }

    /** In demo mode, where the page itself shows the code, nothing need be sent; elsewhere as {@link #none}. */
    static CodeSender onlyIn(BooleanSupplier demo) {
        return (handle, kind, to, code, language) -> {
            if (!demo.getAsBoolean()) {
                throw new AccountException(
                        LoginErrors.NOT_SENT, "codes cannot be sent: no sender is configured", null, 60);
            }
        };
    }
}
