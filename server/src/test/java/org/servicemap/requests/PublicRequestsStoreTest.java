package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.geo.LonLat;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** What everyone may see of requests, in a real database: which, how much of them, and by which filters. */
@OnEveryDatabase
class PublicRequestsStoreTest {
    private static final LonLat PLACE = new LonLat(116.4215, 39.9072);

    private final Database database;
    private final Town town;

    PublicRequestsStoreTest(Database database) {
        this.database = database;
        this.town = Town.in(database);
    }

    @Test
    void onlyCategoriesThatPublishPointsAreListed() {
        String point = number(town.file("CITY-WASTE"));
        String coarse = number(town.file("CITY-NOISE"));

        assertThat(listed(all())).contains(point).doesNotContain(coarse);
        PublicRequest shown = one(point);
        assertThat(shown.point()).isEqualTo(PLACE);
        assertThat(shown.areas()).isNotEmpty();
        PublicRequest bare = one(coarse);
        assertThat(bare.point()).isNull();
        assertThat(bare.text()).isNull();
        assertThat(bare.areas()).isEmpty();
        assertThat(bare.unit()).as("often names the area").isNull();
        assertThat(bare.deadline()).isNull();
        assertThat(shown.unit()).isNotNull();
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        assertThat(bare.receivedAt().atZone(zone).toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
        assertThat(bare.receivedAt().atZone(zone).toLocalDate())
                .isEqualTo(shown.receivedAt().atZone(zone).toLocalDate());
    }

    @Test
    void namingACategoryDoesNotOpenIt() {
        town.file("CITY-NOISE");

        assertThat(town.published.list(query(List.of("CITY-NOISE"), null, null, null)))
                .isEmpty();
    }

    @Test
    void sensitiveAndUnsortedRequestsAreNotThereAtAll() {
        Receipt receipt = town.file("CITY-WASTE");
        String unsorted = number(town.intake.file(Town.filing(null, Where.NOWHERE, Town.CONTACT), Author.PETITIONER));
        database.useTransaction(handle -> handle.execute(
                "UPDATE requests SET sensitive = true WHERE id = ?",
                receipt.request().id()));

        assertThat(listed(all())).doesNotContain(number(receipt), unsorted);
        assertThat(town.published.find(List.of(number(receipt), unsorted))).isEmpty();
    }

    @Test
    void wordsAreShownOnlyWhenSomebodyReleasedThem() {
        Receipt receipt = town.file("CITY-WASTE");
        assertThat(one(number(receipt)).text()).isNull();

        database.useTransaction(handle -> handle.execute(
                "INSERT INTO published_texts (month, request_id, text, reviewed_by) VALUES (?, ?, ?, 1)",
                receipt.request().month(),
                receipt.request().id(),
                "路边有垃圾"));

        assertThat(one(number(receipt)).text()).isEqualTo("路边有垃圾");
    }

    @Test
    void filtersHoldTogether() {
        Receipt receipt = town.file("CITY-ROAD");
        String number = number(receipt);

        assertThat(listed(query(List.of("CITY-ROAD"), false, null, null))).contains(number);
        assertThat(listed(query(List.of("CITY-ROAD"), true, null, null))).doesNotContain(number);
        assertThat(listed(query(List.of("CITY-LAMP"), null, null, null))).doesNotContain(number);
        assertThat(listed(query(null, null, null, new PublicQuery.Circle(PLACE, 10))))
                .contains(number);
        LonLat elsewhere = new LonLat(PLACE.lon(), PLACE.lat() + 0.001);
        assertThat(listed(query(null, null, null, new PublicQuery.Circle(elsewhere, 112))))
                .contains(number);
        assertThat(listed(query(null, null, null, new PublicQuery.Circle(elsewhere, 110))))
                .doesNotContain(number);
    }

    @Test
    void anEndedRequestIsClosedAndChangedWhenItEnded() {
        Receipt receipt = town.file("CITY-LAMP");
        town.clock.advance(Duration.ofMinutes(5));
        Instant ended = town.clock.instant();
        town.requests.act(
                receipt.request().id(),
                Action.WITHDRAW,
                ActionInput.builder().text(Input.REASON, "灯亮了").build(),
                Requests.Right.of(Author.PETITIONER),
                null);

        PublicRequest shown = one(number(receipt));
        assertThat(shown.closed()).isTrue();
        assertThat(shown.updatedAt()).isEqualTo(ended);
        assertThat(listed(query(null, true, ended.minusSeconds(1), null))).contains(number(receipt));
        assertThat(listed(query(null, true, ended, null))).doesNotContain(number(receipt));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        for (int i = 0; i < 5; i++) {
            town.file("CITY-WASTE");
            town.clock.advance(Duration.ofSeconds(1));
        }
        List<String> whole = listed(page(0, 5));

        assertThat(listed(page(0, 2))).isEqualTo(whole.subList(0, 2));
        assertThat(listed(page(2, 2))).isEqualTo(whole.subList(2, 4));
        assertThat(town.published.list(page(0, 5)))
                .isSortedAccordingTo((a, b) -> b.receivedAt().compareTo(a.receivedAt()));
    }

    private static String number(Receipt receipt) {
        return receipt.request().number().digits();
    }

    private PublicRequest one(String number) {
        List<PublicRequest> found = town.published.find(List.of(number));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<String> listed(PublicQuery query) {
        return town.published.list(query).stream().map(PublicRequest::number).toList();
    }

    private PublicQuery all() {
        return query(null, null, null, null);
    }

    private PublicQuery page(int offset, int limit) {
        return new PublicQuery(List.of("CITY-WASTE"), from(), until(), null, null, null, offset, limit);
    }

    private PublicQuery query(
            @Nullable List<String> categories,
            @Nullable Boolean closed,
            @Nullable Instant changedAfter,
            PublicQuery.@Nullable Circle circle) {
        return new PublicQuery(categories, from(), until(), closed, changedAfter, circle, 0, 1000);
    }

    private Instant from() {
        return town.clock.instant().minus(Duration.ofDays(90));
    }

    private Instant until() {
        return town.clock.instant().plusSeconds(1);
    }
}
