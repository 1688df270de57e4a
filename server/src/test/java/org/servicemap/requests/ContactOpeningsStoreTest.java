package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.Audit;
import org.servicemap.http.Caller;
import org.servicemap.http.Problem;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Whoever opens many petitioners' contacts needs a second person. */
@OnEveryDatabase
class ContactOpeningsStoreTest {
    private static final Caller SUPERVISOR = caller(9_001, Role.SUPERVISOR, null);

    private static long accounts = 9_100;

    private final Database database;
    private final Town town;
    private final ContactOpenings openings;
    private final Caller operator = caller(++accounts, Role.OPERATOR, null);

    ContactOpeningsStoreTest(Database database) {
        this.database = database;
        town = Town.in(database);
        openings = town.openings;
    }

    @BeforeEach
    void twoInADay() {
        town.openingRules = new OpeningRules(2, 24);
    }

    @AfterEach
    void asEver() {
        town.openingRules = OpeningRules.STANDARD;
    }

    private static Caller caller(long account, Role role, @Nullable String unit) {
        return new Caller(account, "account " + account, Set.of(role), unit, null, null, false, Set.of());
    }

    private void open(RequestNumber number) {
        assertThat(town.desk.openContact(operator, number, null, "回访")).isPresent();
    }

    private RequestNumber number() {
        return town.file("CITY-WASTE").request().number();
    }

    private void isRefused() {
        assertThatThrownBy(() -> open(number()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("a second person has to agree");
    }

    private List<String> audited(long account) {
        return new Audit(database)
                .list(new Audit.Filter(null, null, null, "account:" + account, null, 10)).stream()
                        .map(Audit.Entry::action)
                        .toList();
    }

    @Test
    void oneMoreThanTheCityAllowsIsRefusedAndTheSameOneAgainIsNot() {
        RequestNumber first = number();
        open(first);
        open(number());

        isRefused();
        open(first);
        assertThat(town.desk.openContact(caller(++accounts, Role.OPERATOR, null), number(), null, "回访"))
                .as("another person's count")
                .isPresent();
    }

    @Test
    void afterASecondPersonAgreedAsManyAgainCanBeOpened() {
        open(number());
        open(number());
        long question = openings.ask(operator, "群众集中来电");

        assertThatThrownBy(() -> openings.decide(operator, question, true, "我自己"))
                .hasMessageContaining("a second person");
        isRefused();
        openings.decide(SUPERVISOR, question, true, "属实");
        open(number());
        open(number());
        isRefused();

        long account = java.util.Objects.requireNonNull(operator.account());
        assertThat(audited(account)).containsExactly("contact_openings_granted", "contact_openings_asked");
        assertThatThrownBy(() -> openings.decide(SUPERVISOR, question, false, "再想想"))
                .hasMessageContaining("decided");
    }

    @Test
    void whatWasDecidedIsForgottenInTimeAndWhatWaitsIsNot() {
        long decided = openings.ask(operator, "群众集中来电");
        openings.decide(SUPERVISOR, decided, true, "属实");
        long waiting = openings.ask(operator, "再次集中来电");
        Instant now = Instant.now();

        forgetBefore(now.minus(Duration.ofDays(1)));
        assertThat(questions()).contains(decided, waiting);
        forgetBefore(now.plus(Duration.ofDays(2)));
        assertThat(questions()).contains(waiting).doesNotContain(decided);
        long account = java.util.Objects.requireNonNull(operator.account());
        assertThat(audited(account)).as("the audit log keeps it").contains("contact_openings_granted");
    }

    private void forgetBefore(Instant before) {
        database.useTransaction(handle -> ContactOpenings.forgetBefore(handle, before));
    }

    private List<Long> questions() {
        return openings.list(SUPERVISOR).stream().map(ContactOpenings.Asked::id).toList();
    }

    @Test
    void whoIsNotAgreedToStaysRefused() {
        open(number());
        open(number());
        long question = openings.ask(operator, "统计");
        openings.decide(SUPERVISOR, question, false, "与办理无关");

        isRefused();
        ContactOpenings.Asked shown = openings.list(SUPERVISOR).stream()
                .filter(each -> each.id() == question)
                .findFirst()
                .orElseThrow();
        assertThat(shown.opened()).isEqualTo(2);
        assertThat(shown.granted()).isFalse();
        assertThat(shown.until()).isNull();
    }

    @Test
    void aSupervisorOfAUnitDecidesForThatUnitOnly() {
        Caller handler = caller(++accounts, Role.HANDLER, "S001");
        long question = openings.ask(handler, "回访");
        Caller elsewhere = caller(9_002, Role.SUPERVISOR, "S002");

        assertThat(openings.list(elsewhere))
                .extracting(ContactOpenings.Asked::id)
                .doesNotContain(question);
        assertThatThrownBy(() -> openings.decide(elsewhere, question, true, "好"))
                .isInstanceOf(Problem.class);
        openings.decide(caller(9_003, Role.SUPERVISOR, "D01"), question, true, "好");
    }

    @Test
    void aSupervisorOfAnAreaIsNotTheWholeCitys() {
        long question = openings.ask(operator, "回访");
        Caller ofAnArea =
                new Caller(9_004L, "of an area", Set.of(Role.SUPERVISOR), null, "district", "990101", false, Set.of());

        assertThat(openings.list(ofAnArea)).isEmpty();
        assertThatThrownBy(() -> openings.decide(ofAnArea, question, true, "好")).isInstanceOf(Problem.class);
    }

    @Test
    void whatWasOpenedOnceStaysOpenWhenTheLimitIsPassed() {
        RequestNumber first = number();
        open(first);
        open(number());
        town.openingRules = new OpeningRules(1, 24);

        open(first);
        isRefused();
    }

    @Test
    void whoAsksTwiceAsksOnce() {
        long first = openings.ask(operator, "一");

        assertThat(openings.ask(operator, "二")).isEqualTo(first);
        assertThat(openings.list(SUPERVISOR))
                .filteredOn(each -> each.id() == first)
                .extracting(ContactOpenings.Asked::reason)
                .containsExactly("二");
    }
}
