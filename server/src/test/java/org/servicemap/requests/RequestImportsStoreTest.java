package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.imports.ImportMapping;
import org.servicemap.requests.imports.MappingReader;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Files of requests in a real database: what is there afterwards, after running twice, and after a run that died. */
@OnEveryDatabase
class RequestImportsStoreTest {
    private static final AtomicInteger SOURCES = new AtomicInteger();
    private static final String HEADER =
            "id,received,closed,agency,type,detail,address,lon,lat,status,resolution,phone,happy\n";

    private final Database database;
    private final Town town;
    private final RequestImports imports;
    private String source = "";

    @TempDir
    Path folder;

    RequestImportsStoreTest(Database database) {
        this.database = database;
        town = Town.in(database);
        imports = town.imports;
    }

    @BeforeEach
    void aSourceOfItsOwn() {
        source = "hotline-" + SOURCES.incrementAndGet();
        town.told.clear();
    }

    private ImportMapping mapping() {
        return MappingReader.read("""
                format: 1
                source: %s
                id: id
                time: received
                text: [type, detail]
                hotline: {value: H12333}
                kind: {value: complaint}
                category: {column: type, map: {rubbish: CITY-WASTE, water: UTIL-WATER, wages: LABR-WAGE}}
                place: {x: lon, y: lat, address: address, find: 0.8}
                contact: {phone: phone}
                agency: {column: agency, map: {East: S001, West: S002, District: D01, Nowhere: X99}, otherwise: none}
                status:
                  column: status
                  closed: closed
                  time: closed
                  reply: resolution
                  contacted: {value: "yes"}
                  solved: {value: "yes"}
                  satisfaction: {column: happy, map: {"": none, "1": satisfied}}
                """.formatted(source));
    }

    private Path file(String... rows) {
        try {
            return Files.writeString(folder.resolve("rows.csv"), HEADER + String.join("\n", rows) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String closed(int id, String agency) {
        return id + ",2026-01-05 09:00,2026-01-06 10:00," + agency
                + ",rubbish,桶满了,钟楼街1号,116.4215,39.9072,closed,清走了,,1";
    }

    private RequestImports.Outcome run(Path file, boolean dryRun, List<ImportRun.Fault> faults) {
        return imports.run(file, mapping(), dryRun, new RequestImports.Listener() {
            @Override
            public void fault(ImportRun.Fault fault) {
                faults.add(fault);
            }

            @Override
            public void progress(ImportRun.Counts counts) {}
        });
    }

    private List<Request> here() {
        return database.inSnapshot(handle -> handle
                .createQuery("SELECT request_id FROM imported_requests WHERE source = :source ORDER BY ref::int")
                .bind("source", source)
                .mapTo(Long.class)
                .list()
                .stream()
                .map(id -> town.store.find(handle, id).orElseThrow())
                .toList());
    }

    @Test
    void aClosedRowIsAWholeHistoryAndNobodyIsTold() {
        RequestImports.Outcome outcome = run(file(closed(1, "East")), false, new ArrayList<>());

        assertThat(outcome.run().counts()).isEqualTo(new ImportRun.Counts(1, 1, 0, 0, 0));
        Request request = here().get(0);
        Facts facts = request.facts();
        assertThat(facts.state()).isEqualTo(State.CLOSED);
        assertThat(facts.text(Field.HOTLINE)).isEqualTo("H12333");
        assertThat(facts.text(Field.SOURCE_REF)).isEqualTo("1");
        assertThat(facts.text(Field.UNIT)).isEqualTo("S001");
        assertThat(facts.text(Field.area(3))).isEqualTo("990101001002");
        assertThat(facts.instant(Field.RECEIVED_AT)).isEqualTo("2026-01-05T01:00:00Z");
        assertThat(facts.instant(Field.ENDED_AT)).isEqualTo("2026-01-06T02:00:00Z");
        assertThat(facts.text(Field.SATISFACTION)).isEqualTo("satisfied");
        assertThat(facts.text(Field.CALLED_BACK_FOR)).isEqualTo("S001");
        assertThat(request.number().day()).isEqualTo("2026-01-05");
        assertThat(town.told).isEmpty();
        List<Chain.Link> chain = database.inTransaction(handle -> town.store.chain(handle, request.id()));
        assertThat(Chain.verify(request.id(), chain)).isEmpty();
        assertThat(ExactPlace.folded(chain, database.inTransaction(handle -> town.store.values(handle, request.id()))))
                .isEqualTo(facts);
        assertThat(Event.read(chain.get(0).body()).event().data())
                .isEqualTo(Map.of("source", source, "agency", "East"));
    }

    @Test
    void anOpenRowGoesTheUsualWay() {
        run(file("1,2026-03-01 09:00,,,water,停水了,,116.4215,39.9072,open,,13900001111,"), false, new ArrayList<>());

        Facts facts = here().get(0).facts();
        assertThat(facts.state()).isEqualTo(State.DISPATCHED);
        assertThat(facts.text(Field.UNIT)).isEqualTo("WATER");
        assertThat(town.told).extracting(Town.Told::unit).contains("WATER");
        long petitioner = java.util.Objects.requireNonNull(facts.number(Field.PETITIONER));
        byte[] phone = database.inSnapshot(handle -> handle.createQuery("SELECT phone FROM petitioners WHERE id = :id")
                .bind("id", petitioner)
                .mapTo(byte[].class)
                .one());
        assertThat(new String(phone, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("13900001111");
    }

    @Test
    void theSameFileAgainChangesNothing() {
        Path file = file(closed(1, "East"), closed(2, "West"), closed(2, "West"));
        run(file, false, new ArrayList<>());
        List<Request> before = here();

        RequestImports.Outcome again = run(file, false, new ArrayList<>());

        assertThat(again.run().counts()).isEqualTo(new ImportRun.Counts(3, 0, 3, 0, 0));
        assertThat(here()).isEqualTo(before).hasSize(2);
    }

    @Test
    void aRunThatDiesIsTakenUpByRunningItAgain() {
        Path file = file(
                IntStream.rangeClosed(1, 250).mapToObj(id -> closed(id, "East")).toArray(String[]::new));
        RequestImports.Listener dying = new RequestImports.Listener() {
            @Override
            public void fault(ImportRun.Fault fault) {}

            @Override
            public void progress(ImportRun.Counts counts) {
                throw new IllegalStateException("killed after " + counts.imported());
            }
        };
        assertThatThrownBy(() -> imports.run(file, mapping(), false, dying)).hasMessageContaining("killed");
        assertThat(here()).as("what was written stays").hasSizeBetween(100, 200);

        ImportRun.Counts counts = run(file, false, new ArrayList<>()).run().counts();

        assertThat(counts.imported() + counts.existing()).isEqualTo(250);
        assertThat(here()).extracting(Request::number).doesNotHaveDuplicates().hasSize(250);
    }

    @Test
    void badRowsAreToldAndTheRestIsImported() {
        List<ImportRun.Fault> faults = new ArrayList<>();

        RequestImports.Outcome outcome = run(
                file(
                        closed(1, "East"),
                        "2,yesterday,,East,rubbish,x,,116.4215,39.9072,open,,,",
                        "3,2026-01-05 09:00,,East,dragons,x,,116.4215,39.9072,open,,,",
                        "4,2026-01-05 09:00,,East,rubbish,x,,516.4215,39.9072,open,,,",
                        "5,2026-01-05 09:00,,East,rubbish,x,,116.4215,39.9072,open,,call me,",
                        closed(6, "Nowhere")),
                false,
                faults);

        assertThat(outcome.run().counts()).isEqualTo(new ImportRun.Counts(6, 1, 0, 0, 5));
        assertThat(faults)
                .extracting(fault -> fault.line() + " " + fault.field() + " " + fault.code())
                .containsExactlyInAnyOrder(
                        "3 time bad_time",
                        "4 category unmapped",
                        "5 place coordinate_out_of_range",
                        "6 contact.phone invalid_field",
                        "7 agency invalid_field");
        assertThat(faults).extracting(ImportRun.Fault::reason).noneMatch(reason -> reason.contains("call me"));
        assertThat(imports.faults(outcome.run().id(), 0, 10)).hasSize(5);
    }

    @Test
    void aDryRunWritesNoRequestAndComparesAllTheSame() {
        Path file = file(closed(1, "East"), closed(2, "West"), closed(3, "District"), closed(4, "Elsewhere"));

        RequestImports.Outcome dry = run(file, true, new ArrayList<>());

        assertThat(here()).isEmpty();
        assertThat(dry.run().dryRun()).isTrue();
        ImportRun.Agreement expected = new ImportRun.Agreement("CITY-WASTE", 3, 2, 0, 1);
        assertThat(dry.agreement()).containsExactly(expected);
        assertThat(run(file, false, new ArrayList<>()).agreement()).containsExactly(expected);
        assertThat(expected.share()).isEqualTo(2.0 / 3);
    }

    @Test
    void anAddressIsLookedUpWhereThereIsNoPoint() {
        run(
                file(
                        "1,2026-03-01 09:00,,,rubbish,x,书院街3号,,,open,,,",
                        "2,2026-03-01 09:00,,,rubbish,x,没人知道的地方,,,open,,,"),
                false,
                new ArrayList<>());

        Facts found = here().get(0).facts();
        assertThat(found.text(Field.LOCATION_KIND)).isEqualTo("address");
        assertThat(found.decimal(Field.ACCURACY_M)).isEqualTo(15);
        assertThat(found.text(Field.UNIT)).isEqualTo("S001");
        Facts unknown = here().get(1).facts();
        assertThat(unknown.text(Field.LOCATION_KIND)).isEqualTo("none");
        assertThat(unknown.text(Field.QUEUE_REASON)).isEqualTo("no_rule");
    }

    @Test
    void sensitiveRowsAreSealedOffAsIfTheyWereFiledHere() {
        run(file(closed(1, "East").replace("rubbish", "wages")), false, new ArrayList<>());

        assertThat(here().get(0).facts().flag(Field.SENSITIVE)).isTrue();
    }
}
