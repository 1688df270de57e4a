package org.servicemap.requests;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.history.Identity;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.Step;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Writes;

/**
 * Writes what happens to requests: the row, the event that explains it and the values that the event commits to, always in
 * one transaction, and tells the change log.
 */
final class Journal {
    static final String TOPIC = "requests";

    private final RequestStore store;
    private final SideStore side;

    Journal(RequestStore store, SideStore side) {
        this.store = store;
        this.side = side;
    }

    /**
     * One event to write.
     *
     * @param beside other units and clocks afterwards, where the event changes them; else null
     */
    record Entry(
            Instant at,
            Author author,
            String action,
            Facts set,
            Map<String, Object> data,
            Map<String, String> texts,
            @Nullable Beside beside) {
        Entry {
            data = Map.copyOf(data);
            texts = Map.copyOf(texts);
        }

        /** @param before what stood beside the request before the step */
        static Entry of(Instant at, Author author, Step step, ActionInput input, Beside before) {
            Beside after = Beside.of(step.parties(), step.clocks());
            return new Entry(
                    at,
                    author,
                    step.action().key(),
                    step.changes(),
                    data(input),
                    texts(input),
                    after.equals(before) ? null : after);
        }

        private static Map<String, Object> data(ActionInput input) {
            Map<String, Object> data = new LinkedHashMap<>();
            for (Input given : input.given()) {
                if (!given.isFreeText() && given != Input.WHERE) {
                    data.put(given.key(), input.json(given));
                }
            }
            return data;
        }

        private static Map<String, String> texts(ActionInput input) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (Input given : input.given()) {
                if (given.isFreeText()) {
                    texts.put(given.key(), input.text(given));
                }
            }
            return texts;
        }
    }

    /** Writes a new request with its first events: the row is what they make together. */
    Facts begin(Writes writes, long id, RequestNumber number, byte[] codeHash, List<Entry> entries) {
        Facts facts = Facts.NONE;
        byte[] previous = null;
        List<Commitment> values = new ArrayList<>();
        int seq = 0;
        for (Entry entry : entries) {
            Map<String, String> more =
                    seq == 0 ? Map.of(Identity.NAME, Identity.digest(number.digits(), codeHash)) : Map.of();
            Sealed sealed = seal(id, ++seq, entry, previous, values, more);
            store.insertEvent(writes, id, seq, sealed.body(), sealed.hash());
            previous = sealed.hash();
            facts = facts.with(entry.set());
        }
        store.insert(writes, id, number, codeHash, seq, facts);
        store.insertValues(writes, id, values);
        ChangeLog.append(writes, TOPIC, Long.toString(id), "{}");
        return facts;
    }

    /** Writes a step of an existing request that the caller has locked; answers the seq of its event. */
    int append(Writes writes, Request before, Entry entry) {
        Handle handle = writes.reading();
        int seq = before.version() + 1;
        List<Commitment> values = new ArrayList<>();
        byte[] previous = store.lastHash(handle, before.id(), before.version());
        Sealed sealed = seal(before.id(), seq, entry, previous, values, Map.of());
        store.insertEvent(writes, before.id(), seq, sealed.body(), sealed.hash());
        store.insertValues(writes, before.id(), values);
        if (!store.update(handle, before, entry.set(), seq)) {
            throw new IllegalStateException("request " + before.id() + " was changed without its lock");
        }
        ChangeLog.append(writes, TOPIC, Long.toString(before.id()), "{}");
        return seq;
    }

    /** An event as it is stored. */
    record Sealed(byte[] body, byte[] hash) {}

    /**
     * Makes an event out of an entry; what it commits to is added to the values.
     *
     * @param more digests of what has no value of its own ({@link Identity})
     */
    static Sealed seal(
            long id,
            int seq,
            Entry entry,
            byte @Nullable [] previous,
            List<Commitment> values,
            Map<String, String> more) {
        Map<String, String> digests = new LinkedHashMap<>(more);
        committed(entry).forEach((name, text) -> {
            Commitment commitment = Commitment.to(seq == 1 ? name : seq + "." + name, text);
            values.add(commitment);
            digests.put(commitment.name(), commitment.digest());
        });
        Event event = new Event(
                id,
                seq,
                entry.at(),
                entry.action(),
                entry.author().label(),
                entry.author().unit(),
                FactsJson.write(ExactPlace.without(entry.set())),
                entry.data(),
                digests,
                entry.beside() == null ? null : entry.beside().json());
        byte[] body = event.bytes(previous);
        return new Sealed(body, Event.hash(body));
    }

    private static Map<String, String> committed(Entry entry) {
        if (!ExactPlace.isIn(entry.set())) {
            return entry.texts();
        }
        Map<String, String> committed = new LinkedHashMap<>(entry.texts());
        committed.put(ExactPlace.NAME, ExactPlace.text(entry.set()));
        return committed;
    }

    SideStore side() {
        return side;
    }
}
