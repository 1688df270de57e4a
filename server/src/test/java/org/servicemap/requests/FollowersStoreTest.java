package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Following a published request: an own code, news for those who left a contact, and no trace after stopping. */
@OnEveryDatabase
class FollowersStoreTest {
    private static int phones;

    private final Database database;
    private final Town town;

    FollowersStoreTest(Database database) {
        this.database = database;
        this.town = Town.in(database);
    }

    private static Contact phone(String number) {
        return new Contact(false, null, number, null, null);
    }

    private static String newPhone() {
        return "1370000" + (1000 + ++phones);
    }

    private QueryCode follow(Receipt receipt, @Nullable Contact contact) {
        return town.followers.follow(receipt.request().number(), contact, "zh");
    }

    private PetitionerAccess.Entered enter(Receipt receipt, QueryCode code) {
        return town.access.enterAny(receipt.request().number().digits(), code.grouped());
    }

    private List<String> messagesAbout(Receipt receipt) {
        return database.inTransaction(
                handle -> handle.createQuery("SELECT template FROM outbox WHERE request = :id ORDER BY id")
                        .bind("id", receipt.request().id())
                        .mapTo(String.class)
                        .list());
    }

    private void accept(Receipt receipt) {
        Requests.Right unit = Requests.Right.of(Author.account(30, Set.of(Actor.HANDLER, Actor.LEAD), "S001"));
        town.requests.act(receipt.request().id(), Action.ACCEPT, ActionInput.NONE, unit, null);
    }

    private void withdraw(Receipt receipt) {
        town.requests.act(
                receipt.request().id(), Action.WITHDRAW, ActionInput.NONE, Requests.Right.of(Author.PETITIONER), null);
    }

    @Test
    void theOwnCodeOpensItAsAFollowerAndNotAsThePetitioner() {
        Receipt receipt = town.file("CITY-WASTE");
        QueryCode code = follow(receipt, null);

        assertThat(enter(receipt, code).follower()).isNotNull();
        assertThat(enter(receipt, receipt.code()).follower()).isNull();
        assertThatThrownBy(() -> town.access.enter(receipt.request().number().digits(), code.grouped()))
                .hasMessageContaining("do not go together");
    }

    @Test
    void whatIsNotPublishedIsNotThere() {
        for (String category : List.of("UTIL-WATER", "LABR-WAGE")) {
            Receipt receipt = town.file(category);
            assertThatThrownBy(() -> follow(receipt, null))
                    .isInstanceOfSatisfying(
                            RequestException.class, e -> assertThat(e.code()).isEqualTo("unknown_request"));
        }
    }

    @Test
    void newsGoOnceToEachContactInTheTransactionOfTheStep() {
        Receipt receipt = town.file("CITY-WASTE");
        Contact twice = phone(newPhone());
        follow(receipt, twice);
        follow(receipt, twice);
        follow(receipt, phone(newPhone()));
        follow(receipt, null);

        accept(receipt);
        assertThat(messagesAbout(receipt)).doesNotContain("follow_news");
        withdraw(receipt);

        assertThat(messagesAbout(receipt).stream().filter("follow_news"::equals))
                .hasSize(2);
        assertThatThrownBy(() -> follow(receipt, null)).hasMessageContaining("nothing more");
    }

    @Test
    void theContactIsSealedAndLeavesAKnownPetitionerAsItIs() {
        String number = newPhone();
        Receipt own = town.intake.file(
                Town.filing(
                        "CITY-WASTE",
                        Town.pin(116.4215, 39.9072, null),
                        new Contact(true, "某公司", number, "a@example.org", null)),
                Author.PETITIONER);
        long known = java.util.Objects.requireNonNull(
                own.request().facts().number(org.servicemap.requests.lifecycle.Field.PETITIONER));
        Receipt other = town.file("CITY-WASTE");

        QueryCode code = follow(other, phone(number));

        Contact kept = database.inTransaction(handle -> town.petitioners.open(handle, known))
                .orElseThrow()
                .contact();
        assertThat(kept.enterprise()).isTrue();
        assertThat(kept.email()).isEqualTo("a@example.org");
        String row = database.inTransaction(
                handle -> handle.createQuery("SELECT f::text FROM request_followers f WHERE request_id = :request")
                        .bind("request", other.request().id())
                        .mapTo(String.class)
                        .one());
        assertThat(row).doesNotContain(number, code.characters());
    }

    @Test
    void stoppingRemovesAllThatTheContactFollowedThisRequestWith() {
        Receipt receipt = town.file("CITY-WASTE");
        Contact contact = phone(newPhone());
        QueryCode first = follow(receipt, contact);
        QueryCode second = follow(receipt, contact);

        town.followers.stop(
                java.util.Objects.requireNonNull(enter(receipt, first).follower()));

        assertThatThrownBy(() -> enter(receipt, second)).hasMessageContaining("do not go together");
        withdraw(receipt);
        assertThat(messagesAbout(receipt)).doesNotContain("follow_news");
    }

    @Test
    void nobodyIsMadeToFollowWithoutEnd() {
        Receipt receipt = town.file("CITY-WASTE");
        Contact contact = phone(newPhone());
        for (int i = 0; i < 20; i++) {
            follow(receipt, contact);
        }
        assertThatThrownBy(() -> follow(receipt, contact)).hasMessageContaining("enough for today");
    }
}
