package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Calls in a real database: whose they are, what is known of who calls, and what becomes of what they say. */
@OnEveryDatabase
class CallsStoreTest {
    private static final Caller OPERATOR = operator(8);
    private static final Caller COLLEAGUE = operator(9);
    private static final Caller TELEPHONE = new Caller(70L, "PBX", Set.of(), null, null, null, true, Set.of("call"));
    private static int last;

    private final Database database;
    private final Town town;

    CallsStoreTest(Database database) {
        this.database = database;
        this.town = Town.in(database);
    }

    private static Caller operator(long account) {
        return new Caller(account, "话务员", Set.of(Role.OPERATOR), null, null, null, false, Set.of());
    }

    private Call announce(Caller by, @Nullable String number) {
        return town.calls.announce(by, new Calls.Announced("call-" + ++last, number, "rec/1", null));
    }

    private Receipt file(Call call, Calls.Next next) {
        Filing filing = Town.filing("CITY-WASTE", Town.pin(116.4215, 39.9072, null), null);
        return town.calls.file(OPERATOR, call.id(), filing, false, next);
    }

    private State stateOf(Receipt receipt) {
        return database.inTransaction(
                        handle -> town.store.find(handle, receipt.request().id()))
                .orElseThrow()
                .facts()
                .state();
    }

    @Test
    void theSameCallIdIsTheSameCallAndAnotherNumberIsRefused() {
        var announced = new Calls.Announced("twice", "13900000001", null, null);
        Call first = town.calls.announce(TELEPHONE, announced);
        assertThat(town.calls.announce(TELEPHONE, announced).id()).isEqualTo(first.id());
        assertThatThrownBy(
                        () -> town.calls.announce(TELEPHONE, new Calls.Announced("twice", "13900000002", null, null)))
                .hasMessageContaining("do not go together");
        assertThat(first.state()).isEqualTo(Call.State.WAITING);
    }

    @Test
    void theNumberIsStoredSealedAndShownMasked() {
        Call call = announce(OPERATOR, "13912345678");

        assertThat(town.calls.masked(call)).isEqualTo("139****5678");
        assertThat(call.toString()).doesNotContain("5678");
        String row = database.inTransaction(
                handle -> handle.createQuery("SELECT encode(caller, 'escape') || calls::text FROM calls WHERE id = :id")
                        .bind("id", call.id())
                        .mapTo(String.class)
                        .one());
        assertThat(row).doesNotContain("13912345678", "12345678");
    }

    @Test
    void openingShowsWhatTheCallerAskedForBeforeAndIsRecorded() {
        Receipt before = town.file("CITY-WASTE");
        Call call = announce(TELEPHONE, "+86 138-0000-1234");

        Calls.Opened opened = town.calls.open(OPERATOR, call.id());

        assertThat(opened.person().contact().name()).isEqualTo("李雷");
        assertThat(opened.history())
                .extracting(seen -> seen.request().number())
                .contains(before.request().number());
        assertThat(recorded(call)).containsExactly("caller_history_opened by 8");
        assertThat(town.calls.open(OPERATOR, announce(OPERATOR, null).id()).history())
                .isEmpty();
    }

    @Test
    void callsThatADeskOpensByHandCountWithTheNumberThatWasTypedOrSaidLater() {
        Call typed = announce(OPERATOR, "13900000071");
        Call withheld = announce(OPERATOR, null);
        Filing said = Town.filing(
                "CITY-WASTE", Town.pin(116.4215, 39.9072, null), new Contact(false, null, "139 0000 0071", null, null));
        town.calls.file(OPERATOR, withheld.id(), said, false, new Calls.Next.Dispatch());
        Call anonymous = announce(OPERATOR, null);
        town.calls.file(OPERATOR, anonymous.id(), said, true, new Calls.Next.Dispatch());

        Call next = announce(TELEPHONE, "13900000071");

        assertThat(town.calls.open(OPERATOR, next.id()).earlierCalls())
                .as("the typed one and the one whose number was said")
                .isEqualTo(2);
        assertThat(town.calls.open(OPERATOR, typed.id()).earlierCalls()).isZero();
        assertThat(town.calls.masked(town.calls.open(OPERATOR, withheld.id()).call()))
                .isEqualTo("139****0071");
    }

    private List<String> recorded(Call call) {
        return database.inTransaction(
                handle -> handle.createQuery("SELECT action || ' by ' || account FROM audit WHERE subject = :subject")
                        .bind("subject", "call:" + call.id())
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void aCallIsOneOperators() {
        Call call = announce(TELEPHONE, "13900000003");
        assertThat(town.calls.running(COLLEAGUE)).extracting(Call::id).contains(call.id());

        assertThat(town.calls.take(OPERATOR, call.id()).state()).isEqualTo(Call.State.OPEN);
        assertThat(town.calls.take(OPERATOR, call.id()).state()).isEqualTo(Call.State.OPEN);

        assertThat(town.calls.running(COLLEAGUE)).extracting(Call::id).doesNotContain(call.id());
        assertThatThrownBy(() -> town.calls.take(COLLEAGUE, call.id())).hasMessageContaining("another operator");
        assertThatThrownBy(() -> town.calls.open(COLLEAGUE, call.id())).hasMessageContaining("no such call");
        town.calls.end(OPERATOR, call.id());
        assertThat(town.calls.running(OPERATOR)).extracting(Call::id).doesNotContain(call.id());
        assertThatThrownBy(() -> file(call, new Calls.Next.Dispatch())).hasMessageContaining("has ended");
    }

    @Test
    void whatIsFiledGetsTheCallersNumberAndIsTied() {
        Call call = announce(OPERATOR, "13900000004");

        Receipt receipt = file(call, new Calls.Next.Dispatch());

        assertThat(stateOf(receipt)).isEqualTo(State.DISPATCHED);
        Calls.Opened opened = town.calls.open(OPERATOR, call.id());
        assertThat(opened.call().tied())
                .containsExactly(new Call.Tied(receipt.request().number().digits(), true));
        assertThat(opened.history())
                .extracting(seen -> seen.request().number())
                .containsExactly(receipt.request().number());
    }

    @Test
    void whatIsFiledIsAnsweredDivertedOrLinkedAtOnce() {
        Call call = announce(OPERATOR, "13900000005");
        Receipt parent = file(call, new Calls.Next.Dispatch());

        assertThat(stateOf(file(call, new Calls.Next.Answer("垃圾每天清运两次", null, null))))
                .isEqualTo(State.ANSWERED);
        assertThat(stateOf(file(call, new Calls.Next.Divert("statutory", "请到法院"))))
                .isEqualTo(State.DIVERTED);
        Receipt linked = file(call, new Calls.Next.Link(parent.request().number()));
        assertThat(stateOf(linked)).isEqualTo(State.LINKED);
        assertThat(linked.request().facts().number(Field.PARENT))
                .isEqualTo(parent.request().id());
    }

    @Test
    void nothingFollowsWhatWillNotBeHandled() {
        Call call = announce(OPERATOR, "13900000008");
        Receipt answered = file(call, new Calls.Next.Answer("已经告知", null, null));

        assertThatThrownBy(
                        () -> file(call, new Calls.Next.Link(answered.request().number())))
                .hasMessageContaining("nothing can follow it");
    }

    @Test
    void aRefusedStepLeavesNothingBehind() {
        Call call = announce(OPERATOR, "13900000006");

        assertThatThrownBy(() -> file(call, new Calls.Next.Divert("nowhere", null)))
                .isInstanceOf(RuntimeException.class);

        Calls.Opened opened = town.calls.open(OPERATOR, call.id());
        assertThat(opened.call().tied()).isEmpty();
        assertThat(opened.history()).isEmpty();
    }

    @Test
    void anEarlierRequestIsTiedOnce() {
        Call call = announce(OPERATOR, "13900000007");
        RequestNumber earlier = town.file("CITY-WASTE").request().number();

        town.calls.tie(OPERATOR, call.id(), earlier);

        assertThat(town.calls.tie(OPERATOR, call.id(), earlier).tied())
                .containsExactly(new Call.Tied(earlier.digits(), false));
    }
}
