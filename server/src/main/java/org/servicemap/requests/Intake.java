package org.servicemap.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.requests.lifecycle.Situation;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.requests.lifecycle.Step;
import org.servicemap.routing.Decision;
import org.servicemap.routing.Place;
import org.servicemap.routing.RoutingException;
import org.servicemap.storage.Database;
import org.servicemap.storage.Writes;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * Takes requests in: resolves where, decides who, and writes request, history, clocks and messages in one transaction. What
 * {@link #file} has answered is durable. Thread-safe.
 */
final class Intake {
    private final Database database;
    private final PublishedAreas areas;
    private final Routing routing;
    private final CityRules rules;
    private final Petitioners petitioners;
    private final Journal journal;
    private final Notices notices;
    private final BlindIndex index;
    private final Clock clock;
    private final Months months;
    private final RequestNumbers numbers;
    private final LowConfidence lowConfidence;
    private final RequestFiles files;
    private final AreasInForce inForce;

    Intake(Parts parts) {
        database = parts.database();
        areas = parts.areas();
        routing = parts.routing();
        rules = parts.rules();
        petitioners = parts.petitioners();
        journal = parts.journal();
        notices = parts.notices();
        index = parts.index();
        clock = parts.clock();
        lowConfidence = parts.lowConfidence();
        files = parts.files();
        inForce = new AreasInForce(areas, rules, clock);
        months = new Months(database);
        numbers = new RequestNumbers(database);
    }

    /** Everything that intake works with. */
    record Parts(
            Database database,
            PublishedAreas areas,
            Routing routing,
            CityRules rules,
            Petitioners petitioners,
            Journal journal,
            Notices notices,
            BlindIndex index,
            Clock clock,
            LowConfidence lowConfidence,
            RequestFiles files) {}

    /**
     * How a filing comes.
     *
     * @param held left with whoever files it
     * @param whole the request that it is a part of, or null
     * @param number null for the day's next
     * @param settlement what came of it elsewhere, and then nobody is told; or null
     * @param origin what the first event says of where it comes from
     * @param office opened by the office itself: nobody has to be reached
     * @param places further ones by role, resolved when the whole was filed
     * @param spot how whoever files it put it right on the spot, or null
     */
    private record Coming(
            Author author,
            Instant at,
            boolean held,
            @Nullable Request whole,
            @Nullable RequestNumber number,
            Bringing.@Nullable Settlement settlement,
            Map<String, Object> origin,
            boolean office,
            Map<String, Place> places,
            @Nullable ActionInput spot) {
        Coming(Author author, Instant at, boolean held, @Nullable Request whole) {
            this(author, at, held, whole, null, null, Map.of(), false, Map.of(), null);
        }
    }

    /** What is known before anything is written. */
    record Prepared(
            Filing filing, Located where, Map<String, Located> places, Routing.Answer answer, boolean doubtful) {
        AreaSnapshot snapshot() {
            return where.snapshot();
        }

        Prepared held() {
            return new Prepared(filing, where, places, answer.held(), doubtful);
        }
    }

    /**
     * Files a request. Joins the caller's transaction, if there is one.
     *
     * @throws RequestException for what the filing lacks
     * @throws RoutingException for categories, kinds, channels that the city does not have
     */
    Receipt file(Filing filing, Author author) {
        return fileAt(filing, author, clock.instant());
    }

    /** As {@link #file}, received at an earlier moment: for imports. */
    Receipt fileAt(Filing filing, Author author, Instant receivedAt) {
        return file(filing, new Coming(author, receivedAt, false, null));
    }

    /** As {@link #file}, but left with whoever files it: to be answered, diverted or linked in the same transaction. */
    Receipt hold(Filing filing, Author author) {
        return file(filing, new Coming(author, clock.instant(), true, null));
    }

    /**
     * Files a matter that was split off a request: the same petitioner, who follows it with its own number and the code of
     * either.
     *
     * @param held left to whoever splits, who says which unit must act
     */
    Receipt filePart(Filing filing, Map<String, Place> places, Request whole, Author author, boolean held) {
        return file(
                filing, new Coming(author, clock.instant(), held, whole, null, null, Map.of(), false, places, null));
    }

    /** As {@link #file}, for what nobody petitioned for: the office itself opens it, so nobody has to be reached. */
    Receipt open(Filing filing, Author author) {
        return open(filing, author, Map.of());
    }

    /** The same; the first event says where it comes from. */
    Receipt open(Filing filing, Author author, Map<String, Object> origin) {
        return file(filing, new Coming(author, clock.instant(), false, null, null, null, origin, true, Map.of(), null));
    }

    /**
     * Files what somebody found in the street: nobody petitioned, so nobody has to be reached.
     *
     * @param origin what the first event keeps of the finding; nothing personal
     * @param spot what {@link Action#SETTLE_ON_SPOT} takes, where it was put right at once; else null, and it goes the usual way
     */
    Receipt found(Filing filing, Map<String, Object> origin, @Nullable ActionInput spot, Author author) {
        return file(
                filing,
                new Coming(author, clock.instant(), spot != null, null, null, null, origin, true, Map.of(), spot));
    }

    private Receipt file(Filing filing, Coming coming) {
        Instant receivedAt = coming.at();
        checkCategory(filing);
        if (coming.whole() == null && !coming.office()) {
            checkContact(filing);
        }
        for (int attempt = 1; ; attempt++) {
            Prepared asked = prepare(filing, receivedAt, coming.places());
            Prepared prepared = coming.held() ? asked.held() : asked;
            long id = database.idAt(receivedAt);
            months.ensure(Months.of(id));
            RequestNumber number = number(coming);
            Receipt receipt = database.inTransaction(handle -> inForce.isCurrent(handle, prepared.snapshot())
                    ? write(handle, id, prepared, coming, number)
                    : null);
            if (receipt != null) {
                return receipt;
            }
            if (attempt == AreasInForce.TRIES) {
                throw AreasInForce.changing();
            }
            areas.lookAgain();
        }
    }

    /** A request from elsewhere, checked, resolved and decided about; nothing is written yet. */
    record Brought(Bringing bringing, long id, Prepared prepared) {
        @Nullable
        Decision decision() {
            return prepared.answer().decision();
        }
    }

    /**
     * Checks, resolves and decides about a request from elsewhere, and makes sure that its month can be written to.
     *
     * @throws RequestException for what the filing lacks
     * @throws RoutingException for categories, kinds, channels that the city does not have
     * @throws org.servicemap.requests.lifecycle.LifecycleException for an outcome that the city does not have
     */
    Brought check(Bringing bringing) {
        Filing filing = bringing.filing();
        checkCategory(filing);
        if (filing.contact() != null && filing.contact().phone() != null) {
            petitioners.normal(filing.contact().phone());
        }
        Bringing.Settlement settlement = bringing.settlement();
        if (settlement != null) {
            settle(Facts.builder().state(State.RECEIVED).build(), settlement);
        }
        Prepared prepared = prepare(filing, bringing.receivedAt(), Map.of());
        long id = database.idAt(bringing.receivedAt());
        months.ensure(Months.of(id));
        return new Brought(bringing, id, prepared);
    }

    /** Writes it within the caller's transaction; {@code areas_changing} when it has to be checked again. */
    Receipt bring(Handle handle, Brought brought, RequestNumber number, Author author) {
        Prepared prepared = brought.prepared();
        if (!inForce.isCurrent(handle, prepared.snapshot())) {
            throw AreasInForce.changing();
        }
        Bringing from = brought.bringing();
        return write(
                handle,
                brought.id(),
                prepared,
                new Coming(
                        author,
                        from.receivedAt(),
                        false,
                        null,
                        number,
                        from.settlement(),
                        from.origin(),
                        false,
                        Map.of(),
                        null),
                number);
    }

    private Step settle(Facts filed, Bringing.Settlement settlement) {
        return rules.lifecycle()
                .take(
                        new Situation(filed, List.of(), List.of()),
                        Action.SETTLE,
                        settlement.input(),
                        Author.SYSTEM.actors(),
                        null,
                        settlement.at());
    }

    private void checkCategory(Filing filing) {
        String category = filing.category();
        if (category != null && routing.tree().find(category).isEmpty()) {
            throw new RoutingException("unknown_category", "category", "there is no category " + category);
        }
    }

    private void checkContact(Filing filing) {
        CategoryTree tree = routing.tree();
        String category = filing.category();
        boolean mayBeAnonymous = category == null || tree.flags(category).contains(Category.ANONYMOUS_ALLOWED);
        if (filing.isAnonymous() && !mayBeAnonymous) {
            throw new RequestException(
                    RequestException.CONTACT_NEEDED, "contact", "this kind of request needs a way to reach you");
        }
    }

    private Prepared prepare(Filing filing, Instant at, Map<String, Place> resolved) {
        Located where = Located.of(filing.where(), areas);
        Map<String, Located> places = new HashMap<>();
        filing.places().forEach((role, place) -> places.put(role, Located.of(place, areas)));
        boolean doubtful = where.point() != null && lowConfidence.isPile(where.point());
        return new Prepared(
                filing, where, places, routing.ask(filing, where, all(places, resolved), doubtful, at), doubtful);
    }

    private static Map<String, Place> all(Map<String, Located> places, Map<String, Place> resolved) {
        Map<String, Place> all = new HashMap<>(resolved);
        places.forEach((role, place) -> all.put(role, place.place()));
        return all;
    }

    /** Taken before anything is begun, so that nobody waits for a block of numbers with a transaction open. */
    private RequestNumber number(Coming coming) {
        return coming.number() == null
                ? numbers.next(LocalDate.ofInstant(coming.at(), rules.current().zone()))
                : coming.number();
    }

    private Receipt write(Handle handle, long id, Prepared prepared, Coming coming, RequestNumber number) {
        Filing filing = prepared.filing();
        Instant at = coming.at();
        QueryCode code = QueryCode.random();
        Writes writes = Writes.in(handle);
        Petitioners.Person asking = coming.whole() == null ? petitioner(writes, filing) : null;
        Facts filed = facts(asking, prepared, coming);
        List<Journal.Entry> entries = new ArrayList<>();
        Map<String, Object> data = new HashMap<>(coming.origin());
        data.putAll(RequestFiles.data(files.tie(handle, id, filing.attachments())));
        entries.add(new Journal.Entry(
                at, coming.author(), Action.FILE.key(), filed, data, FiledFacts.texts(filing), Beside.NONE));
        Step step = onwards(handle, id, prepared, coming, filed, entries);
        Facts facts = journal.begin(writes, id, number, codeHash(number, code), entries);
        Request request = new Request(id, number, entries.size(), at, null, null, facts);
        if (step != null) {
            journal.side().putParties(writes, id, List.of(), step.parties(), null, SideStore.workDeadline(facts));
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
        writes.send();
        return new Receipt(request, code);
    }

    private @Nullable Step onwards(
            Handle handle, long id, Prepared prepared, Coming coming, Facts filed, List<Journal.Entry> entries) {
        if (coming.settlement() != null) {
            return settled(filed, coming.settlement(), entries);
        }
        return coming.spot() == null
                ? next(prepared, filed, coming.at(), entries)
                : settledOnSpot(handle, id, coming, coming.spot(), filed, entries);
    }

    private Step settledOnSpot(
            Handle handle, long id, Coming coming, ActionInput spot, Facts filed, List<Journal.Entry> entries) {
        ActionInput input = files.tie(handle, id, Action.SETTLE_ON_SPOT, spot);
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

    private static Contact contactOf(Filing filing) {
        Contact contact = filing.contact();
        return contact == null ? new Contact(false, null, null, null, null) : contact;
    }

    byte[] codeHash(RequestNumber number, QueryCode code) {
        return index.of("query_code", number.digits() + code.characters());
    }

    private Facts facts(Petitioners.@Nullable Person asking, Prepared prepared, Coming coming) {
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
    private @Nullable Step next(Prepared prepared, Facts filed, Instant at, List<Journal.Entry> entries) {
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
}
