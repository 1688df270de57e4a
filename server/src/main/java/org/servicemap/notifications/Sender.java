package org.servicemap.notifications;

import java.util.Set;

/** A way to bring messages out. Thread-safe; gives up within a minute. */
public interface Sender {
    /** What takes messages that no other sender is there for: they stand on the outbox page, and that is all. */
    String PAGE = "page";

    /** Shown beside the message: {@code smtp}, {@code sms}, {@code webhook}, {@code page}. */
    String name();

    Set<Channel> channels();

    /** Returns when the message was taken over. */
    void send(Delivery delivery) throws DeliveryException;

    /**
     * Whether sending does nothing outside the database: many messages are then sent and marked in one transaction, and none of them
     * twice.
     */
    default boolean staysHere() {
        return false;
    }

    /** Leaves messages on the outbox page. */
    static Sender toPage(Set<Channel> channels) {
        return new Sender() {
            @Override
            public String name() {
                return PAGE;
            }

            @Override
            public Set<Channel> channels() {
                return channels;
            }

            @Override
            public void send(Delivery delivery) {}

            @Override
            public boolean staysHere() {
                return true;
            }
        };
    }
}
