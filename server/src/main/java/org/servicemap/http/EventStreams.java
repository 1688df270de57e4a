package org.servicemap.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * All open event streams of the server: keeps them alive, ends those whose caller may no longer listen (logged out, role
 * taken away), and ends all when the server stops. Thread-safe.
 */
final class EventStreams implements AutoCloseable {
    private static final int BEAT_SECONDS = 15;

    private final Map<EventStream, Listener> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "event-streams");
        thread.setDaemon(true);
        return thread;
    });

    private record Listener(Credentials credentials, CallerSource source, Guard guard) {
        boolean mayListen() {
            return guard.isPublic() || guard.admits(credentials.caller(source));
        }
    }

    EventStreams() {
        beats.scheduleWithFixedDelay(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** Answers the call with a stream that stays open after this returns. */
    EventStream open(Context context, Entry entry, Route route) throws IOException {
        context.res().setContentType(Media.EVENTS + "; charset=utf-8");
        context.res().setHeader("X-Accel-Buffering", "no");
        EventStream stream = new EventStream(context.res().getOutputStream(), context.header("Last-Event-ID"));
        open.put(stream, new Listener(entry.credentials(), entry.source(), route.guard()));
        stream.onClose(() -> open.remove(stream));
        context.future(stream::closed);
        return stream;
    }

    void beat() {
        open.forEach((stream, listener) -> {
            try {
                if (listener.mayListen()) {
                    stream.beat();
                } else {
                    stream.close();
                }
            } catch (Throwable e) { // an executor never runs again what threw
                stream.close(); // who it is cannot be told now; the caller comes back
            }
        });
    }

    @Override
    public void close() {
        beats.shutdownNow();
        Set.copyOf(open.keySet()).forEach(EventStream::close);
    }
}
