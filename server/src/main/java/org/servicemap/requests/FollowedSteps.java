package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.State;

/**
 * What of a request's history concerns its petitioner. What units write among themselves is not shown: only replies, what the
 * petitioner said, and why it takes longer, as the messages say it too.
 */
record FollowedSteps(List<Chain.Link> chain, Map<String, Commitment> values, RequestJson.Writer writer) {
    FollowedSteps {
        chain = List.copyOf(chain);
        values = Map.copyOf(values);
    }

    List<FollowRoutes.StepJson> list() {
        List<FollowRoutes.StepJson> steps = new ArrayList<>();
        String asked = null;
        for (Chain.Link link : chain) {
            Event event = Event.read(link.body()).event();
            asked = is(event, Action.ASK_EXTENSION) ? reason(event) : asked;
            if (isShown(event)) {
                add(steps, event, asked);
            }
        }
        return steps;
    }

    private void add(List<FollowRoutes.StepJson> steps, Event event, @Nullable String asked) {
        OffsetDateTime at = Objects.requireNonNull(writer.time(event.at()));
        String words = words(event);
        steps.add(new FollowRoutes.StepJson(at, event.action(), words == null ? why(event, asked) : words));
        if (wentBackToWork(event)) {
            steps.add(new FollowRoutes.StepJson(at, Action.REWORK.key(), null));
        }
    }

    /** Where nobody put it in other words for the petitioner. */
    private @Nullable String why(Event event, @Nullable String asked) {
        if (is(event, Action.GRANT_EXTENSION)) {
            return asked;
        }
        return is(event, Action.SUSPEND) ? reason(event) : null;
    }

    private @Nullable String reason(Event event) {
        Commitment reason = values.get(event.seq() + "." + Input.REASON.key());
        return reason == null ? null : reason.value();
    }

    private static boolean is(Event event, Action action) {
        return event.action().equals(action.key());
    }

    /** "Not solved" in a callback is a step of its own to whoever asked: the unit works on it again. */
    private static boolean wentBackToWork(Event event) {
        Object state = event.set().get(Field.STATE.column());
        return is(event, Action.CALL_BACK)
                && (State.IN_PROGRESS.key().equals(state)
                        || State.RECEIVED.key().equals(state));
    }

    private static boolean isShown(Event event) {
        return Action.find(event.action())
                .map(action -> switch (action) {
                    case FILE,
                            ANSWER,
                            DIVERT,
                            DISPATCH,
                            ACCEPT,
                            CONTACT,
                            ADD_FACTS,
                            GRANT_EXTENSION,
                            SUSPEND,
                            RESUME,
                            HANDLE,
                            FOLLOW_PARENT,
                            SETTLE,
                            SETTLE_ON_SPOT,
                            CALL_BACK,
                            REWORK,
                            WITHDRAW -> true;
                    default -> false;
                })
                .orElse(false);
    }

    private @Nullable String words(Event event) {
        boolean own = event.actor().equals("petitioner");
        for (String name : event.commitments().keySet()) {
            String kind = name.substring(name.indexOf('.') + 1);
            Commitment value = values.get(name);
            if (value != null && (kind.equals("reply") || own && kind.equals("text") && event.seq() > 1)) {
                return value.value();
            }
        }
        return null;
    }
}
