package org.servicemap.requests;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.requests.lifecycle.Transition;
import org.servicemap.requests.lifecycle.Transitions;
import org.servicemap.routing.Terms;
import org.servicemap.text.LocalText;

/** The table of transitions and the city's words in it: what desks make their forms from, so that no second table exists. */
final class TransitionRoutes implements RouteGroup {
    private final CityRules rules;

    TransitionRoutes(CityRules rules) {
        this.rules = rules;
    }

    @Describe("The life of requests: states, actions, and the city's words")
    record TransitionTableJson(
            List<RequestStateJson> states,
            List<TransitionJson> transitions,
            ProcessLimitsJson rules,
            ProcessWordsJson terms) {}

    @Describe("Where a request can stand")
    record RequestStateJson(
            String state,

            @Describe("Whether nothing more is expected of anyone")
            boolean end) {}

    @Describe("One action. Rules beside the table may still refuse it")
    record TransitionJson(
            String action,
            @Describe("States in which it may be taken") List<String> from,

            @Describe("The state afterwards; none when it stays, or when a rule decides") @Nullable
            String to,

            @Describe("Roles and relations to the request") List<String> by,
            @Describe("Without these it is refused") List<String> requires,
            @Describe("These it may carry as well") List<String> allows) {
        static TransitionJson of(Transition row) {
            return new TransitionJson(
                    row.action().key(),
                    row.from().stream().sorted().map(State::key).toList(),
                    row.to() == null ? null : row.to().key(),
                    row.by().stream().sorted().map(Actor::key).toList(),
                    row.requires().stream().sorted().map(Input::key).toList(),
                    row.allows().stream().sorted().map(Input::key).toList());
        }
    }

    @Describe("What the city's pack says about the process")
    record ProcessLimitsJson(
            @Describe("Whether units can be summoned") boolean whistle,

            @Describe("How long a dispatch can be taken back")
            int undoSeconds,

            @Describe("Callbacks that must fail before a request counts as not reached")
            int attempts,

            @Describe("Kinds of requests that suggest something")
            List<String> suggestionKinds) {}

    @Describe("The city's words by list; names are empty where the pack gives none")
    record ProcessWordsJson(
            List<ProcessWordJson> outcomes,

            @Describe("What comes of requests of the kinds that suggest something, in place of outcomes")
            List<ProcessWordJson> suggestionOutcomes,

            List<ProcessWordJson> satisfactions,
            List<ProcessWordJson> unreached,
            List<ProcessWordJson> diversions,
            List<ProcessWordJson> urgencyClasses,
            List<ProcessWordJson> channels,
            List<ProcessWordJson> requestKinds) {}

    @Describe("A word of the city's process")
    record ProcessWordJson(String id, LocalText name) {}

    @Override
    public String tag() {
        return "transitions";
    }

    @Override
    public String description() {
        return "The table that all work on requests follows";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HttpServer.API + "/requests/transitions", "getTransitions")
                .summary("The table of transitions: state, action, role, inputs, next state")
                .json(TransitionTableJson.class, "The table", exchange -> table(rules.current())));
    }

    private static TransitionTableJson table(CityRules.View city) {
        return new TransitionTableJson(
                Arrays.stream(State.values())
                        .map(state -> new RequestStateJson(state.key(), state.isEnd()))
                        .toList(),
                Transitions.all().stream().map(TransitionJson::of).toList(),
                new ProcessLimitsJson(
                        city.process().whistle(),
                        (int) city.process().undo().toSeconds(),
                        city.process().callback().attempts(),
                        city.process().suggestions().kinds().stream().sorted().toList()),
                terms(city));
    }

    private static ProcessWordsJson terms(CityRules.View city) {
        Terms terms = city.terms();
        Map<String, Object> pack = city.city().process();
        return new ProcessWordsJson(
                named(city.process().outcomes(), pack.get("outcomes")),
                list(city.process().suggestions().outcomes()),
                named(city.process().satisfactions(), pack.get("satisfactions")),
                named(city.process().callback().unreached(), null),
                list(terms.diversions()),
                terms.urgencyClasses().entrySet().stream()
                        .map(each -> new ProcessWordJson(
                                each.getKey(), each.getValue().name()))
                        .toList(),
                list(terms.channels()),
                list(terms.requestKinds()));
    }

    private static List<ProcessWordJson> list(Map<String, LocalText> names) {
        return names.entrySet().stream()
                .map(each -> new ProcessWordJson(each.getKey(), each.getValue()))
                .toList();
    }

    /** In the pack's order and with its names where it lists them itself. */
    private static List<ProcessWordJson> named(Set<String> ids, @Nullable Object block) {
        if (!(block instanceof Collection<?> items)) {
            return ids.stream()
                    .sorted()
                    .map(id -> new ProcessWordJson(id, LocalText.EMPTY))
                    .toList();
        }
        return items.stream().map(TransitionRoutes::term).toList();
    }

    private static ProcessWordJson term(Object item) {
        if (!(item instanceof Map<?, ?> entry)) {
            return new ProcessWordJson(String.valueOf(item), LocalText.EMPTY);
        }
        Map<String, String> name = new java.util.LinkedHashMap<>();
        if (entry.get("name") instanceof Map<?, ?> names) {
            names.forEach((tag, text) -> name.put(String.valueOf(tag), String.valueOf(text)));
        }
        return new ProcessWordJson(String.valueOf(entry.get("id")), new LocalText(name));
    }
}
