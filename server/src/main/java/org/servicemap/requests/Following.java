package org.servicemap.requests;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.ClockRule;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.Lifecycle;

/** What becomes of the requests that follow another one, each step in the transaction of the other one's. Thread-safe. */
final class Following {
    private final Requests requests;

    Following(Requests requests) {
        this.requests = requests;
    }

    /** Whoever follows a request is answered with it, or goes back to a dispatcher when it ends in another way. */
    void goOn(Handle handle, Action action, Request after, ActionInput input) {
        switch (action) {
            case HANDLE, FOLLOW_PARENT -> answerLinked(handle, after, input);
            case ANSWER, DIVERT, WITHDRAW -> releaseLinked(handle, after);
            case OVERDUE -> askAtDeadline(handle, after, input);
            case LINK -> askTooLate(handle, after, input.number(Input.PARENT));
            default -> {}
        }
    }

    /** Who follows a request that is not handled by its deadline is asked then too, each about the unit that should have. */
    private void askAtDeadline(Handle handle, Request parent, ActionInput over) {
        if (over.text(Input.CLOCK).equals(ClockRule.DEADLINE)) {
            ask(handle, parent, followers(handle, parent.id()), askedWith(parent));
        }
    }

    /** Who follows after that deadline is asked at once: the others were asked when it was over. */
    private void askTooLate(Handle handle, Request child, long parentId) {
        Request parent = requests.lock(handle, parentId);
        if (!parent.facts().flag(Field.OVERDUE)) {
            return;
        }
        List<Request> late = followers(handle, child.id());
        late.add(0, child);
        Set<Long> lateIds = late.stream().map(Request::id).collect(Collectors.toSet());
        Set<Long> asked = askedWith(parent);
        followers(handle, parentId).stream()
                .filter(each -> !lateIds.contains(each.id()))
                .forEach(each -> isAskedAlready(asked, each.facts()));
        ask(handle, parent, late, asked);
    }

    private void ask(Handle handle, Request parent, List<Request> followers, Set<Long> asked) {
        String unit = parent.facts().text(Field.UNIT);
        if (unit == null) {
            return;
        }
        ActionInput about = ActionInput.builder().text(Input.UNIT, unit).build();
        followers.stream()
                .filter(each -> !Lifecycle.isToBeAsked(each.facts()))
                .forEach(each -> isAskedAlready(asked, each.facts()));
        for (Request each : followers) {
            if (Lifecycle.isToBeAsked(each.facts()) && !isAskedAlready(asked, each.facts())) {
                requests.act(handle, each.id(), Action.OPEN_CALLBACK, about, Requests.Right.of(Author.SYSTEM), null);
            }
        }
    }

    /** All that follow a request, also over several steps. */
    private List<Request> followers(Handle handle, long parent) {
        List<Request> all = new ArrayList<>();
        for (long child : linked(handle, parent)) {
            all.add(requests.lock(handle, child));
            all.addAll(followers(handle, child));
        }
        return all;
    }

    private void releaseLinked(Handle handle, Request parent) {
        for (long child : linked(handle, parent.id())) {
            requests.act(handle, child, Action.UNLINK, ActionInput.NONE, Requests.Right.of(Author.SYSTEM), null);
        }
    }

    /** Every petitioner of a handled request gets an own answer. */
    private void answerLinked(Handle handle, Request parent, ActionInput handled) {
        String reply = handled.text(Input.REPLY);
        answerLinked(handle, parent, language -> reply, handled.text(Input.OUTCOME));
    }

    /**
     * The same for an answer that there is in several languages.
     *
     * @param reply by the language that the petitioner asked in, which may be unknown
     * @return how many were answered
     */
    int answerLinked(Handle handle, Request parent, Function<@Nullable String, String> reply, String outcome) {
        List<Long> children = linked(handle, parent.id());
        Set<Long> asked = askedWith(parent);
        for (long child : children) {
            Facts facts = requests.lock(handle, child).facts();
            String language = facts.text(Field.LANGUAGE);
            ActionInput answer = ActionInput.builder()
                    .text(Input.REPLY, reply.apply(language))
                    .text(Input.OUTCOME, outcome)
                    .text(Input.UNIT, parent.facts().text(Field.UNIT))
                    .text(Input.UNREACHED, isAskedAlready(asked, facts) ? Lifecycle.askedElsewhere() : null)
                    .build();
            requests.act(handle, child, Action.FOLLOW_PARENT, answer, Requests.Right.of(Author.SYSTEM), null);
        }
        return children.size();
    }

    private static Set<Long> askedWith(Request parent) {
        Set<Long> asked = new HashSet<>();
        isAskedAlready(asked, parent.facts());
        return asked;
    }

    /** Each petitioner's callback counts once: whoever filed the same several times is asked about one of them. */
    private static boolean isAskedAlready(Set<Long> asked, Facts facts) {
        Long petitioner = facts.number(Field.PETITIONER);
        return petitioner != null && !asked.add(petitioner);
    }

    static List<Long> linked(Handle handle, long parent) {
        return handle.createQuery("SELECT id FROM requests WHERE parent = :parent AND state = 'linked' ORDER BY id")
                .bind("parent", parent)
                .mapTo(Long.class)
                .list();
    }
}
