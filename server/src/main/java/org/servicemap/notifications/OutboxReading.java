package org.servicemap.notifications;

import org.jdbi.v3.core.Handle;
import org.servicemap.http.Exchange;

/** Is told when somebody reads a message in clear, in the transaction in which it is opened: the place of the audit. */
@FunctionalInterface
public interface OutboxReading {
    void opened(Handle handle, Exchange exchange, long message);
}
