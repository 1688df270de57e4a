package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** What the city no longer keeps goes after its months; what is still worked on stays, and every chain can be proven. */
@OnEveryDatabase
class RetentionStoreTest {
    /** What the tiny pack says. */
    private static final Period KEPT = Period.ofMonths(60);

    private final Town town;

    RetentionStoreTest(Database database) {
        town = Town.in(database);
    }

    @Test
    void wordsAndPetitionersOfWhatEndedLongAgoGoAndTheRestStays() {
        Request ended = withdrawn(filed("13700000001"));
        Request open = filed("13700000002");
        keptSinceThen(ended);
        town.clock.advance(Duration.ofHours(1));
        Retention retention = town.retention(after(KEPT));
        town.clock.advance(Duration.ofHours(1));
        Request lately = withdrawn(filed("13700000003"));

        Retention.Done done = retention.run();

        assertThat(done.requests()).isPositive();
        assertThat(done.petitioners()).isPositive();
        assertThat(words(ended)).containsExactly(ExactPlace.NAME);
        assertThat(isKnown(ended)).isFalse();
        for (Request kept : List.of(open, lately)) {
            assertThat(words(kept)).isNotEmpty();
            assertThat(isKnown(kept)).isTrue();
        }
        assertThat(retention.run()).isEqualTo(new Retention.Done(0, 0, 0, 0, 0, List.of()));
    }

    private Clock after(Period time) {
        return Clock.fixed(
                town.clock.instant().atOffset(ZoneOffset.UTC).plus(time).toInstant(), ZoneOffset.UTC);
    }

    private Request filed(String phone) {
        Contact contact = new Contact(false, "王五", phone, null, null);
        return town.intake
                .file(Town.filing("CITY-WASTE", Town.pin(116.4215, 39.9072, null), contact), Author.PETITIONER)
                .request();
    }

    private Request withdrawn(Request request) {
        return town.requests.act(
                request.id(), Action.WITHDRAW, ActionInput.NONE, Requests.Right.of(Author.PETITIONER), null);
    }

    private List<String> words(Request request) {
        return town.database
                .jdbi()
                .withHandle(handle ->
                        List.copyOf(town.store.values(handle, request.id()).keySet()));
    }

    /** The database's clock is not the town's. */
    private void keptSinceThen(Request request) {
        town.database
                .jdbi()
                .useHandle(handle -> handle.createUpdate("UPDATE petitioners SET created_at = :at WHERE id = :id")
                        .bind("at", town.clock.instant().atOffset(ZoneOffset.UTC))
                        .bind("id", petitioner(request))
                        .execute());
    }

    private boolean isKnown(Request request) {
        return town.database
                .jdbi()
                .withHandle(handle ->
                        town.petitioners.open(handle, petitioner(request)).isPresent());
    }

    private static long petitioner(Request request) {
        Long petitioner = request.facts().number(Field.PETITIONER);
        assertThat(petitioner).isNotNull();
        return petitioner;
    }
}
