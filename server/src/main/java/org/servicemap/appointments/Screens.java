package org.servicemap.appointments;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.EventStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open screens of halls. Each look reads the halls that somebody watches, and sends what differs: so it does not matter which server
 * called. Thread-safe.
 */
final class Screens {
    private static final Logger LOG = LoggerFactory.getLogger(Screens.class);

    private final Map<String, Watched> halls = new ConcurrentHashMap<>();

    private static final class Watched {
        private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
        private final Supplier<?> screen;
        private volatile @Nullable Object shown;

        Watched(Supplier<?> screen) {
            this.screen = screen;
        }
    }

    /** @param screen reads what shall be shown */
    void open(String hall, EventStream stream, Supplier<?> screen) {
        Watched watched = halls.computeIfAbsent(hall, any -> new Watched(screen));
        watched.streams.add(stream);
        stream.onClose(() -> watched.streams.remove(stream));
        stream.send(null, "screen", screen.get());
    }

    /** Looks at every hall that is watched; about once a second. */
    void look() {
        halls.forEach((hall, watched) -> {
            if (watched.streams.isEmpty()) {
                return;
            }
            try {
                look(watched);
            } catch (RuntimeException e) {
                LOG.debug("the screen of {} cannot be read", hall, e);
            }
        });
    }

    private static void look(Watched watched) {
        Object now = watched.screen.get();
        if (!now.equals(watched.shown)) {
            watched.shown = now;
            watched.streams.forEach(stream -> stream.send(null, "screen", now));
        }
    }
}
