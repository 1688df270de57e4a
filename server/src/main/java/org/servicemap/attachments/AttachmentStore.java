package org.servicemap.attachments;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where the sealed bytes of attachments are: a directory, or whatever several servers share. What {@link #put} has returned for
 * is durable. Thread-safe, also among servers.
 */
public interface AttachmentStore {
    /** Keeps the bytes under an address, in the place of what was there. */
    void put(String address, byte[] sealed);

    /** {@link AttachmentException#LOST} when there is nothing. */
    byte[] get(String address);

    void delete(String address);

    /** Shows all addresses that were put before an instant, in portions; and clears up what broken writes left. */
    void visit(Instant before, Consumer<List<String>> portions);
}
