package org.servicemap.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One open stream of server-sent events. A feature keeps it, sends from any thread, and learns by {@link #onClose} when the
 * caller has gone. A caller that was cut off comes back with the id of the last event it got. Thread-safe.
 */
public final class EventStream {
    private final OutputStream out;
    private final @Nullable String lastEventId;
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    EventStream(OutputStream out, @Nullable String lastEventId) {
        this.out = out;
        this.lastEventId = lastEventId;
    }

    /** The id of the last event that the caller has, if it was here before. */
    public @Nullable String lastEventId() {
        return lastEventId;
    }

    /**
     * Sends one event; does nothing when the stream is closed.
     *
     * @param id position to come back to
     * @param event name of the event
     * @param data becomes JSON
     */
    public void send(@Nullable String id, String event, Object data) {
        StringBuilder text = new StringBuilder();
        if (id != null) {
            text.append("id: ").append(oneLine(id)).append('\n');
        }
        text.append("event: ").append(oneLine(event)).append('\n');
        text.append("data: ")
                .append(new String(Json.bytes(data), StandardCharsets.UTF_8))
                .append("\n\n");
        write(text.toString());
    }

    /** Lets the caller know that it is heard: not before the feature listens for it. */
    void begin() {
        beat();
    }

    /** A comment: keeps proxies from cutting an idle stream, and finds out whether the caller is still there. */
    void beat() {
        write(":\n\n");
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n]", " ");
    }

    private void write(String text) {
        if (closed.isDone()) {
            return;
        }
        try {
            synchronized (out) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException | RuntimeException e) {
            close(); // the caller has gone
        }
    }

    /** Runs once, when the caller or the server ends the stream; at once when it has ended. */
    public void onClose(Runnable action) {
        closed.whenComplete((nothing, fault) -> action.run());
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    public void close() {
        closed.complete(null);
    }

    CompletableFuture<@Nullable Void> closed() {
        return closed;
    }
}
