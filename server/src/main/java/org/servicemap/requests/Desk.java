package org.servicemap.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.Worker;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.RunningClock;
import org.servicemap.requests.lifecycle.Transitions;
import org.servicemap.storage.Database;

/** What staff see of requests and may do to them, each by its roles, unit and area. Thread-safe. */
final class Desk {
    private static final Set<Actor> REACHING =
            EnumSet.of(Actor.HANDLER, Actor.LEAD, Actor.OPERATOR, Actor.CALLER, Actor.DISPATCHER, Actor.SUPERVISOR);
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Database database;
    private final RequestStore store;
    private final SideStore side;
    private final RequestLists lists;
    private final Requests requests;
    private final CityNames names;
    private final RequestFiles files;
    private final Petitioners petitioners;
    private final ContactOpenings openings;
    private final Clock clock;

    Desk(
            Database database,
            RequestStore store,
            SideStore side,
            RequestLists lists,
            Requests requests,
            CityNames names,
            RequestFiles files,
            Petitioners petitioners,
            ContactOpenings openings,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.side = side;
        this.lists = lists;
        this.requests = requests;
        this.names = names;
        this.files = files;
        this.petitioners = petitioners;
        this.openings = openings;
        this.clock = clock;
    }

    /** A request in a list, as far as the caller may see it. */
    record Seen(Request request, @Nullable String text, Standing.View view) {}

    /** A page of a list. */
    record Page(List<Seen> items, @Nullable String next) {}

    /** Everything about one request that the caller may see. */
    record Detail(
            Request request,
            Standing standing,
            @Nullable String text,
            @Nullable String address,
            List<Party> parties,
            List<RunningClock> clocks,
            List<StoredDecision> decisions,
            List<Chain.Link> chain,
            Map<String, Commitment> values,
            List<RequestFiles.Item> files,
            List<Request> related,
            List<Action> actions,
            boolean identitySealed) {}

    Page list(Caller caller, RequestQuery asked, @Nullable String cursor, int limit) {
        RequestQuery query = within(caller, asked);
        KeyCursor after = KeyCursor.read(cursor, query.cursorScope());
        List<RequestLists.Row> rows = database.inSnapshot(handle -> lists.list(handle, query, after, limit + 1));
        boolean more = rows.size() > limit;
        List<RequestLists.Row> page = more ? rows.subList(0, limit) : rows;
        UnitTree tree = names.tree();
        List<Seen> seen = new ArrayList<>();
        for (RequestLists.Row row : page) {
            Standing.View view = view(caller, row.request(), tree, query);
            if (view != Standing.View.NONE) {
                seen.add(new Seen(row.request(), row.text(), view));
            }
        }
        return new Page(
                seen,
                more
                        ? lists.cursorAt(query.view(), page.get(page.size() - 1).request())
                                .write(query.cursorScope())
                        : null);
    }

    /** In a list made of a unit's parties every row is one that the unit was asked about. */
    private Standing.View view(Caller caller, Request request, UnitTree tree, RequestQuery query) {
        Standing.View view = standing(caller, request.facts(), List.of(), tree).view();
        boolean works = caller.has(Role.HANDLER) || caller.has(Role.LEAD);
        return view == Standing.View.NONE && works && query.scope().units() != null ? Standing.View.FULL : view;
    }

    int count(Caller caller, RequestQuery asked) {
        RequestQuery query = within(caller, asked);
        return database.inSnapshot(handle -> lists.count(handle, query));
    }

    /** The query narrowed to what the caller may look at. */
    private RequestQuery within(Caller caller, RequestQuery asked) {
        boolean wide = caller.has(Role.OPERATOR)
                || caller.has(Role.DISPATCHER)
                || caller.has(Role.SUPERVISOR)
                || caller.has(Role.ANALYST);
        if (asked.view() == RequestQuery.View.PUBLICATION
                && PublicationRoutes.REVIEWERS.stream().noneMatch(caller::has)) {
            throw RequestErrors.NOT_ALLOWED.problem("who reviews what the public reads sees this list");
        }
        List<String> scope = caller.unit() == null ? null : names.tree().subtree(caller.unit());
        if (scope == null && !wide) {
            throw RequestErrors.NOT_ALLOWED.problem("you work for no unit: there is no list for you");
        }
        return asked.seenBy(
                ListScope.listed(caller, scope, names.scope(names.tree()).bounds(caller)));
    }

    /** What lies near a place and the caller sees all of, the nearest first. */
    List<RequestLists.Row> near(Caller caller, Vicinity near, int limit) {
        UnitTree tree = names.tree();
        List<String> units = caller.unit() == null ? null : tree.subtree(caller.unit());
        ListScope known = ListScope.known(caller, units, names.scope(tree).bounds(caller));
        return database.inSnapshot(handle -> lists.near(handle, near, known, limit)).stream()
                .filter(row -> seesAll(caller, row.request().facts()))
                .toList();
    }

    private Standing standing(Caller caller, Facts facts, List<Party> parties, UnitTree tree) {
        return Standing.of(caller, facts, parties, tree, names.scope(tree));
    }

    /** {@code unknown_request} also for those that the caller may not see. */
    Detail detail(Caller caller, RequestNumber number) {
        return database.inSnapshot(handle -> {
            long id = store.findId(handle, number).orElseThrow(() -> Requests.unknown(number.digits()));
            Requests.Open open = requests.open(handle, id);
            Standing standing = standing(caller, open.request().facts(), open.parties(), names.tree());
            requireSeen(standing, open.request());
            return detail(handle, open, standing);
        });
    }

    /** A request that the caller may see; {@code unknown_request} for all others. */
    Request seen(Handle handle, Caller caller, RequestNumber number) {
        long id = store.findId(handle, number).orElseThrow(() -> Requests.unknown(number.digits()));
        Requests.Open open = requests.open(handle, id);
        requireSeen(standing(caller, open.request().facts(), open.parties(), names.tree()), open.request());
        return open.request();
    }

    private Detail detail(Handle handle, Requests.Open open, Standing standing) {
        long id = open.request().id();
        boolean full = standing.view() == Standing.View.FULL;
        Map<String, Commitment> values = full ? store.values(handle, id) : Map.of();
        return new Detail(
                open.request(),
                standing,
                value(values, "text"),
                value(values, "address"),
                open.parties(),
                side.clocks(handle, id),
                full ? side.decisions(handle, id) : List.of(),
                full ? store.chain(handle, id) : List.of(),
                values,
                full ? files.of(handle, id, RequestFiles.KINDS) : List.of(),
                full ? store.related(handle, open.request()) : List.of(),
                requests.lifecycle().possible(open.request().facts(), standing.actors()),
                hidesIdentity(open.request(), standing));
    }

    private static @Nullable String value(Map<String, Commitment> values, String name) {
        Commitment value = values.get(name);
        return value == null ? null : value.value();
    }

    private static void requireSeen(Standing standing, Request request) {
        if (standing.view() == Standing.View.NONE) {
            throw Requests.unknown(request.number().digits());
        }
    }

    /** Whether the caller may know of the request at all. */
    boolean sees(Caller caller, Facts facts, List<Party> parties) {
        return standing(caller, facts, parties, names.tree()).view() != Standing.View.NONE;
    }

    /** Whether the caller's own roles show all of a request; what it is asked to help with is not looked up. */
    boolean seesAll(Caller caller, Facts facts) {
        return standing(caller, facts, List.of(), names.tree()).view() == Standing.View.FULL;
    }

    /** Whether the caller sees all of a request; false also where there is none. */
    boolean seesAll(Caller caller, long id) {
        return database.inSnapshot(handle -> store.find(handle, id)
                .map(request -> standing(caller, request.facts(), side.parties(handle, id), names.tree()))
                .map(standing -> standing.view() == Standing.View.FULL)
                .orElse(false));
    }

    /**
     * Opens who the petitioner is, for those who have to reach them; what was opened, by whom and why stands in the audit log.
     *
     * @return nothing when the request is anonymous, or its petitioner was erased
     */
    Optional<Contact> openContact(Caller caller, RequestNumber number, @Nullable String address, String reason) {
        return database.inTransaction(handle -> {
            long id = store.findId(handle, number).orElseThrow(() -> Requests.unknown(number.digits()));
            Requests.Open open = requests.open(handle, id);
            Standing standing = standing(caller, open.request().facts(), open.parties(), names.tree());
            requireSeen(standing, open.request());
            if (standing.view() != Standing.View.FULL || Collections.disjoint(standing.actors(), REACHING)) {
                throw RequestErrors.NOT_ALLOWED.problem("who the petitioner is, is for those who have to reach them");
            }
            if (hidesIdentity(open.request(), standing)) {
                throw RequestErrors.IDENTITY_SEALED.problem("who filed this is not for those who handle it");
            }
            String subject = "request:" + number.digits();
            openings.require(handle, caller, subject);
            Audit.record(handle, caller, address, ContactOpenings.OPENED, subject, reason);
            Long petitioner = open.request().facts().number(Field.PETITIONER);
            return petitioner == null
                    ? Optional.empty()
                    : petitioners.open(handle, petitioner).map(Petitioners.Person::contact);
        });
    }

    private boolean hidesIdentity(Request request, Standing standing) {
        return requests.lifecycle().rules().sealed().hides(request.facts().text(Field.KIND), standing.actors());
    }

    /** Who can be given a request inside its unit. */
    List<Worker> handlers(Caller caller, RequestNumber number) {
        return database.inSnapshot(handle -> workers(handle, seen(handle, caller, number)));
    }

    private List<Worker> workers(Handle handle, Request request) {
        String unit = request.facts().text(Field.UNIT);
        return unit == null ? List.of() : Accounts.workers(handle, names.tree().subtree(unit));
    }

    private void requireWorker(Requests.Open open, ActionInput input) {
        boolean known = !input.has(Input.HANDLER)
                || database.inTransaction(handle -> workers(handle, open.request())).stream()
                        .anyMatch(worker -> worker.account() == input.number(Input.HANDLER));
        if (!known) {
            throw new RequestException(
                    RequestException.BAD_FIELD, "handler", "this account does not handle requests of the unit");
        }
    }

    /** Takes an action as the caller. A request that somebody else has claimed is refused to those who dispatch. */
    Request act(Caller caller, RequestNumber number, Action action, ActionInput input, @Nullable Integer seen) {
        return requests.act(
                requests.idOf(number),
                action,
                input,
                open -> {
                    Author author = author(caller, open, action);
                    requireWorker(open, input);
                    return author;
                },
                seen);
    }

    /** As whom the caller takes an action on a request. */
    Author authorOf(Handle handle, Caller caller, Request request, Action action) {
        return author(caller, requests.open(handle, request.id()), action);
    }

    private Author author(Caller caller, Requests.Open open, Action action) {
        Standing standing = standing(caller, open.request().facts(), open.parties(), names.tree());
        requireSeen(standing, open.request());
        if (caller.service() && !caller.mayBy(grant(action))) {
            throw RequestErrors.NOT_ALLOWED.problem("this service account may not " + action.key());
        }
        if (standing.actors().contains(Actor.DISPATCHER)
                && Transitions.of(action).by().contains(Actor.DISPATCHER)) {
            requireUnclaimed(caller, open.request());
        }
        return standing.author(caller, action);
    }

    /** What a unit's own system must be granted for an action; for all others there is no grant. */
    private static String grant(Action action) {
        return switch (action) {
            case ACCEPT -> "accept";
            case CONTACT -> "contact";
            case HANDLE -> "reply";
            case DISPUTE -> "dispute";
            default -> "";
        };
    }

    private void requireUnclaimed(Caller caller, Request request) {
        Instant until = request.claimedUntil();
        boolean others = request.claimedBy() != null && !request.claimedBy().equals(caller.account());
        if (others && until != null && until.isAfter(clock.instant())) {
            throw new RequestException(RequestException.CLAIMED, null, "somebody else has this request open");
        }
    }

    /** Keeps the request for the caller for some minutes; call again to go on. */
    Instant claim(Caller caller, RequestNumber number) {
        Detail detail = detail(caller, number);
        Instant now = clock.instant();
        Instant until = now.plus(LEASE);
        boolean got = database.inTransaction(
                handle -> lists.claim(handle, detail.request().id(), account(caller), now, until));
        if (!got) {
            throw new RequestException(RequestException.CLAIMED, null, "somebody else has this request open");
        }
        return until;
    }

    void release(Caller caller, RequestNumber number) {
        Detail detail = detail(caller, number);
        database.useTransaction(handle -> lists.release(handle, detail.request().id(), account(caller)));
    }

    private static long account(Caller caller) {
        Long account = caller.account();
        if (account == null) {
            throw new IllegalStateException("staff without an account");
        }
        return account;
    }

    /** Roles that have lists at all. */
    static Role[] roles() {
        return Set.of(Role.OPERATOR, Role.DISPATCHER, Role.HANDLER, Role.LEAD, Role.SUPERVISOR, Role.ANALYST)
                .toArray(new Role[0]);
    }
}
