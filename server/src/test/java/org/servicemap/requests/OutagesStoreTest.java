package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.incidents.Incident;
import org.servicemap.incidents.IncidentException;
import org.servicemap.incidents.Incidents;
import org.servicemap.incidents.Outages;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Planned outages from files: all or nothing, the same twice is one, ended by the clock. */
@OnEveryDatabase
class OutagesStoreTest {
    private static final Caller DISPATCHER =
            new Caller(40L, "dispatcher", Set.of(Role.DISPATCHER), null, null, null, false, Set.of());
    private static final String HEADER = "kind,outline,area,from,to,message_zh,message_en,source,reference\n";
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final LonLat IN_CLOCK_TOWER = new LonLat(116.4215, 39.9072);

    private final Database database;
    private final Town town;
    private final Outages outages;

    OutagesStoreTest(Database database) {
        this.database = database;
        this.town = Town.in(database);
        this.outages = new Outages(database, town.incidents);
    }

    /** What other tests left open would be seen here: all notices are let run out. */
    @BeforeEach
    void letAllRunOut() {
        town.clock.advance(Duration.ofDays(10));
        town.incidents.endDue();
    }

    private LocalDateTime local(int hours) {
        return LocalDateTime.ofInstant(town.clock.instant().plus(Duration.ofHours(hours)), BEIJING)
                .withNano(0)
                .withSecond(0);
    }

    private String row(String reference, int from, int to, String message) {
        return "UTIL-WATER,,community:990101001002," + local(from) + "," + local(to) + "," + message
                + ",Pipes are renewed,自来水公司," + reference + "\n";
    }

    private Outages.Taken take(String file) {
        return outages.take(DISPATCHER, file.getBytes(StandardCharsets.UTF_8));
    }

    private List<Incidents.Near> near() {
        return town.incidents.near(IN_CLOCK_TOWER, null);
    }

    @Test
    void aNoticeIsShownNearLikeAnIncidentAndSomeTimeBeforeItBegins() {
        assertThat(take(HEADER + row("W-1", 5, 8, "管网改造"))).isEqualTo(new Outages.Taken(1, 0, 0));
        assertThat(take(HEADER + row("W-2", 100, 108, "下周")).created()).isEqualTo(1);

        assertThat(near()).singleElement().satisfies(near -> {
            assertThat(near.running()).isFalse();
            assertThat(near.metres()).isZero();
            assertThat(near.incident().announcement().title().byTag()).containsEntry("zh", "停水");
            assertThat(near.incident().origin().reference()).isEqualTo("W-1");
        });
    }

    @Test
    void theSameAgainChangesNothingAndAnotherTextIsANewVersion() {
        String file = HEADER + row("W-3", 0, 5, "管网改造") + row("W-4", 0, 5, "水箱清洗");
        take(file);
        assertThat(take(file)).isEqualTo(new Outages.Taken(0, 0, 2));

        assertThat(take(HEADER + row("W-3", 0, 6, "延长到下午"))).isEqualTo(new Outages.Taken(0, 1, 0));
        Incident changed = near().stream()
                .map(Incidents.Near::incident)
                .filter(incident -> incident.origin().reference().equals("W-3"))
                .findFirst()
                .orElseThrow();
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.announcement().message().byTag()).containsEntry("zh", "延长到下午");
    }

    @Test
    void oneBadRowRefusesAllAndEveryFaultNamesRowAndField() {
        String bad = HEADER + row("W-5", 0, 5, "好的") + row("W-6", 5, 2, "倒着")
                + "NOT-A-KIND,,990101,2026-03-02 08:00,2026-03-02 09:00,信息,,来源,W-7\n"
                + "UTIL-POWER,,nowhere,2026-03-02 08:00,2026-03-02 09:00,信息,,来源,W-8\n"
                + "UTIL-POWER,,990101,tomorrow,2026-03-02 09:00,信息,,来源,W-9\n"
                + "UTIL-POWER,,990101,2026-03-02 08:00,2026-03-02 09:00,,,来源,W-10\n"
                + "UTIL-POWER,\"POLYGON((116.42 39.90,116.43 39.91,116.42 39.91,116.43 39.90,116.42 39.90))\",,"
                + "2026-03-02 08:00,2026-03-02 09:00,信息,,来源,W-11\n"
                + "LABR-WAGE,,990101,2026-03-02 08:00,2026-03-02 09:00,信息,,来源,W-12\n";

        assertThatThrownBy(() -> take(bad))
                .isInstanceOfSatisfying(IncidentException.class, e -> {
                    assertThat(e.code()).isEqualTo("bad_outages");
                    assertThat(e.field()).isEqualTo("rows[2].to");
                })
                .hasMessageContaining("row 2, to")
                .hasMessageContaining("row 3, kind")
                .hasMessageContaining("row 4, area")
                .hasMessageContaining("row 5, from")
                .hasMessageContaining("row 6, message_zh")
                .hasMessageContaining("row 7, outline")
                .hasMessageContaining("row 8, kind");
        assertThat(near()).isEmpty();
    }

    @Test
    void geoJsonBringsItsOutline() {
        String file = """
                {"type": "FeatureCollection", "features": [{"type": "Feature",
                 "properties": {"kind": "UTIL-POWER", "from": "%s+08:00", "to": "%s+08:00", "message_zh": "检修",
                   "source": "供电公司", "reference": "P-1"},
                 "geometry": {"type": "Polygon", "coordinates":
                   [[[116.42,39.906],[116.423,39.906],[116.423,39.909],[116.42,39.909],[116.42,39.906]]]}}]}
                """.formatted(local(0).plusSeconds(1), local(3).plusSeconds(1));

        assertThat(take(file).created()).isEqualTo(1);
        town.clock.advance(Duration.ofMinutes(2));
        assertThat(near())
                .singleElement()
                .satisfies(near -> assertThat(
                                near.incident().announcement().outline().named())
                        .isNull());
    }

    @Test
    void theFirstCallMakesTheParentAndTheClockEndsBothWithAnAnswer() {
        take(HEADER + row("W-20", 0, 5, "管网改造"));
        Incident notice = near().get(0).incident();
        assertThat(notice.parent()).isNull();
        Caller operator = new Caller(41L, "operator", Set.of(Role.OPERATOR), null, null, null, false, Set.of());
        Call call = town.calls.announce(
                operator, new Calls.Announced("outage-" + database.nextId(), "13900003001", null, null));
        Filing filing = Town.filing("UTIL-WATER", Town.pin(116.4215, 39.9072, null), null);

        Receipt receipt = town.calls.file(operator, call.id(), filing, false, new Calls.Next.Join(notice.id()));

        assertThat(state(receipt)).isEqualTo(State.LINKED);
        assertThat(town.incidents.endDue()).isZero();
        town.clock.advance(Duration.ofHours(6));
        assertThat(near()).isEmpty();
        assertThat(town.incidents.endDue()).isEqualTo(1);
        assertThat(state(receipt)).isEqualTo(State.HANDLED);
        assertThat(town.incidents.get(notice.id()).answer().byTag().get("zh")).contains("管网改造");
    }

    private State state(Receipt receipt) {
        return database.inTransaction(
                        handle -> town.store.find(handle, receipt.request().id()))
                .orElseThrow()
                .facts()
                .state();
    }
}
