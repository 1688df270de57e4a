package org.servicemap.requests;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;

/**
 * The narrow way in which those who have handled requests inspected see them. Nothing of who asked is given, and of sensitive requests
 * nothing at all. Thread-safe.
 */
public final class Inspections {
    private final RequestStore store;
    private final RequestFiles files;
    private final Desk desk;

    Inspections(RequestStore store, RequestFiles files, Desk desk) {
        this.store = store;
        this.files = files;
        this.desk = desk;
    }

    /**
     * A request as an inspector sees it.
     *
     * @param state of its life, as its history names it
     * @param category null while nobody has said
     * @param areas code by the level's rank, 1 coarsest
     * @param point in WGS 84; null when it has none
     * @param handledAt null while it is not handled
     * @param text the petitioner's words; null when they were given up
     * @param photos ids of what the petitioner gave
     * @param after ids of what came with the reply
     */
    public record Inspected(
            long id,
            String number,
            String state,
            @Nullable String category,
            Map<Integer, String> areas,
            @Nullable LonLat point,
            @Nullable Instant handledAt,
            @Nullable String text,
            List<Long> photos,
            List<Long> after) {
        public Inspected {
            areas = Map.copyOf(areas);
            photos = List.copyOf(photos);
            after = List.copyOf(after);
        }
    }

    /** The request of a number, if it is not sensitive and the caller sees all of it. */
    public Optional<Inspected> find(Handle handle, Caller caller, String number) {
        return RequestNumber.parse(number)
                .flatMap(parsed -> store.findId(handle, parsed))
                .filter(id -> desk.seesAll(caller, id))
                .flatMap(id -> get(handle, id));
    }

    /** The request of an id, if there is one and it is not sensitive. */
    public Optional<Inspected> get(Handle handle, long id) {
        return store.find(handle, id)
                .filter(request -> !request.facts().flag(Field.SENSITIVE))
                .map(request -> inspected(handle, request));
    }

    private Inspected inspected(Handle handle, Request request) {
        Map<Integer, String> areas = new TreeMap<>();
        for (int rank = 1; rank <= Level.MAX_LEVELS; rank++) {
            String code = request.facts().text(Field.area(rank));
            if (code != null) {
                areas.put(rank, code);
            }
        }
        Double lon = request.facts().decimal(Field.LON);
        Double lat = request.facts().decimal(Field.LAT);
        return new Inspected(
                request.id(),
                request.number().digits(),
                request.facts().state().key(),
                request.facts().text(Field.CATEGORY),
                areas,
                lon == null || lat == null ? null : new LonLat(lon, lat),
                request.facts().instant(Field.HANDLED_AT),
                words(handle, request.id()),
                photos(handle, request.id(), RequestFiles.FILED),
                photos(handle, request.id(), RequestFiles.PROOF));
    }

    private @Nullable String words(Handle handle, long id) {
        Commitment text = store.values(handle, id).get(Input.TEXT.key());
        return text == null ? null : text.value();
    }

    private List<Long> photos(Handle handle, long id, String kind) {
        return files.of(handle, id, List.of(kind)).stream()
                .map(item -> item.ref().id())
                .toList();
    }
}
