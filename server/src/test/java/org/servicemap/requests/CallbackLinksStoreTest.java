package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.Secrets;
import org.servicemap.notifications.OutboxEntry;
import org.servicemap.notifications.OutboxFilter;
import org.servicemap.requests.history.HeadSigner;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.Way;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Answers to callbacks, all kept, and the one-time links that open them. */
@OnEveryDatabase
class CallbackLinksStoreTest {
    private static final Author UNIT = Author.account(7, Set.of(Actor.HANDLER, Actor.LEAD), "S001");
    private static final Author OPERATOR = Author.account(8, Set.of(Actor.OPERATOR), null);

    private final Database database;
    private final Town town;

    CallbackLinksStoreTest(Database database) {
        this.database = database;
        town = Town.in(database);
    }

    private Receipt handled() {
        Receipt receipt = town.file("CITY-WASTE");
        act(receipt, UNIT, Action.ACCEPT, ActionInput.builder());
        handle(receipt);
        return receipt;
    }

    private void handle(Receipt receipt) {
        act(
                receipt,
                UNIT,
                Action.HANDLE,
                ActionInput.builder().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));
    }

    private void act(Receipt receipt, Author author, Action action, ActionInput.Builder input) {
        town.requests.act(receipt.request().id(), action, input.build(), Requests.Right.of(author), null);
    }

    private void answer(Receipt receipt, Author author, Way way, boolean solved) {
        act(
                receipt,
                author,
                Action.CALL_BACK,
                ActionInput.builder()
                        .text(Input.WAY, way.key())
                        .flag(Input.CONTACTED, true)
                        .flag(Input.SOLVED, solved)
                        .text(Input.SATISFACTION, solved ? "satisfied" : "dissatisfied"));
    }

    /** What the newest message of a template carries behind its {@code #evaluate=}. */
    private String token(Receipt receipt, String template) {
        OutboxEntry newest = town
                .outbox
                .list(new OutboxFilter(null, null, receipt.request().id(), null, 100))
                .stream()
                .filter(message -> message.template().equals(template))
                .findFirst()
                .orElseThrow();
        String text = database.inTransaction(handle -> town.outbox.read(handle, newest.id()))
                .orElseThrow()
                .text();
        return text.substring(text.indexOf("#evaluate=") + "#evaluate=".length());
    }

    private long use(String token) {
        return database.inTransaction(handle -> town.links.use(handle, token));
    }

    private void refused(String token, String code) {
        assertThatThrownBy(() -> use(token)).extracting("code").isEqualTo(code);
    }

    @Test
    void aLinkIsGoodOnceAndOnlyItsHashIsKept() {
        Receipt receipt = handled();
        String token = token(receipt, "handled");

        assertThat(token).hasSizeGreaterThanOrEqualTo(22); // 128 bits
        assertThat(use(token)).isEqualTo(receipt.request().id());
        refused(token, "used_link");
        refused(token.substring(1), "wrong_link");
        assertThat(stored(receipt)).containsExactly(Secrets.hash(token));
    }

    private List<byte[]> stored(Receipt receipt) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT token_hash FROM callback_links WHERE request_id = :id")
                        .bind("id", receipt.request().id())
                        .mapTo(byte[].class)
                        .list());
    }

    @Test
    void aNewerLinkAndTimeEndALink() {
        Receipt receipt = handled();
        String first = token(receipt, "handled");
        act(receipt, OPERATOR, Action.ATTEMPT, ActionInput.builder().text(Input.UNREACHED, "no_answer"));
        String second = token(receipt, "callback");

        refused(first, "expired_link");
        town.clock.advance(Duration.ofDays(7));
        refused(second, "expired_link");
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void whoIsErasedHasNoLinksAndWhatIsPastIsForgotten() {
        Receipt receipt = handled();
        String token = token(receipt, "handled");
        database.useTransaction(
                handle -> town.persons.eraseRequest(handle, receipt.request().id()));
        refused(token, "wrong_link");

        String old = token(handled(), "handled");
        var later = town.clock.instant().atOffset(ZoneOffset.UTC).plusDays(7 + 91);
        town.retention(java.time.Clock.fixed(later.toInstant(), ZoneOffset.UTC)).run();
        refused(old, "wrong_link");
    }

    @Test
    void allAnswersAreKeptAndTheHistoryAgreesWithTheRowAboutTheOneThatCounts() {
        Receipt receipt = handled();
        answer(receipt, Author.PETITIONER, Way.PAGE, false);
        handle(receipt);
        answer(receipt, Author.PETITIONER, Way.LINK, true);
        answer(receipt, OPERATOR, Way.OPERATOR, true);
        answer(receipt, Author.PETITIONER, Way.PAGE, false);

        List<CallbackResults.CallbackJson> kept = database.inTransaction(handle ->
                CallbackResults.of(town.store.chain(handle, receipt.request().id()), ZoneOffset.UTC));
        Request row = database.inTransaction(
                handle -> town.store.find(handle, receipt.request().id()).orElseThrow());

        assertThat(kept)
                .extracting(CallbackResults.CallbackJson::way)
                .containsExactly("page", "link", "operator", "page");
        assertThat(kept).extracting(CallbackResults.CallbackJson::counts).containsExactly(false, false, true, false);
        assertThat(row.facts().text(Field.CALLED_BACK_BY)).isEqualTo("operator");
        assertThat(row.facts().flag(Field.SOLVED)).as("what the rates read").isTrue();
        Heads heads = new Heads(database, new HeadSigner(new byte[32]), town.clock);
        assertThat(new HistoryCheck(database, town.store, heads).run().broken()).isNull();
    }

    @Test
    void whatAReassignmentReplacedIsForgottenOnceItCannotBeTakenBack() {
        Receipt receipt = town.file("CITY-WASTE");
        act(
                receipt,
                Author.account(9, Set.of(Actor.DISPATCHER), null),
                Action.REASSIGN,
                ActionInput.builder().text(Input.UNIT, "S002").text(Input.REASON, "在西园"));
        long id = receipt.request().id();

        town.retention(town.clock).run();
        assertThat(replaced(id)).isTrue();
        town.clock.advance(Duration.ofMinutes(1));
        town.retention(town.clock).run();
        assertThat(replaced(id)).isFalse();
    }

    @Test
    void anErasedRequestKeepsNothingOfWhatWasReplaced() {
        Receipt receipt = town.file("CITY-WASTE");
        act(
                receipt,
                Author.account(9, Set.of(Actor.DISPATCHER), null),
                Action.REASSIGN,
                ActionInput.builder().text(Input.UNIT, "S002").text(Input.REASON, "在西园"));
        long id = receipt.request().id();

        database.useTransaction(handle -> town.persons.eraseRequest(handle, id));

        assertThat(replaced(id)).isFalse();
    }

    private boolean replaced(long id) {
        return database.inTransaction(handle -> town.side.replaced(handle, id).isPresent());
    }
}
