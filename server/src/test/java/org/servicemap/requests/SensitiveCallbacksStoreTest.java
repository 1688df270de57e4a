package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.http.Problem;
import org.servicemap.http.Role;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.LifecycleException;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Who calls the petitioner of a sensitive request back, and who does not even see that there is one. */
@OnEveryDatabase
class SensitiveCallbacksStoreTest {
    private static final Author UNIT = Author.account(7, Set.of(Actor.HANDLER, Actor.LEAD), "S001");
    private static final Author DISPATCHER = Author.account(9, Set.of(Actor.DISPATCHER), null);
    private static final Caller HOTLINE = caller(Role.OPERATOR, null);
    private static final Caller OF_UNIT = caller(Role.OPERATOR, "S001");
    private static final Caller LEAD = caller(Role.LEAD, "S001");

    private final Town town;

    SensitiveCallbacksStoreTest(Database database) {
        this.town = Town.in(database);
    }

    private static Caller caller(Role role, @Nullable String unit) {
        return new Caller(9_500L, "account", Set.of(role), unit, null, null, false, Set.of());
    }

    @Test
    void theLeadingUnitsOperatorAndLeadCallBackAndNobodyElse() {
        RequestNumber number = handled("LABR-WAGE");

        for (Caller other : List.of(
                HOTLINE,
                caller(Role.OPERATOR, "S002"),
                caller(Role.LEAD, "S002"),
                caller(Role.SUPERVISOR, null),
                caller(Role.ANALYST, "S001"))) {
            assertThatThrownBy(() -> act(other, number, Action.ATTEMPT, attempt()))
                    .extracting("code")
                    .isEqualTo(RequestException.UNKNOWN_REQUEST);
        }
        for (Caller other : List.of(caller(Role.HANDLER, "S001"), caller(Role.DISPATCHER, null))) {
            assertThatThrownBy(() -> act(other, number, Action.CALL_BACK, result()))
                    .extracting("code")
                    .isEqualTo(LifecycleException.NOT_ALLOWED);
        }
        assertThat(town.desk.openContact(OF_UNIT, number, null, "回访")).isPresent();
        assertThat(act(LEAD, number, Action.ATTEMPT, attempt()).facts().state()).isEqualTo(State.CALLBACK);
        assertThat(town.desk.detail(LEAD, number).actions()).contains(Action.CALL_BACK);
        Facts after = act(caller(Role.OPERATOR, "D01"), number, Action.CALL_BACK, result())
                .facts();
        assertThat(after.state()).isEqualTo(State.CLOSED);
        assertThat(after.text(Field.CALLED_BACK_BY)).isEqualTo("unit");
        assertThat(ways(number)).containsExactly("unit", "unit");
        act(number, Author.PETITIONER, Action.CALL_BACK, result().flag(Input.SOLVED, false));
        act(OF_UNIT, number, Action.CALL_BACK, result());
        Facts counting = town.desk.detail(LEAD, number).request().facts();
        assertThat(counting.text(Field.CALLED_BACK_BY)).isEqualTo("page");
        assertThat(counting.answer(Field.SOLVED)).isFalse();
        assertThat(ways(number)).containsExactly("unit", "unit", "page", "unit");
    }

    private List<String> ways(RequestNumber number) {
        return CallbackResults.of(town.desk.detail(LEAD, number).chain(), ZoneOffset.UTC).stream()
                .map(CallbackResults.CallbackJson::way)
                .toList();
    }

    /** Whoever records a call can open whom it was made to; who tipped off is for neither lead nor handler, so they do not call. */
    @Test
    void aSealedPetitionerIsCalledByThoseWhoMayOpenTheContact() {
        RequestNumber number = handled("LABR-WAGE");
        act(number, DISPATCHER, Action.SET_KIND, input().text(Input.KIND, "tip_off"));
        Caller both =
                new Caller(9_500L, "account", Set.of(Role.OPERATOR, Role.HANDLER), "S001", null, null, false, Set.of());

        for (Caller handling : List.of(LEAD, both)) {
            assertThat(town.desk.detail(handling, number).actions()).doesNotContain(Action.CALL_BACK, Action.ATTEMPT);
            assertThatThrownBy(() -> act(handling, number, Action.CALL_BACK, result()))
                    .extracting("code")
                    .isEqualTo(LifecycleException.NOT_ALLOWED);
            assertThatThrownBy(() -> town.desk.openContact(handling, number, null, "回访"))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("not for those who handle it");
        }
        assertThat(town.desk.detail(OF_UNIT, number).actions()).contains(Action.CALL_BACK, Action.ATTEMPT);
        assertThat(town.desk.openContact(OF_UNIT, number, null, "回访")).isPresent();
        assertThat(act(OF_UNIT, number, Action.CALL_BACK, result()).facts().state())
                .isEqualTo(State.CLOSED);
    }

    /** Where no operator works for the unit: whoever supervises it knows who tipped off, and does not handle it. */
    @Test
    void aSupervisorOfTheUnitCallsASealedPetitionerToo() {
        RequestNumber number = handled("LABR-WAGE");
        act(number, DISPATCHER, Action.SET_KIND, input().text(Input.KIND, "tip_off"));
        Caller above = caller(Role.SUPERVISOR, "D01");
        Caller leading =
                new Caller(9_500L, "account", Set.of(Role.SUPERVISOR, Role.LEAD), "S001", null, null, false, Set.of());

        assertThat(town.desk.detail(leading, number).actions()).doesNotContain(Action.CALL_BACK, Action.ATTEMPT);
        assertThat(town.desk.detail(above, number).actions()).contains(Action.CALL_BACK, Action.ATTEMPT);
        assertThat(town.desk.openContact(above, number, null, "回访")).isPresent();
        assertThat(act(above, number, Action.ATTEMPT, attempt()).facts().state())
                .isEqualTo(State.CALLBACK);
        assertThat(act(above, number, Action.CALL_BACK, result()).facts().text(Field.CALLED_BACK_BY))
                .isEqualTo("unit");
    }

    /** It judges its own work also where the hotline could call: the petitioner's own word counts in its place. */
    @Test
    void whatAnOperatorOfTheLeadingUnitWasToldCountsBeforeNoOther() {
        RequestNumber number = handled("CITY-WASTE");

        act(OF_UNIT, number, Action.CALL_BACK, result());
        assertThat(ways(number)).containsExactly("unit");
        act(number, Author.PETITIONER, Action.CALL_BACK, result().flag(Input.SOLVED, false));
        act(OF_UNIT, number, Action.CALL_BACK, result());
        assertThat(town.desk.detail(LEAD, number).request().facts().text(Field.CALLED_BACK_BY))
                .isEqualTo("page");
        act(HOTLINE, number, Action.CALL_BACK, result());
        assertThat(ways(number)).containsExactly("unit", "page", "unit", "operator");
    }

    @Test
    void aLeadDoesNotCallBackWhatTheHotlineCan() {
        RequestNumber number = handled("CITY-WASTE");

        assertThat(town.desk.detail(LEAD, number).actions()).doesNotContain(Action.CALL_BACK, Action.ATTEMPT);
        assertThatThrownBy(() -> act(LEAD, number, Action.CALL_BACK, result()))
                .extracting("code")
                .isEqualTo(LifecycleException.NOT_ALLOWED);
        assertThat(act(HOTLINE, number, Action.CALL_BACK, result()).facts().state())
                .isEqualTo(State.CLOSED);
    }

    /** The sensitive ones wait longest: whoever took them from the page afterwards would show an empty one. */
    @Test
    void whatIsNotForACallerTakesNoPlaceOnThePageAndIsNotCounted() {
        town.clock.advance(Duration.ofDays(1));
        Instant from = town.clock.instant();
        RequestNumber first = handled("LABR-WAGE");
        RequestNumber second = handled("LABR-WAGE");
        RequestNumber open = handled("CITY-WASTE");
        RequestQuery query = callbacks(from, town.clock.instant());

        assertThat(numbers(HOTLINE, query, 1)).containsExactly(open);
        assertThat(town.desk.list(HOTLINE, query, null, 1).next()).isNull();
        assertThat(town.desk.count(HOTLINE, query)).isEqualTo(1);
        for (Caller all : List.of(OF_UNIT, LEAD, caller(Role.SUPERVISOR, "D01"), caller(Role.DISPATCHER, null))) {
            assertThat(numbers(all, query, 9)).containsExactly(first, second, open);
            assertThat(town.desk.count(all, query)).isEqualTo(3);
        }
        assertThat(numbers(caller(Role.ANALYST, "S001"), query, 1)).containsExactly(open);
        assertThat(town.desk.count(caller(Role.SUPERVISOR, null), query)).isEqualTo(1);
        assertThat(town.desk.count(caller(Role.OPERATOR, "S002"), query)).isZero();
    }

    /** What a unit was only asked to help with is called back by the one that leads. */
    @Test
    void anOperatorsListHasWhatItsUnitLeads() {
        town.clock.advance(Duration.ofDays(1));
        Instant from = town.clock.instant();
        RequestNumber number = given("CITY-WASTE");
        act(
                number,
                UNIT,
                Action.ASK_ASSISTANCE,
                reason().list(Input.UNITS, List.of("S002")).until(from.plusSeconds(60)));
        handle(number);
        RequestQuery query = callbacks(from, town.clock.instant());

        assertThat(town.desk.count(caller(Role.OPERATOR, "S002"), query)).isZero();
        assertThat(numbers(caller(Role.HANDLER, "S002"), query, 1)).containsExactly(number);
    }

    /** The sensitive ones are the newest: they come first where the newest do, and where all lie at one place. */
    @Test
    void noListAndNoSearchNearbyLosesARowToWhatItsReaderMayNotSee() {
        town.clock.advance(Duration.ofDays(1));
        Instant from = town.clock.instant();
        RequestNumber open = given("CITY-WASTE");
        RequestNumber first = given("LABR-WAGE");
        RequestNumber second = given("LABR-WAGE");
        Vicinity near =
                new Vicinity(new LonLat(116.4216, 39.9072), 100, List.of("CITY-WASTE", "LABR-WAGE"), List.of(), from);
        RequestFilter since = RequestFilter.of(new RequestFilter.Received(from, null));

        for (RequestQuery.View view : List.of(RequestQuery.View.ALL, RequestQuery.View.WORK)) {
            RequestQuery query = new RequestQuery(view, since);
            for (Caller other : List.of(HOTLINE, caller(Role.SUPERVISOR, null), caller(Role.ANALYST, "S001"))) {
                assertThat(numbers(other, query, 1)).as(view.key()).containsExactly(open);
                assertThat(town.desk.list(other, query, null, 1).next()).isNull();
                assertThat(town.desk.count(other, query)).isEqualTo(1);
            }
            for (Caller all : List.of(OF_UNIT, LEAD, caller(Role.SUPERVISOR, "D01"), caller(Role.DISPATCHER, null))) {
                assertThat(numbers(all, query, 3)).as(view.key()).containsExactlyInAnyOrder(open, first, second);
            }
            assertThat(town.desk.count(caller(Role.OPERATOR, "S002"), query)).isZero();
        }
        for (Caller other : List.of(HOTLINE, caller(Role.DISPATCHER, null), caller(Role.DISPATCHER, "S001"))) {
            assertThat(nearby(other, near, 1)).containsExactly(open);
        }
        assertThat(nearby(OF_UNIT, near, 3)).containsExactlyInAnyOrder(open, first, second);
        assertThat(nearby(caller(Role.OPERATOR, "S002"), near, 3)).isEmpty();
    }

    private List<RequestNumber> nearby(Caller caller, Vicinity near, int limit) {
        return town.desk.near(caller, near, limit).stream()
                .map(row -> row.request().number())
                .toList();
    }

    private RequestNumber handled(String category) {
        RequestNumber number = given(category);
        handle(number);
        return number;
    }

    private RequestNumber given(String category) {
        Request request = town.file(category).request();
        RequestNumber number = request.number();
        if (request.facts().state() == State.RECEIVED) {
            act(number, DISPATCHER, Action.DISPATCH, input().text(Input.UNIT, "S001"));
        } else if (!"S001".equals(request.facts().text(Field.UNIT))) {
            act(number, DISPATCHER, Action.REASSIGN, reason().text(Input.UNIT, "S001"));
        }
        act(number, UNIT, Action.ACCEPT, input());
        return number;
    }

    private void handle(RequestNumber number) {
        act(number, UNIT, Action.HANDLE, input().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));
        town.clock.advance(Duration.ofMinutes(1));
    }

    private List<RequestNumber> numbers(Caller caller, RequestQuery query, int limit) {
        return town.desk.list(caller, query, null, limit).items().stream()
                .map(seen -> seen.request().number())
                .toList();
    }

    private static RequestQuery callbacks(Instant from, Instant until) {
        return new RequestQuery(RequestQuery.View.CALLBACKS, RequestFilter.of(new RequestFilter.Received(from, until)));
    }

    private static ActionInput.Builder input() {
        return ActionInput.builder();
    }

    private static ActionInput.Builder reason() {
        return input().text(Input.REASON, "原因");
    }

    private static ActionInput.Builder attempt() {
        return input().text(Input.UNREACHED, "no_answer");
    }

    private static ActionInput.Builder result() {
        return input().flag(Input.CONTACTED, true).flag(Input.SOLVED, true).text(Input.SATISFACTION, "satisfied");
    }

    private void act(RequestNumber number, Author author, Action action, ActionInput.Builder input) {
        long id = town.requests.idOf(number);
        town.requests.act(id, action, input.build(), Requests.Right.of(author), null);
    }

    private Request act(Caller caller, RequestNumber number, Action action, ActionInput.Builder input) {
        return town.desk.act(caller, number, action, input.build(), null);
    }
}
