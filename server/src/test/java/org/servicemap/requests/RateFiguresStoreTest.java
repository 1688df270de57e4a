package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.rates.DispatchShares;
import org.servicemap.requests.rates.Ranking;
import org.servicemap.requests.rates.RateRules;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** The three rates and the shares of dispatch, over requests that really went their way. */
@OnEveryDatabase
class RateFiguresStoreTest {
    private static final RateRules RULES = new RateRules(0.1, 0.5, 0.4, 0.9, 1, 2);
    private static final Author UNIT = Author.account(7, Set.of(Actor.HANDLER, Actor.LEAD), "S001");
    private static final Author OPERATOR = Author.account(8, Set.of(Actor.OPERATOR), null);
    private static final Author DISPATCHER = Author.account(9, Set.of(Actor.DISPATCHER), null);
    private static final Caller SUPERVISOR = caller(Role.SUPERVISOR, null);

    private final Database database;
    private final Town town;
    private final RateFigures figures;
    private Instant start = Instant.EPOCH;

    RateFiguresStoreTest(Database database) {
        this.database = database;
        town = Town.in(database);
        figures = new RateFigures(database, new RateStore(), town.names);
    }

    @BeforeEach
    void aPeriodOfItsOwn() {
        town.clock.advance(Duration.ofDays(60));
        start = town.clock.instant();
    }

    private static Caller caller(Role role, @Nullable String unit) {
        return new Caller(1L, "x", Set.of(role), unit, null, null, false, Set.of());
    }

    private RatePeriods.Period period() {
        return new RatePeriods.Period(
                null,
                new RateRules.Window(start, town.clock.instant().plusSeconds(1)),
                new RateRules.Window(start.minus(Duration.ofDays(30)), start));
    }

    private static RateFilter all() {
        return new RateFilter(null, null, null, Map.of(), AreaBounds.EVERYWHERE, RateFilter.Counting.VALID);
    }

    private Receipt calledBack(boolean solved, String satisfaction) {
        Receipt receipt = handled();
        act(
                receipt,
                OPERATOR,
                Action.CALL_BACK,
                input().flag(Input.CONTACTED, true).flag(Input.SOLVED, solved).text(Input.SATISFACTION, satisfaction));
        return receipt;
    }

    private Receipt handled() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.ACCEPT, input());
        act(receipt, UNIT, Action.CONTACT, input());
        act(receipt, UNIT, Action.HANDLE, input().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));
        return receipt;
    }

    private void act(Receipt receipt, Author author, Action action, ActionInput.Builder input) {
        town.requests.act(receipt.request().id(), action, input.build(), Requests.Right.of(author), null);
    }

    private static ActionInput.Builder input() {
        return ActionInput.builder();
    }

    private static Ranking.Place of(List<Ranking.Place> places, String code) {
        return places.stream()
                .filter(place -> place.row().code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aUnitAndAllAboveItCountEachCallback() {
        calledBack(true, "satisfied");
        calledBack(true, "basically_satisfied");

        List<Ranking.Place> places = figures.byUnit(SUPERVISOR, null, null, all(), period(), RULES);

        assertThat(of(places, "S001").now().valid()).isEqualTo(2);
        assertThat(of(places, "S001").now().satisfaction()).isEqualTo(0.95);
        assertThat(of(places, "D01").now().valid()).isEqualTo(2);
        assertThat(of(places, "S002").now()).isNull();
        assertThat(of(places, "S001").rank()).isEqualTo(1);
        assertThat(of(places, "S001").among()).isEqualTo(1);
        assertThat(of(places, "S002").rank()).isNull();
        assertThat(of(figures.byArea(SUPERVISOR, 2, all(), period(), RULES), "990101001")
                        .now()
                        .valid())
                .isEqualTo(2);
    }

    @Test
    void thePeriodBeforeStandsBesideIt() {
        calledBack(true, "satisfied");
        calledBack(true, "satisfied");
        town.clock.advance(Duration.ofDays(30));
        start = town.clock.instant();
        calledBack(false, "dissatisfied");

        Ranking.Place place = of(figures.byUnit(SUPERVISOR, null, null, all(), period(), RULES), "S001");

        assertThat(place.before().score()).isEqualTo(100);
        assertThat(place.now().score()).isEqualTo(10);
        assertThat(place.rank()).as("one callback is too few").isNull();
        assertThat(place.rankBefore()).isEqualTo(1);
    }

    /** The tiny city puts the operator's result first, then the link's, then the page's. */
    @Test
    void aLateAnswerOfALowerWayLeavesTheCountInTheWindowOfTheOneThatCounts() {
        Receipt receipt = calledBack(true, "satisfied");
        town.clock.advance(Duration.ofDays(2));
        RatePeriods.Period first = period();
        start = town.clock.instant().plusSeconds(1);
        town.clock.advance(Duration.ofDays(1));

        answer(receipt, Author.PETITIONER, "link", "dissatisfied");

        assertThat(of(figures.byUnit(SUPERVISOR, null, null, all(), first, RULES), "S001")
                        .now()
                        .score())
                .isEqualTo(100);
        assertThat(of(figures.byUnit(SUPERVISOR, null, null, all(), period(), RULES), "S001")
                        .now())
                .isNull();
    }

    @Test
    void aLateResultOfAHigherWayReplacesItAndFallsIntoTheWindowOfItsOwnInstant() {
        Receipt receipt = handled();
        answer(receipt, Author.PETITIONER, "link", "satisfied");
        town.clock.advance(Duration.ofDays(2));
        RatePeriods.Period first = period();
        start = town.clock.instant().plusSeconds(1);
        town.clock.advance(Duration.ofDays(1));

        answer(receipt, OPERATOR, null, "dissatisfied");

        Ranking.Place now = of(figures.byUnit(SUPERVISOR, null, null, all(), period(), RULES), "S001");
        assertThat(now.now().valid()).isEqualTo(1);
        assertThat(now.now().satisfaction()).isEqualTo(0);
        assertThat(of(figures.byUnit(SUPERVISOR, null, null, all(), first, RULES), "S001")
                        .now())
                .as("counted once")
                .isNull();
    }

    private void answer(Receipt receipt, Author author, @Nullable String way, String satisfaction) {
        act(
                receipt,
                author,
                Action.CALL_BACK,
                input().flag(Input.CONTACTED, true)
                        .flag(Input.SOLVED, true)
                        .text(Input.SATISFACTION, satisfaction)
                        .text(Input.WAY, way));
    }

    @Test
    void whoeverIsBoundToAUnitSeesItAndThoseBelow() {
        calledBack(true, "satisfied");

        List<Ranking.Place> places = figures.byUnit(caller(Role.LEAD, "S002"), null, null, all(), period(), RULES);

        assertThat(places)
                .extracting(place -> place.row().code())
                .contains("S002", "C004")
                .doesNotContain("S001", "D01");
    }

    @Test
    void theRequestsBehindANumberAreThoseThatWereCounted() {
        Receipt solved = calledBack(true, "satisfied");
        Receipt unsolved = calledBack(false, "dissatisfied");

        assertThat(behind(RateFilter.Counting.VALID)).containsExactlyInAnyOrder(id(solved), id(unsolved));
        assertThat(behind(RateFilter.Counting.SOLVED)).containsExactly(id(solved));
        assertThat(behind(RateFilter.Counting.NOT_SATISFIED)).containsExactly(id(unsolved));
        assertThat(behind(RateFilter.Counting.NOT_CONTACTED)).isEmpty();
    }

    private List<Long> behind(RateFilter.Counting counting) {
        RateFilter filter =
                new RateFilter(List.of("S001"), null, null, Map.of(2, "990101001"), AreaBounds.EVERYWHERE, counting);
        return figures.behind(filter, period(), null, 10).stream()
                .map(row -> row.request().id())
                .toList();
    }

    private static long id(Receipt receipt) {
        return receipt.request().id();
    }

    @Test
    void aLinkedPetitionersCallbackCountsForTheUnitThatDidTheWork() {
        Receipt parent = town.file("CITY-WASTE");
        Receipt again = town.file("CITY-WASTE");
        Contact other = new Contact(false, "韩梅", "13700137000", null, null);
        Receipt child = town.intake.file(
                Town.filing("CITY-WASTE", Town.pin(116.4215, 39.9072, null), other), Author.PETITIONER);
        act(child, DISPATCHER, Action.LINK, input().number(Input.PARENT, id(parent)));
        act(again, DISPATCHER, Action.LINK, input().number(Input.PARENT, id(parent)));
        act(parent, UNIT, Action.ACCEPT, input());
        act(parent, UNIT, Action.CONTACT, input());
        act(parent, UNIT, Action.HANDLE, input().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));
        for (Receipt each : List.of(parent, child)) {
            act(
                    each,
                    OPERATOR,
                    Action.CALL_BACK,
                    input().flag(Input.CONTACTED, true).flag(Input.SOLVED, true).text(Input.SATISFACTION, "satisfied"));
        }

        Ranking.Place place = of(figures.byUnit(SUPERVISOR, null, null, all(), period(), RULES), "S001");

        assertThat(place.now().valid()).as("who filed it twice counts once").isEqualTo(2);
    }

    @Test
    void theSharesCountWhoDispatchedFirstAndWhetherItWasDoneAgain() {
        town.file("CITY-WASTE");
        Receipt again = town.file("CITY-WASTE");
        act(again, DISPATCHER, Action.REASSIGN, input().text(Input.UNIT, "S002").text(Input.REASON, "在西园"));
        Receipt byHand =
                town.intake.file(Town.filing(null, Town.pin(116.4215, 39.9072, null), Town.CONTACT), Author.PETITIONER);
        act(byHand, DISPATCHER, Action.DISPATCH, input().text(Input.UNIT, "S002"));
        Receipt undone = town.file("CITY-WASTE");
        act(undone, DISPATCHER, Action.UNDO, input());
        town.intake.file(Town.filing(null, Town.pin(116.4215, 39.9072, null), Town.CONTACT), Author.PETITIONER);
        DispatchShareStore store = new DispatchShareStore();

        DispatchShares shares = database.inSnapshot(
                        handle -> store.all(handle, period().window(), DispatchShareStore.Bounds.NONE))
                .get("");

        assertThat(shares).isEqualTo(new DispatchShares(5, 4, 3, 1, 1, 2));
        assertThat(shares.automaticShare()).isEqualTo(0.75);
        DispatchShareStore.Bounds bounds = new DispatchShareStore.Bounds(
                new AreaBounds(List.of(new AreaBounds.Code(1, "990101", null))), List.of("S002"));
        Map<String, DispatchShares> byCategory = database.inSnapshot(
                handle -> store.byCategory(handle, period().window(), DispatchShareStore.Bounds.NONE));
        Map<String, DispatchShares> ofXiyuan =
                database.inSnapshot(handle -> store.byArea(handle, 2, period().window(), bounds));
        assertThat(byCategory).containsOnlyKeys("CITY-WASTE", "");
        assertThat(ofXiyuan).containsEntry("990101001", new DispatchShares(2, 2, 1, 1, 1, 0));
    }
}
