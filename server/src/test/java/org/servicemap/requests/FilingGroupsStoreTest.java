package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.servicemap.Until;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.http.Idempotency;
import org.servicemap.requests.history.HeadSigner;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Filings that are written together are what they are alone; one that cannot be written does not hurt the others. */
@OnEveryDatabase
@Timeout(60)
class FilingGroupsStoreTest {
    private static final int PHONES = 1_390_000_000;

    private final Database database;
    private final Town town;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FilingGroupsStoreTest(Database database) {
        this.database = database;
        town = Town.in(database);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static Filing filing(String text, @Nullable Contact contact) {
        Filing usual = Town.filing("CITY-WASTE", Town.pin(116.4215, 39.9072, null), contact);
        return new Filing(
                usual.channel(),
                null,
                null,
                usual.kind(),
                usual.category(),
                null,
                text,
                usual.where(),
                usual.places(),
                contact,
                "zh",
                List.of(),
                null);
    }

    private static Contact contact(String name, int n) {
        return new Contact(false, name, Integer.toString(PHONES + n) + n % 10, null, null);
    }

    /** Files all at the same moment: the first ones cannot read who asks until the last ones wait. */
    private List<CompletableFuture<Receipt>> together(List<Filing> filings, Runnable meanwhile) {
        return atOnce(
                filings.stream()
                        .map(filing -> (Supplier<Receipt>) () -> town.intake.file(filing, Author.PETITIONER))
                        .toList(),
                meanwhile);
    }

    private List<CompletableFuture<Receipt>> atOnce(List<Supplier<Receipt>> filings, Runnable meanwhile) {
        List<CompletableFuture<Receipt>> all = new ArrayList<>();
        database.useTransaction(handle -> {
            handle.execute("LOCK TABLE petitioners IN ACCESS EXCLUSIVE MODE");
            filings.forEach(filing -> all.add(CompletableFuture.supplyAsync(filing, threads)));
            Until.is("filings wait", () -> town.intake.waiting() >= filings.size() - FilingGroups.PLACES);
            CompletableFuture.runAsync(meanwhile, threads).join();
        });
        return all;
    }

    private static List<Filing> good(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(n -> filing("垃圾没人清理 " + n, contact("李雷", n)))
                .toList();
    }

    private static final Runnable NOTHING = () -> {};

    private int count(String from, Receipt receipt) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + from)
                        .bind("id", receipt.request().id())
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void allOfAGroupAreStoredAsTheyWouldBeAlone() {
        Receipt alone = town.intake.file(filing("垃圾没人清理", contact("韩梅梅", 1)), Author.PETITIONER);

        List<Receipt> receipts = together(good(10, 12), NOTHING).stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(receipts.stream().map(receipt -> receipt.request().number().digits()))
                .doesNotHaveDuplicates();
        for (Receipt receipt : receipts) {
            for (String table : List.of(
                    "requests WHERE id = :id",
                    "request_events WHERE request_id = :id",
                    "request_values WHERE request_id = :id",
                    "request_parties WHERE request_id = :id",
                    "request_clocks WHERE request_id = :id",
                    "request_decisions WHERE request_id = :id",
                    "outbox WHERE request = :id",
                    "changes WHERE topic = 'requests' AND key = CAST(CAST(:id AS bigint) AS text)")) {
                assertThat(count(table, receipt)).as(table).isEqualTo(count(table, alone));
            }
            assertThat(receipt.request().facts().text(Field.UNIT))
                    .isEqualTo(alone.request().facts().text(Field.UNIT));
        }
        assertThat(transactions(receipts)).hasSize(FilingGroups.PLACES + 1);
        whole();
    }

    /** In which the first events were written. */
    private Set<String> transactions(List<Receipt> receipts) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT DISTINCT xid::text FROM request_events WHERE seq = 1 AND request_id = ANY(:ids)")
                        .bindArray(
                                "ids",
                                Long.class,
                                receipts.stream()
                                        .map(each -> each.request().id())
                                        .toArray())
                        .mapTo(String.class)
                        .set());
    }

    /** Rows equal their events, chains hold, words are those that were committed to. */
    private void whole() {
        Heads heads = new Heads(database, new HeadSigner(new byte[32]), town.clock);
        assertThat(new HistoryCheck(database, town.store, heads).run().broken()).isNull();
    }

    @Test
    void oneThatCannotBeWrittenFailsAlone() {
        List<Filing> filings = new ArrayList<>(good(30, 6));
        filings.add(4, filing("no database takes a zero: \0", contact("李雷", 39)));
        filings.add(5, filing("nor is this a phone", new Contact(false, "李雷", "12", null, null)));

        List<CompletableFuture<Receipt>> all = together(filings.subList(0, 5), NOTHING);
        List<CompletableFuture<Receipt>> more = together(filings.subList(6, 8), NOTHING);

        assertThatThrownBy(() -> all.get(4).join()).hasMessageContaining("22021");
        assertThatThrownBy(() -> town.intake.file(filings.get(5), Author.PETITIONER))
                .isInstanceOf(RequestException.class);
        all.subList(0, 4)
                .forEach(each -> assertThat(count("requests WHERE id = :id", each.join()))
                        .isEqualTo(1));
        more.forEach(each ->
                assertThat(count("requests WHERE id = :id", each.join())).isEqualTo(1));
        whole();
    }

    @Test
    void onePersonWhoFilesTwiceInAGroupIsOnePetitioner() {
        Contact one = contact("王芳", 50);
        List<Filing> filings = new ArrayList<>(
                IntStream.range(0, 8).mapToObj(n -> filing("又是垃圾 " + n, one)).toList());
        filings.add(filing("别的垃圾", contact("赵强", 51)));

        List<Long> petitioners = together(filings, NOTHING).stream()
                .map(each ->
                        Objects.requireNonNull(each.join().request().facts().number(Field.PETITIONER)))
                .toList();

        // those that were begun alone do not know of each other
        assertThat(petitioners.subList(0, 8).stream().distinct()).hasSizeLessThanOrEqualTo(FilingGroups.PLACES + 1);
        assertThat(petitioners.get(8)).isNotIn(petitioners.subList(0, 8));
    }

    @Test
    void aGroupThatMeetsANewVersionOfTheAreasIsResolvedAgain() {
        List<String> next = new ArrayList<>();

        List<CompletableFuture<Receipt>> all =
                together(good(70, 8), () -> next.add(String.valueOf(switched().id())));

        // the first ones had made sure of the version before
        assertThat(all.stream()
                        .map(each -> each.join().request().facts().text(Field.AREA_VERSION))
                        .filter(next.get(0)::equals))
                .hasSizeGreaterThanOrEqualTo(8 - FilingGroups.PLACES);
        whole();
    }

    private synchronized AreaVersion switched() {
        AreaVersions versions = new AreaVersions(database, List.of());
        AreaVersion former = versions.on(LocalDate.now());
        LocalDate from = former.effectiveFrom().plusDays(1);
        AreaVersion next = versions.createDraft(new AreaVersions.Draft(
                versions.coverage(former.id()), versions.overlays(former.id()), "next", from, "", ImportReport.EMPTY));
        versions.publish(next.id(), from, true);
        return next;
    }

    @Test
    void manyAtOnceAreAllThereOnce() {
        List<CompletableFuture<Receipt>> all = good(100, 150).stream()
                .map(filing ->
                        CompletableFuture.supplyAsync(() -> town.intake.file(filing, Author.PETITIONER), threads))
                .toList();

        assertThat(all.stream().map(each -> each.join().request().number().digits()))
                .hasSize(150)
                .doesNotHaveDuplicates();
        assertThat(all.stream().map(each -> each.join().request().id()))
                .allSatisfy(id -> assertThat(database.jdbi().withHandle((Handle handle) -> town.store.find(handle, id)))
                        .isPresent());
        whole();
    }

    private Supplier<Receipt> once(String key, Filing filing, byte... asked) {
        Idempotency.Call call = new Idempotency.Call("fileRequest|null", key, asked);
        return () -> town.intake.file(
                filing,
                Author.PETITIONER,
                new FilingGroups.Keeping(
                        call,
                        receipt -> new Idempotency.Kept(
                                201,
                                "application/json",
                                receipt.request().number().digits().getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void whatIsRepeatedWithinAGroupIsFiledOnceAndAnsweredAlike() {
        List<Filing> filings = good(400, 3);
        List<Supplier<Receipt>> calls = List.of(
                () -> town.intake.file(good(410, 1).get(0), Author.PETITIONER),
                () -> town.intake.file(good(411, 1).get(0), Author.PETITIONER),
                once("key-one-of-group", filings.get(0), (byte) 1),
                once("key-one-of-group", filings.get(0), (byte) 1),
                once("key-two-of-group", filings.get(1), (byte) 2),
                once("key-one-of-group", filings.get(0), (byte) 1),
                once("key-one-of-group", filings.get(2), (byte) 3));

        List<CompletableFuture<Receipt>> all = atOnce(calls, NOTHING);

        Map<String, Integer> outcomes = new TreeMap<>();
        List<String> numbers = new ArrayList<>();
        for (CompletableFuture<Receipt> each : List.of(all.get(2), all.get(3), all.get(5), all.get(6))) {
            String outcome = each.handle((receipt, fault) -> {
                        if (receipt != null) {
                            numbers.add(receipt.request().number().digits());
                            return "filed";
                        }
                        return String.valueOf(fault.getCause().getClass().getSimpleName());
                    })
                    .join();
            outcomes.merge(outcome, 1, Integer::sum);
        }
        assertThat(outcomes.get("filed")).isEqualTo(1);
        assertThat(outcomes.getOrDefault("RepeatedException", 0) + outcomes.getOrDefault("KeyReusedException", 0))
                .isEqualTo(3);
        assertThat(all.get(4).join().request().number().digits()).isNotIn(numbers);
        assertThatThrownBy(
                        () -> once("key-two-of-group", filings.get(1), (byte) 2).get())
                .isInstanceOf(Idempotency.RepeatedException.class);
        assertThatThrownBy(
                        () -> once("key-two-of-group", filings.get(1), (byte) 9).get())
                .isInstanceOf(Idempotency.KeyReusedException.class);
        int stored = database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM request_values WHERE value IN ('垃圾没人清理 400', '垃圾没人清理 402')")
                        .mapTo(Integer.class)
                        .one());
        assertThat(stored).isEqualTo(1);
        whole();
    }

    @Test
    void aFilingWithinATransactionBelongsToIt() {
        List<Receipt> undone = new ArrayList<>();
        assertThatThrownBy(() -> database.useTransaction(handle -> {
                    undone.add(town.intake.file(filing("nobody will see this", null), Author.PETITIONER));
                    throw new IllegalStateException("undo");
                }))
                .hasMessage("undo");
        assertThat(count("requests WHERE id = :id", undone.get(0))).isZero();
    }
}
