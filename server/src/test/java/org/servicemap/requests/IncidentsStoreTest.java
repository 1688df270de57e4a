package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.incidents.Announcement;
import org.servicemap.incidents.Incident;
import org.servicemap.incidents.IncidentException;
import org.servicemap.incidents.Incidents;
import org.servicemap.incidents.Outline;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;

/** Incidents in a real database: found near a place, joined by calls, and answered to each who asked. */
@OnEveryDatabase
class IncidentsStoreTest {
    private static final Caller DISPATCHER = staff(20, Role.DISPATCHER, null, null);
    private static final Caller OPERATOR = staff(21, Role.OPERATOR, null, null);
    private static final LonLat INSIDE = new LonLat(116.4215, 39.9072);
    private static final LocalText ANSWER =
            LocalText.of("zh", "水管已修好，十点恢复供水", "en", "The pipe is mended; water is back at ten");
    private static int calls;

    private final Database database;
    private final Town town;

    IncidentsStoreTest(Database database) {
        this.database = database;
        this.town = Town.in(database);
    }

    private static Caller staff(long account, Role role, @Nullable String level, @Nullable String area) {
        return new Caller(account, role.word(), Set.of(role), null, level, area, false, Set.of());
    }

    /** Each test leaves none open: they share a town. */
    @AfterEach
    void endAll() {
        for (Incidents.Near near : town.incidents.everywhere(null)) {
            Incident now = near.incident();
            town.incidents.end(DISPATCHER, now.id(), now.version(), ANSWER, "solved");
        }
    }

    /** A square of about 170 by 220 m around {@link #INSIDE}. */
    private static Outline square() {
        Envelope box = new Envelope(116.4205, 116.4225, 39.9062, 39.9082);
        return Outline.of(new GeometryFactory().toGeometry(box));
    }

    private Announcement said(String category) {
        Instant now = town.clock.instant();
        return new Announcement(
                LocalText.of("zh", "爆管停水", "en", "Burst pipe"),
                LocalText.of("zh", "正在抢修，预计十点恢复", "en", "Being repaired, back at ten"),
                List.of(category),
                square(),
                now,
                now.plus(Duration.ofHours(3)));
    }

    private Incident opened() {
        return town.incidents.open(DISPATCHER, said("CITY-WASTE"));
    }

    private Receipt joins(Incident incident, String phone, String language) {
        Call call = town.calls.announce(OPERATOR, new Calls.Announced("incident-" + ++calls, phone, null, null));
        Filing filing = new Filing(
                "hotline",
                null,
                null,
                null,
                "CITY-WASTE",
                null,
                "家里停水了",
                Town.pin(116.4215, 39.9072, null),
                java.util.Map.of(),
                null,
                language,
                List.of(),
                null);
        return town.calls.file(OPERATOR, call.id(), filing, false, new Calls.Next.Join(incident.id()));
    }

    private Facts facts(long request) {
        return database.inTransaction(handle -> town.store.find(handle, request))
                .orElseThrow()
                .facts();
    }

    private Facts facts(Receipt receipt) {
        return facts(receipt.request().id());
    }

    private Incident again(Incident incident) {
        return town.incidents.get(incident.id());
    }

    private List<String> recorded(Incident incident) {
        return database.inTransaction(
                handle -> handle.createQuery("SELECT action FROM audit WHERE subject = :subject ORDER BY id")
                        .bind("subject", "incident:" + incident.id())
                        .mapTo(String.class)
                        .list());
    }

    private List<String> replies(long request) {
        return database.inTransaction(handle -> town.store.values(handle, request)).values().stream()
                .filter(value -> value.name().endsWith("reply"))
                .map(org.servicemap.requests.history.Commitment::value)
                .toList();
    }

    @Test
    void isFoundInsideAndWithinTheCitysDistanceAndByTheBranchOfItsCategory() {
        Incident incident = opened();

        assertThat(town.incidents.near(INSIDE, null)).singleElement().satisfies(near -> {
            assertThat(near.incident().id()).isEqualTo(incident.id());
            assertThat(near.metres()).isZero();
            assertThat(near.running()).isTrue();
        });
        // 0.001 degrees of latitude are 111 m
        assertThat(town.incidents.near(new LonLat(116.4215, 39.9092), null))
                .singleElement()
                .satisfies(near -> assertThat(near.metres()).isBetween(110.0, 112.0));
        assertThat(town.incidents.near(new LonLat(116.4215, 39.9102), null)).isEmpty();
        assertThat(town.incidents.near(INSIDE, "CITY")).hasSize(1);
        assertThat(town.incidents.near(INSIDE, "UTIL")).isEmpty();
    }

    @Test
    void opensARequestThatIsDispatchedLikeAnyOther() {
        Incident incident = opened();

        Facts parent = facts(incident.parent().id());
        assertThat(parent.text(Field.UNIT)).isEqualTo("S001");
        assertThat(parent.number(Field.PETITIONER)).isNull();
        assertThat(recorded(incident)).containsExactly("incident_opened");
    }

    @Test
    void whoeverCallsFollowsItAndGetsTheAnswerInTheOwnLanguage() {
        Incident incident = opened();
        Receipt chinese = joins(incident, "13900001001", "zh");
        Receipt english = joins(incident, "13900001002", "en");
        assertThat(facts(chinese).state()).isEqualTo(State.LINKED);
        assertThat(facts(chinese).number(Field.PARENT))
                .isEqualTo(incident.parent().id());

        town.incidents.end(DISPATCHER, incident.id(), incident.version(), ANSWER, "solved");

        assertThat(facts(chinese).state()).isEqualTo(State.HANDLED);
        assertThat(facts(english).text(Field.OUTCOME)).isEqualTo("solved");
        assertThat(replies(chinese.request().id())).containsExactly("水管已修好，十点恢复供水");
        assertThat(replies(english.request().id())).containsExactly("The pipe is mended; water is back at ten");
        assertThat(town.told)
                .filteredOn(
                        told -> told.number().equals(english.request().number().digits()))
                .extracting(told -> told.kind().key())
                .endsWith("handled");
        assertThat(again(incident).state()).isEqualTo(Incident.State.ENDED);
        assertThat(town.incidents.near(INSIDE, null)).isEmpty();
        // the unit that has the work reads it and goes on
        assertThat(facts(incident.parent().id()).state()).isEqualTo(State.DISPATCHED);
    }

    @Test
    void nobodyJoinsWhatHasEndedAndNothingIsFiledThen() {
        Incident incident = opened();
        town.incidents.end(DISPATCHER, incident.id(), incident.version(), ANSWER, "solved");
        int before = count("requests");

        assertThatThrownBy(() -> joins(incident, "13900001003", "zh"))
                .isInstanceOfSatisfying(
                        IncidentException.class, e -> assertThat(e.code()).isEqualTo("incident_ended"));
        assertThat(count("requests")).isEqualTo(before);
    }

    private int count(String table) {
        return database.inTransaction(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void callsThatJoinWhileItEndsAreEachAnsweredOrRefused() throws Exception {
        Incident incident = opened();
        ExecutorService threads = Executors.newFixedThreadPool(5);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<@Nullable Receipt>> joining = new java.util.ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String phone = "1390000200" + i;
            joining.add(threads.submit(() -> {
                start.await();
                try {
                    return joins(incident, phone, "zh");
                } catch (IncidentException e) {
                    return null;
                }
            }));
        }
        Future<?> ending = threads.submit(() -> {
            start.await();
            return town.incidents.end(DISPATCHER, incident.id(), incident.version(), ANSWER, "solved");
        });
        start.countDown();
        ending.get();
        for (Future<@Nullable Receipt> each : joining) {
            Receipt receipt = each.get();
            assertThat(receipt == null || facts(receipt).state() == State.HANDLED)
                    .isTrue();
        }
        threads.shutdown();
    }

    @Test
    void whenTheUnitHandlesTheParentItsReplyGoesToAllAndTheIncidentEnds() {
        Incident incident = opened();
        Receipt caller = joins(incident, "13900001004", "zh");
        long parent = incident.parent().id();
        Requests.Right unit = Requests.Right.of(Author.account(30, Set.of(Actor.HANDLER, Actor.LEAD), "S001"));
        town.requests.act(parent, Action.ACCEPT, ActionInput.NONE, unit, null);
        town.requests.act(parent, Action.CONTACT, ActionInput.NONE, unit, null);
        ActionInput reply = ActionInput.builder()
                .text(Input.REPLY, "已经修好")
                .text(Input.OUTCOME, "solved")
                .build();
        town.requests.act(parent, Action.HANDLE, reply, unit, null);

        assertThat(replies(caller.request().id())).containsExactly("已经修好");
        assertThatThrownBy(() -> joins(incident, "13900001005", "zh")).hasMessageContaining("handled");
        assertThat(town.incidents.endDue()).isEqualTo(1);
        assertThat(again(incident).state()).isEqualTo(Incident.State.ENDED);
        assertThat(town.incidents.endDue()).isZero();
    }

    @Test
    void aChangeIsAVersionAndStandsInTheParentsHistory() {
        Incident incident = opened();
        Incident changed = town.incidents.change(DISPATCHER, incident.id(), incident.version(), said("CITY-LAMP"));

        assertThat(changed.version()).isEqualTo(2);
        assertThatThrownBy(
                        () -> town.incidents.change(DISPATCHER, incident.id(), incident.version(), said("CITY-WASTE")))
                .isInstanceOfSatisfying(
                        IncidentException.class, e -> assertThat(e.code()).isEqualTo("incident_changed"));
        assertThat(count("incident_versions WHERE id = " + incident.id())).isEqualTo(2);
        assertThat(words(incident.parent().id())).contains("正在抢修，预计十点恢复");
    }

    private List<String> words(long request) {
        return database.inTransaction(handle -> town.store.values(handle, request)).values().stream()
                .map(org.servicemap.requests.history.Commitment::value)
                .toList();
    }

    @Test
    void takenBackItsFollowersGoBackToTheDispatcher() {
        Incident incident = opened();
        Receipt caller = joins(incident, "13900001006", "zh");

        town.incidents.cancel(DISPATCHER, incident.id(), incident.version(), "误报");

        assertThat(facts(caller).state()).isEqualTo(State.RECEIVED);
        assertThat(facts(caller).text(Field.QUEUE_REASON)).isEqualTo("unlinked");
        assertThat(recorded(incident)).containsExactly("incident_opened", "incident_cancelled");
    }

    @Test
    void whoIsBoundToAnAreaMakesNoneThatReachesBeyondIt() {
        Caller elsewhere = staff(22, Role.DISPATCHER, "subdistrict", "990101002");
        Caller here = staff(23, Role.DISPATCHER, "district", "990101");

        assertThatThrownBy(() -> town.incidents.open(elsewhere, said("CITY-WASTE")))
                .isInstanceOfSatisfying(
                        IncidentException.class, e -> assertThat(e.code()).isEqualTo("out_of_scope"));
        Incident made = town.incidents.open(here, said("CITY-WASTE"));
        assertThatThrownBy(() -> town.incidents.end(elsewhere, made.id(), 1, ANSWER, "solved"))
                .hasMessageContaining("beyond");
    }

    @Test
    void nothingSensitiveAndNoUnknownCategoryIsPublished() {
        assertThatThrownBy(() -> town.incidents.open(DISPATCHER, said("NONE-SUCH")))
                .hasMessageContaining("NONE-SUCH");
        assertThatThrownBy(() -> town.incidents.open(DISPATCHER, said(sensitive())))
                .hasMessageContaining("sensitive");
    }

    private static String sensitive() {
        return "LABR-WAGE";
    }
}
