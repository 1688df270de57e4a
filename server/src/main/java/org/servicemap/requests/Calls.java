package org.servicemap.requests;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.incidents.Incidents;
import org.servicemap.knowledge.Articles;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.storage.Database;

/**
 * Calls that operators answer: who calls, what they asked for before, and what becomes of the call. A caller's earlier
 * requests are opened only together with a row in the audit. Thread-safe.
 */
final class Calls {
    static final ErrorCode UNKNOWN = new ErrorCode(404, "unknown_call", "an id that no call of yours has");
    static final ErrorCode TAKEN = new ErrorCode(409, "call_taken", "another operator has the call");
    static final ErrorCode ENDED = new ErrorCode(409, "call_ended", "the call has ended");
    static final ErrorCode REUSED =
            new ErrorCode(409, "call_id_reused", "the call id was used before, for a call from another number");
    static final ErrorCode BAD_STEP = new ErrorCode(400, "bad_step", "the step does not go with what was sent with it");

    private static final int HISTORY = 20;
    private static final int LISTED = 50;

    private final Database database;
    private final CallStore store;
    private final Petitioners petitioners;
    private final Intake intake;
    private final Requests requests;
    private final Desk desk;
    private final CityRules rules;
    private final Articles articles;
    private final Incidents incidents;

    Calls(
            Database database,
            CallStore store,
            Petitioners petitioners,
            Intake intake,
            Requests requests,
            Desk desk,
            CityRules rules,
            Articles articles,
            Incidents incidents) {
        this.incidents = incidents;
        this.database = database;
        this.store = store;
        this.petitioners = petitioners;
        this.intake = intake;
        this.requests = requests;
        this.desk = desk;
        this.rules = rules;
        this.articles = articles;
    }

    /** A call as it is announced; {@code operator} is the account that shall take it, null for anybody. */
    record Announced(
            String callId,
            @Nullable String caller,
            @Nullable String recording,
            @Nullable Long operator) {}

    /**
     * A call with what is known of who calls.
     *
     * @param person null when nobody with this number has asked for anything yet
     * @param history the person's requests as far as the reader may see them, the newest first
     * @param earlierCalls how many calls came from this number before
     */
    record Opened(Call call, Petitioners.@Nullable Person person, List<Desk.Seen> history, int earlierCalls) {
        Opened with(List<Desk.Seen> requests) {
            return new Opened(call, person, requests, earlierCalls);
        }
    }

    /** What the operator does with a request at once, instead of letting it be dispatched. */
    sealed interface Next {
        /** Nothing: the catalogue dispatches it. */
        record Dispatch() implements Next {}

        /** @param outcome of a suggestion: whether it is adopted */
        record Answer(
                String reply,
                @Nullable String article,
                @Nullable String outcome) implements Next {}

        record Divert(String diversion, @Nullable String reply) implements Next {}

        record Link(RequestNumber parent) implements Next {}

        /** It is about an incident: it follows what others follow. */
        record Join(long incident) implements Next {}
    }

    /**
     * Takes note of a call, once for each call id. An operator who announces it has it open.
     *
     * @throws org.servicemap.http.Problem {@code call_id_reused}
     */
    Call announce(Caller by, Announced announced) {
        String caller = announced.caller() == null ? null : normal(announced.caller());
        Long operator = by.service() ? announced.operator() : by.account();
        Call.State state = by.service() ? Call.State.WAITING : Call.State.OPEN;
        return database.inTransaction(handle -> {
            store.add(handle, database.nextId(), announced.callId(), caller, announced.recording(), operator, state);
            Call call = store.findByCallId(handle, announced.callId()).orElseThrow();
            if (caller != null && !Objects.equals(call.caller(), caller)) {
                throw REUSED.problem("call id and number do not go together", "call_id");
            }
            return call;
        });
    }

    private String normal(String number) {
        return rules.current()
                .phones()
                .parse(number)
                .map(PhoneNumber::value)
                .orElseThrow(() -> new RequestException(
                        RequestException.BAD_FIELD, "caller", "this is no phone number: leave it out when withheld"));
    }

    /** As the operator sees it in a list: the number's middle is hidden. */
    @Nullable
    String masked(Call call) {
        String caller = call.caller();
        return caller == null ? null : rules.current().phones().masked(new PhoneNumber(caller));
    }

    List<Call> running(Caller caller) {
        return database.inSnapshot(handle -> store.runningFor(handle, account(caller), LISTED));
    }

    /** Opens who calls and what they asked for before, and records that. */
    Opened open(Caller caller, long id) {
        Known known = database.inTransaction(handle -> {
            Call call = mine(caller, store.find(handle, id));
            Audit.record(handle, caller, "caller_history_opened", "call:" + id, null);
            return known(handle, call);
        });
        return known.ids().isEmpty() ? known.opened() : known.opened().with(history(caller, known.ids()));
    }

    /** What is known of a call without the history, and as whom its caller asked before. */
    private record Known(Opened opened, List<Long> ids) {}

    private Known known(Handle handle, Call call) {
        String number = call.caller();
        List<Long> ids = number == null ? List.of() : petitioners.findByPhone(handle, number);
        Petitioners.Person newest =
                ids.isEmpty() ? null : petitioners.open(handle, ids.get(0)).orElse(null);
        return new Known(new Opened(call, newest, List.of(), store.earlier(handle, call)), ids);
    }

    private List<Desk.Seen> history(Caller caller, List<Long> petitionersOfNumber) {
        RequestQuery query = new RequestQuery(RequestQuery.View.ALL, RequestFilter.ofPetitioners(petitionersOfNumber));
        return desk.list(caller, query, null, HISTORY).items();
    }

    /** Takes a waiting call; taking an own one again changes nothing. */
    Call take(Caller caller, long id) {
        return database.inTransaction(handle -> {
            Call call = store.lock(handle, id).orElseThrow(() -> unknown(id));
            if (call.operator() != null && !call.isOf(caller.account())) {
                throw TAKEN.problem("another operator has this call");
            }
            requireRunning(call);
            store.open(handle, id, account(caller));
            return store.find(handle, id).orElseThrow();
        });
    }

    Call end(Caller caller, long id) {
        return database.inTransaction(handle -> {
            if (mine(caller, store.lock(handle, id)).state() != Call.State.ENDED) {
                store.end(handle, id);
            }
            return store.find(handle, id).orElseThrow();
        });
    }

    /** Says that the call was about a request that is there already. */
    Call tie(Caller caller, long id, RequestNumber number) {
        return database.inTransaction(handle -> {
            desk.seen(handle, caller, number);
            requireRunning(mine(caller, store.lock(handle, id)));
            store.tie(handle, id, number.digits(), false);
            return store.find(handle, id).orElseThrow();
        });
    }

    /**
     * Files what the caller says and goes on with it at once, in one transaction. Without a contact of its own the filing
     * gets the caller's number, unless it shall be anonymous.
     */
    Receipt file(Caller caller, long id, Filing filing, boolean anonymous, Next next) {
        return database.inTransaction(handle -> {
            Call call = mine(caller, store.lock(handle, id));
            requireRunning(call);
            Author author = Author.account(account(caller), Set.of(Actor.OPERATOR), caller.unit());
            Filing complete = anonymous ? filing : withNumber(filing, call);
            Receipt filed =
                    next instanceof Next.Dispatch ? intake.file(complete, author) : intake.hold(complete, author);
            store.tie(handle, id, filed.request().number().digits(), true);
            keepSaidNumber(handle, call, anonymous ? null : complete.contact());
            return new Receipt(goOn(handle, caller, filed.request(), author, next), filed.code());
        });
    }

    /** Whoever calls with a withheld number and then says one has called from it: the call counts in the history. */
    private void keepSaidNumber(Handle handle, Call call, @Nullable Contact said) {
        if (call.caller() == null && said != null && said.phone() != null) {
            store.keepCaller(handle, call.id(), normal(said.phone()));
        }
    }

    private Request goOn(Handle handle, Caller caller, Request filed, Author author, Next next) {
        if (next instanceof Next.Dispatch) {
            return filed;
        }
        ActionInput.Builder input = ActionInput.builder();
        Action action = Action.LINK;
        if (next instanceof Next.Answer answer) {
            action = Action.ANSWER;
            input.text(Input.REPLY, answer.reply()).text(Input.OUTCOME, answer.outcome());
            if (answer.article() != null) {
                articles.use(handle, answer.article(), filed.number().digits());
            }
        } else if (next instanceof Next.Divert divert) {
            action = Action.DIVERT;
            input.text(Input.DIVERSION, known(divert.diversion())).text(Input.REPLY, divert.reply());
        } else if (next instanceof Next.Link link) {
            input.number(Input.PARENT, parent(desk.seen(handle, caller, link.parent())));
        } else if (next instanceof Next.Join join) {
            input.number(
                    Input.PARENT,
                    incidents.join(handle, caller, join.incident()).id());
        }
        return requests.act(filed.id(), action, input.build(), Requests.Right.of(author), null);
    }

    private String known(String diversion) {
        if (!rules.current().terms().diversions().containsKey(diversion)) {
            throw BAD_STEP.problem("the city does not have the diversion " + diversion, "diversion");
        }
        return diversion;
    }

    /** What follows a request is answered when that is handled: one that will not be cannot be followed. */
    private static long parent(Request parent) {
        if (!parent.facts().state().canBeFollowed()) {
            throw BAD_STEP.problem("this request will not be handled any more: nothing can follow it", "parent");
        }
        return parent.id();
    }

    private static Filing withNumber(Filing filing, Call call) {
        Contact said = filing.contact();
        String caller = call.caller();
        if (caller == null || said != null && said.canBeReached()) {
            return filing;
        }
        Contact contact = said == null
                ? new Contact(false, null, caller, null, null)
                : new Contact(said.enterprise(), said.name(), caller, null, said.address());
        return filing.with(contact);
    }

    /** The number that calls, for what else an operator does for its caller; empty when it was withheld, or for another's call. */
    Optional<String> callerOf(Caller caller, long id) {
        return database.inSnapshot(handle -> store.find(handle, id))
                .filter(call -> call.operator() == null || call.isOf(caller.account()))
                .map(Call::caller);
    }

    private static Call mine(Caller caller, Optional<Call> found) {
        return found.filter(call -> call.operator() == null || call.isOf(caller.account()))
                .orElseThrow(() -> UNKNOWN.problem("there is no such call of yours", "id"));
    }

    private static org.servicemap.http.Problem unknown(long id) {
        return UNKNOWN.problem("there is no call " + id, "id");
    }

    private static void requireRunning(Call call) {
        if (call.state() == Call.State.ENDED) {
            throw ENDED.problem("the call has ended");
        }
    }

    private static long account(Caller caller) {
        Long account = caller.account();
        if (account == null) {
            throw new IllegalStateException("an operator without an account");
        }
        return account;
    }
}
