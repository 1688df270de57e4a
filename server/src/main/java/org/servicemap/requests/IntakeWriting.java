package org.servicemap.requests;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.requests.lifecycle.Situation;
import org.servicemap.requests.lifecycle.Step;
import org.servicemap.routing.Decision;
import org.servicemap.storage.Writes;

/** Writes a new request: row, first events, decision, clocks and messages. Thread-safe. */
final class IntakeWriting {
    private final Routing routing;
    private final CityRules rules;
    private final Petitioners petitioners;
    private final Journal journal;
    private final Notices notices;
    private final BlindIndex index;
    private final RequestFiles files;

    IntakeWriting(Intake.Parts parts) {
        routing = parts.routing();
        rules = parts.rules();
        petitioners = parts.petitioners();
        journal = parts.journal();
        notices = parts.notices();
        index = parts.index();
        files = parts.files();
    }

    /** Within the caller's transaction: all of it goes to the database in one journey. */
    Receipt write(Handle handle, long id, PreparedFiling prepared, Coming coming, RequestNumber number) {
        Writes writes = Writes.in(handle);
        Petitioners.Person asking = coming.whole() == null ? petitioner(writes, prepared.filing()) : null;
        Receipt receipt = compose(writes, id, prepared, coming, number, asking);
        writes.send();
        return receipt;
    }

    /**
     * Adds all that a filing writes, but for the petitioner. Nothing is read, unless it has attachments.
     *
     * @param asking who asks; null for nobody
     */
    Receipt compose(
            Writes writes,
            long id,
            PreparedFiling prepared,
            Coming coming,
            RequestNumber number,
            Petitioners.@Nullable Person asking) {
        QueryCode code = QueryCode.random();
        Facts filed = facts(asking, prepared, coming);
        List<Journal.Entry> entries = new ArrayList<>();
        entries.add(filed(writes, id, prepared.filing(), coming, filed));
        Step step = onwards(writes, id, prepared, coming, filed, entries);
        Facts facts = journal.begin(writes, id, number, codeHash(number, code), entries);
        Request request = new Request(id, number, entries.size(), coming.at(), null, null, facts);
        if (step != null) {
            journal.side().insertParties(writes, id, step.parties(), SideStore.workDeadline(facts));
            journal.side().putClocks(writes, id, List.of(), step.clocks());
        }
        Decision decision = prepared.answer().decision();
        if (decision != null) {
            int seq = coming.settlement() == null && coming.spot() == null ? entries.size() : 1;
            journal.side().insertDecision(writes, id, seq, ShownDecision.stored(decision));
        }
        if (coming.settlement() == null) {
            tell(writes, request, code, step, asking);
        }
        return new Receipt(request, code);
    }

    private Journal.Entry filed(Writes writes, long id, Filing filing, Coming coming, Facts filed) {
        Map<String, Object> data = new HashMap<>(coming.origin());
        if (!filing.attachments().isEmpty()) {
            data.putAll(RequestFiles.data(files.tie(writes.reading(), id, filing.attachments())));
        }
        return new Journal.Entry(
                coming.at(), coming.author(), Action.FILE.key(), filed, data, FiledFacts.texts(filing), Beside.NONE);
    }

    private @Nullable Step onwards(
            Writes writes, long id, PreparedFiling prepared, Coming coming, Facts filed, List<Journal.Entry> entries) {
        if (coming.settlement() != null) {
            return settled(filed, coming.settlement(), entries);
        }
        return coming.spot() == null
                ? next(prepared, filed, coming.at(), entries)
                : settledOnSpot(writes, id, coming, coming.spot(), filed, entries);
    }

    private Step settledOnSpot(
            Writes writes, long id, Coming coming, ActionInput spot, Facts filed, List<Journal.Entry> entries) {
        ActionInput input = files.tie(writes.reading(), id, Action.SETTLE_ON_SPOT, spot);
        Author author = coming.author();
        Step step = rules.lifecycle()
                .take(
                        new Situation(filed, List.of(), List.of()),
                        Action.SETTLE_ON_SPOT,
                        input,
                        author.actors(),
                        author.unit(),
                        coming.at());
        entries.add(Journal.Entry.of(coming.at(), author, step, input, Beside.NONE));
        return step;
    }

    private Step settled(Facts filed, Bringing.Settlement settlement, List<Journal.Entry> entries) {
        Step step = settle(filed, settlement);
        entries.add(Journal.Entry.of(settlement.at(), Author.SYSTEM, step, settlement.input(), Beside.NONE));
        return step;
    }

    private void tell(
            Writes writes, Request request, QueryCode code, @Nullable Step step, Petitioners.@Nullable Person asking) {
        Contact contact = asking == null ? null : asking.contact();
        List<Notice> received = List.of(new Notice(Notice.Kind.RECEIVED, null));
        notices.send(writes, request, received, Map.of("code", code.grouped()), contact);
        if (step != null) {
            notices.send(writes, request, step.notices(), Map.of(), contact);
        }
    }

    private Petitioners.@Nullable Person petitioner(Writes writes, Filing filing) {
        return filing.isAnonymous() ? null : petitioners.keep(writes, contactOf(filing), filing.account());
    }

    static Contact contactOf(Filing filing) {
        Contact contact = filing.contact();
        return contact == null ? new Contact(false, null, null, null, null) : contact;
    }

    byte[] codeHash(RequestNumber number, QueryCode code) {
        return index.of("query_code", number.digits() + code.characters());
    }

    private Facts facts(Petitioners.@Nullable Person asking, PreparedFiling prepared, Coming coming) {
        Filing filing = prepared.filing();
        Request whole = coming.whole();
        Long petitioner = whole == null
                ? asking == null ? null : (Long) asking.id()
                : (Long) whole.facts().number(Field.PETITIONER);
        Facts facts = FiledFacts.of(
                filing,
                new FiledFacts.Known(
                        prepared.where(),
                        prepared.answer(),
                        petitioner,
                        isSensitive(filing),
                        prepared.doubtful(),
                        coming.at()));
        return whole == null ? facts : facts.with(partOf(whole));
    }

    private static Facts partOf(Request whole) {
        return Facts.builder()
                .set(Field.ANONYMOUS, whole.facts().flag(Field.ANONYMOUS))
                .set(Field.PARENT, whole.id())
                .set(Field.RELATION, Part.RELATION)
                .build();
    }

    private boolean isSensitive(Filing filing) {
        return routing.isSensitive(filing.category());
    }

    /** What the catalogue makes of it: dispatched, diverted, or left in the queue. */
    private @Nullable Step next(PreparedFiling prepared, Facts filed, Instant at, List<Journal.Entry> entries) {
        Routing.Answer answer = prepared.answer();
        if (!answer.dispatches() && !answer.diverts()) {
            return null;
        }
        Action action = answer.dispatches() ? Action.DISPATCH : Action.DIVERT;
        ActionInput input = answer.dispatches() ? answer.dispatch() : answer.diversion();
        Step step = rules.lifecycle()
                .take(new Situation(filed, List.of(), List.of()), action, input, Author.SYSTEM.actors(), null, at);
        entries.add(Journal.Entry.of(at, Author.SYSTEM, step, input, Beside.NONE));
        return step;
    }

    /**
     * What became of it elsewhere, as a step.
     *
     * @throws org.servicemap.requests.lifecycle.LifecycleException for an outcome that the city does not have
     */
    Step settle(Facts filed, Bringing.Settlement settlement) {
        return rules.lifecycle()
                .take(
                        new Situation(filed, List.of(), List.of()),
                        Action.SETTLE,
                        settlement.input(),
                        Author.SYSTEM.actors(),
                        null,
                        settlement.at());
    }
}
