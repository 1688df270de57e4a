package org.servicemap.requests;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.Lifecycle;
import org.servicemap.requests.lifecycle.LifecycleException;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.Situation;
import org.servicemap.requests.lifecycle.Step;
import org.servicemap.requests.lifecycle.Way;
import org.servicemap.storage.Database;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Writes;

/**
 * The life of requests after intake: every action goes through {@link #act}, which locks the row, asks the rules and writes
 * row, event, other units, clocks and messages in one transaction. Thread-safe.
 */
final class Requests {
    private final Database database;
    private final Retries retries;
    private final RequestStore store;
    private final SideStore side;
    private final Journal journal;
    private final CityRules rules;
    private final Notices notices;
    private final Clock clock;
    private final RequestFiles files;
    private final Corrections corrections;
    private final KnownUnits units;
    private final Following followers;

    Requests(
            Database database,
            RequestStore store,
            SideStore side,
            Journal journal,
            CityRules rules,
            Notices notices,
            Clock clock,
            RequestFiles files,
            Corrections corrections,
            KnownUnits units) {
        this.database = database;
        this.retries = new Retries(database);
        this.store = store;
        this.side = side;
        this.journal = journal;
        this.rules = rules;
        this.notices = notices;
        this.clock = clock;
        this.files = files;
        this.corrections = corrections;
        this.units = units;
        this.followers = new Following(this);
    }

    /** A request with what stands beside its row. */
    record Open(Request request, List<Party> parties) {}

    /** As whom an action is taken, once the request is known. */
    @FunctionalInterface
    interface Right {
        /** Throws when the caller may not even see the request. */
        Author authorOf(Open open);

        static Right of(Author author) {
            return open -> author;
        }
    }

    /**
     * Takes an action. Joins the caller's transaction, if there is one.
     *
     * @param seen the version that the caller decided on; null when it does not matter
     * @return the request afterwards
     * @throws org.servicemap.requests.lifecycle.LifecycleException when the rules refuse
     * @throws RequestException {@code unknown_request}, {@code changed_meanwhile}, {@code claimed_by_another}
     */
    Request act(long id, Action action, ActionInput input, Right right, @Nullable Integer seen) {
        return retries.inTransaction(handle -> act(handle, id, action, input, right, seen));
    }

    Request act(Handle handle, long id, Action action, ActionInput given, Right right, @Nullable Integer seen) {
        if (action == Action.LINK && given.has(Input.PARENT)) {
            lockBoth(handle, id, given.number(Input.PARENT));
        }
        Request before = lock(handle, id);
        Situation now = situation(handle, before, action);
        Author author = right.authorOf(new Open(before, now.parties()));
        if (seen != null && seen != before.version()) {
            throw new RequestException(
                    RequestException.CHANGED_MEANWHILE,
                    "version",
                    "the request was changed meanwhile: it is at version " + before.version());
        }
        Instant at = clock.instant();
        Lifecycle lifecycle = rules.lifecycle();
        ActionInput input =
                withWay(action, units.completed(action, files.tie(handle, id, action, given), author), author);
        Step step = lifecycle.take(now, action, input, author.actors(), author.unit(), at);
        Corrections.Corrected corrected =
                action == Action.CORRECT ? corrections.correct(handle, before, input, at) : null;
        if (corrected != null) {
            step = step.and(corrected.changes());
        }
        if (action == Action.LINK) {
            requireParent(handle, id, input.number(Input.PARENT));
        }
        Request after = write(
                handle,
                before,
                now,
                step,
                Journal.Entry.of(at, author, step, input, Beside.of(now.parties(), now.clocks())));
        followers.goOn(handle, action, after, input);
        if (action == Action.LINK) {
            return lock(handle, id); // who follows too late is asked in the same transaction
        }
        return corrected == null ? after : goOn(handle, after, corrected);
    }

    /** The history says when it was the unit that called in the hotline's place. */
    private static ActionInput withWay(Action action, ActionInput input, Author author) {
        boolean called = action == Action.ATTEMPT || action == Action.CALL_BACK;
        return called && !input.has(Input.WAY) && Way.of(author.actors()) == Way.UNIT ? input.with(Way.UNIT) : input;
    }

    /** What waited only for what was corrected is given, or sent to its channel, as it would have been when it was filed. */
    private Request goOn(Handle handle, Request after, Corrections.Corrected corrected) {
        corrections.keep(handle, after, corrected);
        if (!corrected.goesOn()) {
            return after;
        }
        Routing.Answer answer = corrected.answer();
        return answer.dispatches()
                ? act(handle, after.id(), Action.DISPATCH, answer.dispatch(), Right.of(Author.SYSTEM), null)
                : act(handle, after.id(), Action.DIVERT, answer.diversion(), Right.of(Author.SYSTEM), null);
    }

    Instant now() {
        return clock.instant();
    }

    Corrections corrections() {
        return corrections;
    }

    /** In the order of their ids, so that two that are linked to each other at once do not wait for each other. */
    private void lockBoth(Handle handle, long one, long other) {
        store.lock(handle, Math.min(one, other));
        store.lock(handle, Math.max(one, other));
    }

    Following followers() {
        return followers;
    }

    /** The request as it stays until the transaction ends. */
    Request lock(Handle handle, long id) {
        return store.lock(handle, id).orElseThrow(() -> unknown(Long.toString(id)));
    }

    private void requireParent(Handle handle, long id, long parent) {
        if (id == parent) {
            throw new LifecycleException(
                    LifecycleException.BAD_INPUT, Input.PARENT.key(), "a request cannot follow itself");
        }
        Lifecycle.requireParent(lock(handle, parent).facts().state());
    }

    Lifecycle lifecycle() {
        return rules.lifecycle();
    }

    private Situation situation(Handle handle, Request request, Action action) {
        long id = request.id();
        Situation replaced = action == Action.UNDO ? side.replaced(handle, id).orElse(null) : null;
        return new Situation(request.facts(), side.parties(handle, id), side.clocks(handle, id), replaced);
    }

    /** Keeps what a dispatch replaces for as long as it can be taken back; what was first is given by nobody else. */
    private void keepReplaced(Handle handle, Situation now, Request after, Action action) {
        switch (action) {
            case REASSIGN, REDIRECT -> side.putReplaced(handle, after.id(), after.version(), now.replaceable());
            case DISPATCH, UNDO -> side.dropReplaced(handle, after.id());
            default -> {}
        }
    }

    /** Writes a step that the rules made. */
    Request write(Handle handle, Request before, Situation now, Step step, Journal.Entry entry) {
        Writes writes = Writes.in(handle);
        int seq = journal.append(writes, before, entry);
        side.putParties(
                writes,
                before.id(),
                now.parties(),
                step.parties(),
                SideStore.workDeadline(before.facts()),
                SideStore.workDeadline(before.facts().with(step.changes())));
        side.putClocks(writes, before.id(), now.clocks(), step.clocks());
        Request after = new Request(
                before.id(),
                before.number(),
                seq,
                entry.at(),
                before.claimedBy(),
                before.claimedUntil(),
                before.facts().with(step.changes()));
        keepReplaced(handle, now, after, step.action());
        Map<String, String> params = messageParams(handle, before.id(), entry);
        notices.send(writes, after, step.notices(), params, null);
        writes.send();
        return after;
    }

    private Map<String, String> messageParams(Handle handle, long id, Journal.Entry entry) {
        Map<String, String> params = new HashMap<>(entry.texts());
        if (entry.action().equals(Action.GRANT_EXTENSION.key())) {
            String reply = entry.texts().get(Input.REPLY.key());
            params.put(Input.REASON.key(), reply == null ? reasonAsked(handle, id) : reply);
        }
        entry.data().forEach((name, value) -> params.put(name, value.toString()));
        return params;
    }

    /** Why more time was asked for the last time: the petitioner is told, where nobody put it in other words. */
    private String reasonAsked(Handle handle, long id) {
        return store.chain(handle, id).stream()
                .map(link -> Event.read(link.body()).event())
                .filter(event -> event.action().equals(Action.ASK_EXTENSION.key()))
                .reduce((earlier, later) -> later)
                .map(event -> store.values(handle, id).get(event.seq() + "." + Input.REASON.key()))
                .map(Commitment::value)
                .orElse("—");
    }

    /** Answers the request; {@code unknown_request} when there is none of this number. */
    Open open(RequestNumber number) {
        return database.inSnapshot(handle -> {
            long id = store.findId(handle, number).orElseThrow(() -> unknown(number.digits()));
            return open(handle, id);
        });
    }

    Open open(Handle handle, long id) {
        Request request = store.find(handle, id).orElseThrow(() -> unknown(Long.toString(id)));
        return new Open(request, side.parties(handle, id));
    }

    long idOf(RequestNumber number) {
        return database.jdbi()
                .withHandle(handle -> store.findId(handle, number))
                .orElseThrow(() -> unknown(number.digits()));
    }

    static RequestException unknown(String which) {
        return new RequestException(RequestException.UNKNOWN_REQUEST, "number", "there is no request " + which);
    }
}
