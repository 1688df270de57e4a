package org.servicemap.wardens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.Account;
import org.servicemap.attachments.media.CleanFile;
import org.servicemap.attachments.media.MediaException;
import org.servicemap.attachments.media.TestPictures;
import org.servicemap.http.Caller;
import org.servicemap.http.Problem;
import org.servicemap.http.Role;
import org.servicemap.requests.FieldTown;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** What phones send is stored once, whatever happens on the way; and who may send at all. */
@OnEveryDatabase
class FieldStoreTest {
    private static final AtomicInteger LOGINS = new AtomicInteger();
    private static final Caller LEAD = new Caller(1L, "lead", Set.of(Role.LEAD), "S001", null, null, false, Set.of());
    private static final Caller ELSEWHERE =
            new Caller(2L, "lead", Set.of(Role.LEAD), "S002", null, null, false, Set.of());
    private static final SyncJson.FieldWhereBody IN_GRID = where(FieldTown.LON, FieldTown.LAT, 12.0);
    private static final byte[] PHOTO = TestPictures.jpeg(120, 80, 1);

    /** Where that photo says that it was taken. */
    private static final SyncJson.FieldWhereBody AT_PHOTO = where(116.3975, 39.9087, 12.0);

    private final Database database;
    private final FieldTown town;
    private final FieldWork work;
    private Account account;
    private String token;
    private Caller phone;

    FieldStoreTest(Database database) {
        this.database = database;
        town = new FieldTown(database);
        work = new FieldWork(town.ground(30));
    }

    @BeforeEach
    void enrol() {
        account = warden();
        token = enrolled(account);
        phone = work.devices().callerOf(token);
    }

    private Account warden() {
        Account made = town.warden("warden-" + LOGINS.incrementAndGet());
        run(
                "INSERT INTO warden_assignments (id, account, duty, grid, first_day) VALUES (?, ?, 'warden', ?, '2026-01-01')",
                database.nextId(),
                made.id(),
                FieldTown.GRID);
        return made;
    }

    private String enrolled(Account whose) {
        return work.devices()
                .enrol(work.devices().invite(LEAD, whose.id()).token(), "手机")
                .token();
    }

    private void run(String statement, Object... values) {
        database.useTransaction(handle -> handle.execute(statement, values));
    }

    private long count(String query, Object value) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(query)
                        .bind(0, value)
                        .mapTo(Long.class)
                        .one());
    }

    private static SyncJson.FieldWhereBody where(double lon, double lat, @Nullable Double accuracy) {
        return new SyncJson.FieldWhereBody(lon, lat, accuracy, null, null, null);
    }

    /** A report with all that an item may have of one. */
    private SyncJson.FieldItemBody report(
            String key,
            String text,
            SyncJson.FieldWhereBody where,
            List<String> photos,
            SyncJson.@Nullable FieldSettledBody settled) {
        return new SyncJson.FieldItemBody(
                key,
                "report",
                foundAt().atOffset(ZoneOffset.UTC),
                "CITY-WASTE",
                text,
                where,
                photos,
                settled,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private SyncJson.FieldItemBody report(String text) {
        return report(key(), text, IN_GRID, List.of(), null);
    }

    private SyncJson.FieldItemBody visit(SyncJson.@Nullable FieldWhereBody where) {
        return visit(where, foundAt());
    }

    private SyncJson.FieldItemBody visit(SyncJson.@Nullable FieldWhereBody where, Instant foundAt) {
        return visit(FieldTown.GRID, where, foundAt);
    }

    private SyncJson.FieldItemBody visit(String grid, SyncJson.@Nullable FieldWhereBody where, Instant foundAt) {
        return new SyncJson.FieldItemBody(
                key(),
                "visit",
                foundAt.atOffset(ZoneOffset.UTC),
                null,
                null,
                where,
                null,
                null,
                grid,
                null,
                "a",
                "check",
                "fine",
                "都好",
                null,
                null,
                null);
    }

    private SyncJson.FieldItemBody task(long task, int version, String outcome, List<String> photos) {
        return task(task, version, outcome, photos, IN_GRID, foundAt());
    }

    private SyncJson.FieldItemBody task(
            long task,
            int version,
            String outcome,
            List<String> photos,
            SyncJson.@Nullable FieldWhereBody where,
            Instant foundAt) {
        return new SyncJson.FieldItemBody(
                key(),
                "task",
                foundAt.atOffset(ZoneOffset.UTC),
                null,
                null,
                where,
                photos,
                null,
                null,
                null,
                null,
                null,
                null,
                "看过了",
                Long.toString(task),
                version,
                outcome);
    }

    private Instant foundAt() {
        return town.now().minus(Duration.ofHours(5));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private SyncResult send(Caller from, SyncJson.FieldItemBody item) {
        return work.syncing().take(from, town.now(), List.of(item)).results().get(0);
    }

    private String upload(byte[] photo) {
        String key = key();
        Uploads uploads = work.uploads();
        uploads.begin(account.id(), UUID.fromString(key), photo.length, Uploads.sha256(photo));
        assertThat(uploads.put(account.id(), UUID.fromString(key), 0, photo).complete())
                .isTrue();
        return key;
    }

    private static String code(Runnable call) {
        try {
            call.run();
            return "";
        } catch (Problem e) {
            return e.errorCode().code();
        }
    }

    @Test
    void anItemThatManyCallsSendAtOnceIsStoredOnce() throws Exception {
        SyncJson.FieldItemBody item = report(key(), "满溢", IN_GRID, List.of(upload(PHOTO)), null);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<SyncResult>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            calls.add(threads.submit(() -> send(phone, item)));
        }
        List<SyncResult> results = new ArrayList<>();
        for (Future<SyncResult> call : calls) {
            results.add(call.get());
        }
        threads.shutdown();

        assertThat(results)
                .filteredOn(result -> result.status().equals("stored"))
                .hasSize(1);
        assertThat(results)
                .filteredOn(result -> result.status().equals("repeated"))
                .hasSize(5);
        assertThat(results.stream().map(SyncResult::number).distinct()).hasSize(1);
        assertThat(count("SELECT count(*) FROM field_reports WHERE account = ?", account.id()))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM field_items WHERE account = ?", account.id()))
                .isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherContentIsAConflictAndChangesNothing() {
        SyncJson.FieldItemBody item = report("满溢");
        SyncResult first = send(phone, item);

        SyncResult other = send(phone, report(item.key(), "别的事", IN_GRID, List.of(), null));

        assertThat(other.status()).isEqualTo("conflict");
        assertThat(other.code()).isEqualTo("key_reused");
        assertThat(send(phone, item).number()).isEqualTo(first.number());
        assertThat(count("SELECT count(*) FROM field_reports WHERE account = ?", account.id()))
                .isEqualTo(1);
    }

    /** The answer was lost after the commit: another phone of the account, or the same, sends it again. */
    @Test
    void aBatchThatIsSentAgainIsAnsweredAgainItemByItem() {
        List<SyncJson.FieldItemBody> items = List.of(report("一"), visit(IN_GRID), report("二"));
        List<SyncResult> first = work.syncing().take(phone, town.now(), items).results();
        Caller second = work.devices().callerOf(enrolled(account));

        List<SyncResult> again = work.syncing().take(second, town.now(), items).results();

        assertThat(first).extracting(SyncResult::status).containsOnly("stored");
        assertThat(again).extracting(SyncResult::status).containsOnly("repeated");
        assertThat(again)
                .extracting(SyncResult::number)
                .isEqualTo(first.stream().map(SyncResult::number).toList());
        assertThat(count("SELECT count(*) FROM field_visits WHERE account = ?", account.id()))
                .isEqualTo(1);
    }

    @Test
    void anItemWhosePhotoIsMissingWaitsAndTheOthersDoNot() {
        String missing = key();
        SyncJson.FieldItemBody item = report(key(), "满溢", IN_GRID, List.of(missing), null);
        List<SyncResult> results = work.syncing()
                .take(phone, town.now(), List.of(item, report("二")))
                .results();

        assertThat(results).extracting(SyncResult::status).containsExactly("refused", "stored");
        assertThat(results.get(0).code()).isEqualTo("upload_missing");
        work.uploads().begin(account.id(), UUID.fromString(missing), PHOTO.length, Uploads.sha256(PHOTO));
        assertThat(send(phone, item).code()).isEqualTo("upload_missing");
        work.uploads().put(account.id(), UUID.fromString(missing), 0, PHOTO);
        assertThat(send(phone, item).status()).isEqualTo("stored");
        assertThat(send(phone, report(key(), "别的", IN_GRID, List.of(missing), null))
                        .code())
                .isEqualTo("upload_used");
    }

    @Test
    void whatIsWrongIsRefusedWithItsFieldAndMayBeMendedUnderTheSameKey() {
        String key = key();
        SyncJson.FieldItemBody wrong = new SyncJson.FieldItemBody(
                key,
                "report",
                foundAt().atOffset(ZoneOffset.UTC),
                "NO-SUCH",
                "",
                IN_GRID,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);

        SyncResult refused = send(phone, wrong);

        assertThat(refused.code()).isEqualTo("unknown_category");
        assertThat(refused.field()).isEqualTo("category");
        assertThat(send(phone, report(key, "", IN_GRID, List.of(), null)).status())
                .isEqualTo("stored");
        assertThat(send(phone, report(key(), "x", where(500, 39.9, 1.0), List.of(), null))
                        .field())
                .isEqualTo("where.lon");
        assertThat(send(phone, report(key(), "x", where(116.42, 39.9, -1.0), List.of(), null))
                        .field())
                .isEqualTo("where.accuracy");
        assertThat(send(phone, report("not a key", "x", IN_GRID, List.of(), null))
                        .field())
                .isEqualTo("key");
    }

    @Test
    void settledOnTheSpotIsClosedWithItsProofAndTheHistoryHolds() {
        SyncJson.FieldSettledBody settled = new SyncJson.FieldSettledBody("已清理", List.of(upload(PHOTO)));
        SyncResult result = send(phone, report(key(), "", IN_GRID, List.of(), settled));

        assertThat(result.status()).as(result.toString()).isEqualTo("stored");
        assertThat(result.state()).isEqualTo("closed");
        long request = count("SELECT request FROM field_reports WHERE account = ? AND settled", account.id());
        assertThat(town.actions(request)).containsExactly("file", "settle_on_spot");
        assertThat(count("SELECT count(*) FROM attachments WHERE owner_kind = 'reply' AND owner = ?", request))
                .isEqualTo(1);
        assertThat(town.broken()).isEmpty();
        SyncJson.FieldSettledBody unproved = new SyncJson.FieldSettledBody("已清理", List.of());
        assertThat(send(phone, report(key(), "", IN_GRID, List.of(), unproved)).field())
                .isEqualTo("settled.photos");
        SyncJson.FieldItemBody secret = new SyncJson.FieldItemBody(
                key(),
                "report",
                foundAt().atOffset(ZoneOffset.UTC),
                "SAFE-CRIME",
                "",
                IN_GRID,
                null,
                new SyncJson.FieldSettledBody("好了", List.of(upload(PHOTO))),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        assertThat(send(phone, secret).code()).isEqualTo("not_settleable");
    }

    @Test
    void elsewhereIsAllowedAndMarkedAndSoAreAPhotoAndAClockThatDisagree() {
        String photo = upload(PHOTO);
        SyncResult outside = send(phone, report(key(), "远", where(116.4045, 39.918, 20.0), List.of(photo), null));
        SyncResult atPhoto = send(phone, report(key(), "近", AT_PHOTO, List.of(upload(PHOTO)), null));
        // the disc of the position touches the own grid: nobody can say that it is outside
        SyncResult unsure = send(phone, report(key(), "边", where(116.4175, 39.9072, 150.0), List.of(), null));

        assertThat(outside.outside()).isTrue();
        assertThat(outside.exifDiffers()).isTrue();
        assertThat(atPhoto.exifDiffers()).isFalse();
        assertThat(unsure.outside()).isFalse();
        SyncJson.FieldItemBody late = report("表快了");
        work.syncing().take(phone, town.now().plusSeconds(7200), List.of(late));
        assertThat(count("SELECT clock_off_s FROM field_reports WHERE key = CAST(? AS uuid)", late.key()))
                .isEqualTo(7200);
    }

    @Test
    void aPinThatWasMovedIsAPinAndThePhoneStaysWhereItWas() {
        SyncJson.FieldWhereBody moved = new SyncJson.FieldWhereBody(
                FieldTown.LON,
                FieldTown.LAT,
                null,
                true,
                new SyncJson.FieldPositionBody(116.3975, 39.9087, 10.0),
                null);
        SyncJson.FieldItemBody item = report(key(), "对面", moved, List.of(upload(PHOTO)), null);

        SyncResult result = send(phone, item);

        assertThat(result.exifDiffers()).isFalse();
        assertThat(result.outside()).isFalse();
        assertThat(count(
                        "SELECT count(*) FROM field_reports WHERE key = CAST(? AS uuid) AND moved AND lon = 116.3975",
                        item.key()))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM requests WHERE location_kind = 'pin' AND number = ?", result.number()))
                .isEqualTo(1);
    }

    private long openTask(@Nullable Long request) {
        long id = database.nextId();
        run(
                "INSERT INTO field_tasks (id, kind, origin, title, grid, request, due_on) VALUES (?, ?, 'staff', '看', ?, ?,"
                        + " '2026-03-05')",
                id,
                request == null ? "prevention" : "inspection",
                FieldTown.GRID,
                request == null ? null : (Object) request);
        return id;
    }

    @Test
    void ofTwoWhoDoATaskTheFirstIsTakenAndWhatTheSecondBroughtIsKept() {
        long task = openTask(null);
        Account other = warden();
        Caller second = work.devices().callerOf(enrolled(other));
        SyncJson.FieldItemBody late = task(task, 1, "not_found", List.of(upload(PHOTO)));

        assertThat(send(second, task(task, 1, "fine", List.of())).status()).isEqualTo("stored");
        SyncResult conflict = send(phone, late);

        assertThat(conflict.status()).isEqualTo("conflict");
        assertThat(conflict.code()).isEqualTo("task_done");
        assertThat(conflict.detail()).contains(other.name());
        assertThat(send(phone, late)).isEqualTo(conflict);
        assertThat(count("SELECT count(*) FROM field_tasks WHERE outcome = 'fine' AND id = ?", task))
                .isEqualTo(1);
        assertThat(count("SELECT cardinality(photos) FROM field_task_entries WHERE NOT taken AND task = ?", task))
                .isEqualTo(1);
        assertThat(send(phone, task(openTask(null), 2, "fine", List.of())).code())
                .isEqualTo("task_changed");
        assertThat(send(phone, task(12, 1, "fine", List.of())).code()).isEqualTo("unknown_task");
    }

    @Test
    void anInspectionThatIsNotFineIsNotedInTheRequestThatItLookedAt() {
        long request = town.file("CITY-WASTE");
        long task = openTask(request);

        SyncResult result = send(phone, task(task, 1, "not_fine", List.of(upload(PHOTO))));

        assertThat(result.state()).isEqualTo("done");
        assertThat(town.actions(request)).endsWith("note");
        assertThat(count("SELECT count(*) FROM attachments WHERE owner_kind = 'note' AND owner = ?", request))
                .isEqualTo(1);
        assertThat(town.broken()).isEmpty();
    }

    @Test
    void anUploadGoesOnWhereItBrokeOff() {
        Uploads uploads = work.uploads();
        UUID key = UUID.randomUUID();
        byte[] sha = Uploads.sha256(PHOTO);
        uploads.begin(account.id(), key, PHOTO.length, sha);

        assertThat(uploads.put(account.id(), key, 0, Arrays.copyOf(PHOTO, 500)).received())
                .isEqualTo(500);
        assertThat(code(() -> uploads.put(account.id(), key, 501, new byte[10])))
                .isEqualTo("upload_gap");
        assertThat(uploads.begin(account.id(), key, PHOTO.length, sha).received())
                .isEqualTo(500);
        assertThat(uploads.put(account.id(), key, 200, Arrays.copyOfRange(PHOTO, 200, 800))
                        .received())
                .isEqualTo(800);
        assertThat(uploads.put(account.id(), key, 0, Arrays.copyOf(PHOTO, 300)).received())
                .isEqualTo(800);
        Uploads.Progress whole = uploads.put(account.id(), key, 800, Arrays.copyOfRange(PHOTO, 800, PHOTO.length + 50));
        assertThat(whole.complete()).isTrue();
        assertThat(uploads.put(account.id(), key, 800, new byte[10])).isEqualTo(whole);
        isAsCleanedOnce(uploads, key);
        assertThat(code(() -> uploads.begin(account.id(), key, PHOTO.length, Uploads.sha256(new byte[1]))))
                .isEqualTo("upload_differs");
        assertThat(code(() -> uploads.progress(account.id() + 1, key))).isEqualTo("unknown_upload");
    }

    /** Also where a server before this one kept no thumbnail. */
    private void isAsCleanedOnce(Uploads uploads, UUID key) {
        CleanFile clean = CleanFile.of(PHOTO, false);
        for (int i = 0; i < 2; i++) {
            Uploads.Picture picture = uploads.picture(account.id(), key);
            assertThat(picture).isNotNull();
            assertThat(picture.file())
                    .usingRecursiveComparison()
                    .ignoringFields("position")
                    .isEqualTo(clean);
            assertThat(picture.row().exif()).isEqualTo(clean.position());
            database.useTransaction(handle -> assertThat(handle.execute(
                            "DELETE FROM field_upload_pieces WHERE upload = ? AND start > 0",
                            picture.row().id()))
                    .isLessThan(2));
        }
    }

    @Test
    void aPhotoThatArrivesDamagedBeginsAgainAndABadOneIsForgotten() {
        Uploads uploads = work.uploads();
        UUID key = UUID.randomUUID();
        uploads.begin(account.id(), key, PHOTO.length, Uploads.sha256(PHOTO));

        assertThat(code(() -> uploads.put(account.id(), key, 0, new byte[PHOTO.length])))
                .isEqualTo("upload_corrupt");
        assertThat(uploads.progress(account.id(), key).received()).isZero();
        assertThat(uploads.put(account.id(), key, 0, PHOTO).complete()).isTrue();
        UUID bad = UUID.randomUUID();
        byte[] text = "not a picture".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        uploads.begin(account.id(), bad, text.length, Uploads.sha256(text));
        assertThatThrownBy(() -> uploads.put(account.id(), bad, 0, text)).isInstanceOf(MediaException.class);
        assertThat(code(() -> uploads.progress(account.id(), bad))).isEqualTo("unknown_upload");
        assertThat(count(
                        "SELECT count(*) FROM field_upload_pieces p JOIN field_uploads u ON u.id = p.upload"
                                + " WHERE position('SECRET-OWNER' IN encode(sealed, 'escape')) > 0 AND u.account = ?",
                        account.id()))
                .isZero();
    }

    @Test
    void aLinkEnrolsOnePhoneOnceAndInTime() {
        String link = work.devices().invite(LEAD, account.id()).token();
        assertThat(work.devices().enrol(link, "a").account().id()).isEqualTo(account.id());
        assertThat(code(() -> work.devices().enrol(link, "b"))).isEqualTo("enrolment_used");
        assertThat(code(() -> work.devices().enrol("nothing", "b"))).isEqualTo("unknown_enrolment");
        assertThat(code(() -> work.devices().invite(ELSEWHERE, account.id()))).isEqualTo("out_of_scope");
        String late = work.devices().invite(LEAD, account.id()).token();
        town.advance(Duration.ofHours(25));
        assertThat(code(() -> work.devices().enrol(late, "b"))).isEqualTo("enrolment_expired");
    }

    @Test
    void aPhoneHearsWhyItIsOverAndOnlyARevokedOneIsToldToWipe() {
        String signedOut = enrolled(account);
        work.devices().signOut(work.devices().callerOf(signedOut));
        assertThat(code(() -> work.devices().callerOf(signedOut))).isEqualTo("device_signed_out");
        assertThat(code(() -> work.devices().callerOf("fd_nobody"))).isEqualTo("device_unknown");
        long id = Devices.device(phone);
        assertThat(code(() -> work.devices().revoke(ELSEWHERE, id))).isEqualTo("out_of_scope");
        assertThat(work.devices().revoke(LEAD, id).toldAt()).isNull();

        assertThat(code(() -> work.devices().callerOf(token))).isEqualTo("device_revoked");
        assertThat(work.devices().list(LEAD, account.id()))
                .filteredOn(device -> device.id() == id)
                .allSatisfy(device -> assertThat(device.toldAt()).isNotNull());
        Account locked = warden();
        String other = enrolled(locked);
        town.lock(locked);
        assertThat(code(() -> work.devices().callerOf(other))).isEqualTo("account_locked");
    }

    @Test
    void positionsGoAfterTheConfiguredDaysAndTheRestStays() {
        SyncJson.FieldItemBody report = report("满溢");
        send(phone, report);
        send(phone, visit(IN_GRID));
        town.advance(Duration.ofDays(29));
        work.sweep();
        assertThat(count("SELECT count(*) FROM field_visits WHERE lon IS NOT NULL AND account = ?", account.id()))
                .isEqualTo(1);
        town.advance(Duration.ofDays(2));
        work.sweep();

        assertThat(count("SELECT count(*) FROM field_visits WHERE lon IS NOT NULL AND account = ?", account.id()))
                .isZero();
        assertThat(count("SELECT count(*) FROM field_reports WHERE lon IS NOT NULL AND account = ?", account.id()))
                .isZero();
        // keys are kept longer: a phone that comes back late is still answered
        assertThat(send(phone, report).status()).isEqualTo("repeated");
    }

    /** The items of a round have places: who was at which of them at what hour would be a track. */
    @Test
    void afterTheConfiguredDaysAVisitSaysNeitherWhoNorAtWhichHour() {
        SyncJson.FieldItemBody placed = visit(IN_GRID);
        SyncJson.FieldItemBody unplaced = visit(null);
        send(phone, placed);
        send(phone, unplaced);
        List<Long> ids = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT id FROM field_visits WHERE account = :account")
                        .bind("account", account.id())
                        .mapTo(Long.class)
                        .list());
        Instant found = foundAt();
        town.advance(Duration.ofDays(31));
        assertThat(work.sweep()).contains("visits");

        assertThat(count("SELECT count(*) FROM field_visits WHERE account = ?", account.id()))
                .isZero();
        for (SyncJson.FieldItemBody each : List.of(placed, unplaced)) {
            assertThat(count("SELECT count(*) FROM field_visits WHERE key = ?", UUID.fromString(each.key())))
                    .isZero();
        }
        Instant day = LocalDate.ofInstant(found, work.day().zone())
                .atStartOfDay(work.day().zone())
                .toInstant();
        var kept = database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                SELECT id, kind, item, note FROM field_visits WHERE grid = :grid AND found_at = :day
                                  AND account IS NULL AND phone_at IS NULL AND clock_off_s IS NULL AND lon IS NULL
                                  AND arrived_at = :day
                                """)
                        .bind("grid", FieldTown.GRID)
                        .bind("day", day)
                        .mapToMap()
                        .list());
        assertThat(kept).hasSizeGreaterThanOrEqualTo(2).allSatisfy(row -> {
            assertThat(row).containsEntry("kind", "check").containsEntry("item", "a");
            long id = (Long) Objects.requireNonNull(row.get("id"));
            // an id tells the millisecond of its making
            assertThat(ids).hasSize(2).doesNotContain(id);
            byte[] note = (byte[]) Objects.requireNonNull(row.get("note"));
            assertThat(town.ground(30).keys().cipher().openBytes(note, VisitKeeping.context(id)))
                    .asString(java.nio.charset.StandardCharsets.UTF_8)
                    .isEqualTo("都好");
        });
        assertThat(work.sweep()).startsWith("0 positions, 0 visits");
    }

    @Test
    void photosThatWaitForTheirItemsAreSoManyAtMost() {
        UUID first = UUID.randomUUID();
        Uploads uploads = work.uploads();
        uploads.begin(account.id(), first, PHOTO.length, Uploads.sha256(PHOTO));
        run(
                "INSERT INTO field_uploads (id, account, key, bytes, sha256, touched_at) SELECT ? - n, ?, gen_random_uuid(), 9,"
                        + " '\\x00', ? FROM generate_series(1, ?) n",
                -database.nextId(),
                account.id(),
                town.now().atOffset(ZoneOffset.UTC),
                Uploads.MOST_WAITING - 1);

        assertThat(code(() -> uploads.begin(account.id(), UUID.randomUUID(), PHOTO.length, Uploads.sha256(PHOTO))))
                .isEqualTo("too_many_uploads");
        assertThat(uploads.begin(account.id(), first, PHOTO.length, Uploads.sha256(PHOTO))
                        .received())
                .isZero();
        assertThat(uploads.put(account.id(), first, 0, PHOTO).complete()).isTrue();
        run("DELETE FROM field_uploads WHERE account = ? AND key <> ?", account.id(), first);
        // begun again, a photo is kept for another 30 days
        town.advance(Duration.ofDays(29));
        uploads.begin(account.id(), first, PHOTO.length, Uploads.sha256(PHOTO));
        town.advance(Duration.ofDays(29));
        work.sweep();
        assertThat(uploads.progress(account.id(), first).complete()).isTrue();
    }

    private record Timed(Instant foundAt, Instant phoneAt, boolean doubtful) {}

    private Timed timed(String key) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT found_at, phone_at, doubtful FROM field_visits WHERE key = :key")
                        .bind("key", UUID.fromString(key))
                        .map((row, context) -> new Timed(
                                Objects.requireNonNull(DeviceStore.instant(row, "found_at")),
                                Objects.requireNonNull(DeviceStore.instant(row, "phone_at")),
                                row.getBoolean("doubtful")))
                        .one());
    }

    private Timed sent(Instant foundAt, Duration clockAhead) {
        SyncJson.FieldItemBody visit = visit(IN_GRID, foundAt);
        work.syncing().take(phone, town.now().plus(clockAhead), List.of(visit));
        return timed(visit.key());
    }

    @Test
    void aPhoneWithTheWrongClockVisitsNoGridInTheFuture() {
        Instant now = town.now().truncatedTo(ChronoUnit.SECONDS);
        Duration year = Duration.ofDays(365);
        Instant hourAgo = now.minus(Duration.ofHours(1));

        // a year ahead, and so when it sent: put right
        Timed right = sent(hourAgo.plus(year), year);
        assertThat(right.foundAt()).isBetween(hourAgo.minusSeconds(5), hourAgo.plusSeconds(5));
        assertThat(right.phoneAt()).isEqualTo(hourAgo.plus(year));
        assertThat(right.doubtful()).isFalse();
        // a year ahead, and put right before it sent: nobody knows when, but not after it arrived
        Timed doubtful = sent(now.plus(year), Duration.ZERO);
        assertThat(doubtful.foundAt()).isBetween(now.minusSeconds(5), now.plusSeconds(5));
        assertThat(doubtful.doubtful()).isTrue();
        // a minute off is no matter
        assertThat(sent(hourAgo, Duration.ofMinutes(1)).foundAt()).isEqualTo(hourAgo);
        FieldJson.FieldWorkJson read = database.inSnapshot(handle -> work.day().work(handle, phone));
        assertThat(read.coverage().get(0).lastVisitAt().toInstant()).isBeforeOrEqualTo(town.now());
    }

    @Test
    void aVisitElsewhereThanInItsGridSaysSo() {
        String strange = "99010100100101";
        Instant from = town.now().minus(Duration.ofHours(6));
        CoverageStore.Counts before = counts(FieldTown.GRID, from);
        CoverageStore.Counts strangeBefore = counts(strange, from);
        assertThat(send(phone, visit(where(116.4045, 39.918, 20.0))).outside()).isTrue();
        assertThat(send(phone, visit(null)).outside()).isFalse();
        send(phone, visit(IN_GRID));
        send(phone, visit(strange, null, foundAt()));

        CoverageStore.Counts after = counts(FieldTown.GRID, from);
        assertThat(after.check() - before.check()).isEqualTo(3);
        assertThat(after.outside() - before.outside()).isEqualTo(1);
        assertThat(after.unplaced() - before.unplaced()).isEqualTo(1);
        assertThat(after.foreign() - before.foreign()).isZero();
        assertThat(counts(strange, from).foreign() - strangeBefore.foreign()).isEqualTo(1);
    }

    /** The phone had no network when the grids were drawn anew. */
    @Test
    void aVisitInAGridThatIsNoMoreIsKeptWhereItWasMade() {
        String gone = "gone-" + LOGINS.incrementAndGet();
        anEarlierVersionHad(gone);
        LocalDate today = work.day().today();
        run(
                "INSERT INTO warden_assignments (id, account, duty, grid, first_day, last_day, moved_on)"
                        + " VALUES (?, ?, 'warden', ?, '2026-01-01', ?, ?)",
                database.nextId(),
                account.id(),
                gone,
                today.minusDays(10),
                today.minusDays(9));
        SyncJson.FieldItemBody there = visit(gone, IN_GRID, foundAt());
        SyncJson.FieldItemBody silent = visit(gone, null, foundAt());
        SyncJson.FieldItemBody far = visit(gone, where(116.4045, 39.918, 20.0), foundAt());

        assertThat(send(phone, there).outside()).isFalse();
        assertThat(send(phone, silent).status()).isEqualTo("stored");
        assertThat(send(phone, far).outside()).isTrue();
        assertThat(send(phone, visit("nowhere", null, foundAt())).field()).isEqualTo("grid");

        String kept = "SELECT count(*) FROM field_visits WHERE theirs AND key = CAST(? AS uuid) AND grid = ";
        assertThat(count(kept + "'" + FieldTown.GRID + "'", there.key())).isEqualTo(1);
        assertThat(count(kept + "'" + gone + "'", silent.key())).isEqualTo(1);
        assertThat(count(kept + "'" + gone + "'", far.key())).isEqualTo(1);
        run("DELETE FROM area_versions WHERE label = ?", gone);
    }

    /** As the grid of today is, by another code. */
    private void anEarlierVersionHad(String code) {
        run("""
                INSERT INTO area_versions (id, label, status, effective_from, effective_to, content_hash, origin_lon, origin_lat, grid_k,
                    levels, area_count, published_at)
                SELECT ?, ?, 'retired', '2001-01-01', '2001-01-01', '', origin_lon, origin_lat, grid_k, levels, 1, published_at
                FROM area_versions WHERE published_at IS NOT NULL LIMIT 1
                """, -LOGINS.incrementAndGet(), code);
        run("""
                INSERT INTO areas (version_id, ordinal, level, code, name, attributes, area_m2, label_lon, label_lat, min_lon, min_lat,
                    max_lon, max_lat, shape_hash)
                SELECT v.id, 0, a.level, ?, a.name, a.attributes, a.area_m2, a.label_lon, a.label_lat, a.min_lon, a.min_lat,
                    a.max_lon, a.max_lat, a.shape_hash
                FROM area_versions v, areas a WHERE v.label = ? AND a.code = ? AND a.version_id <> v.id LIMIT 1
                """, code, code, FieldTown.GRID);
    }

    private CoverageStore.Counts counts(String grid, Instant from) {
        return database.inSnapshot(handle -> new CoverageStore()
                .counts(handle, List.of(grid), from, town.now().plusSeconds(60))
                .getOrDefault(grid, CoverageStore.Counts.NONE));
    }

    /** What is looked after once a week or a month is done for that long, not for a day. */
    @Test
    void aPhoneHearsWhatWasVisitedInTheWeekOrMonthOfItsPlan() {
        long month = plan("month");
        long week = plan("week");
        long day = plan("day");
        LocalDate today = work.day().today();
        Instant first = today.withDayOfMonth(1)
                .atStartOfDay(work.day().zone())
                .toInstant()
                .plusSeconds(3600);
        Instant monday = Assignments.monday(today)
                .atStartOfDay(work.day().zone())
                .toInstant()
                .plusSeconds(3600);
        for (long plan : List.of(month, week, day)) {
            seen(plan, first.minusSeconds(7200));
            seen(plan, first);
            seen(plan, monday.minusSeconds(7200));
            seen(plan, monday);
        }
        List<FieldJson.FieldVisitJson> visits =
                database.inSnapshot(handle -> work.day().work(handle, phone)).visits();

        assertThat(lastOf(visits, month)).isEqualTo(monday.isAfter(first) ? monday : first);
        assertThat(lastOf(visits, week)).isEqualTo(first.isAfter(monday) ? first : monday);
        assertThat(visits.stream()
                        .filter(visit -> Long.toString(day).equals(visit.plan()))
                        .map(visit -> LocalDate.ofInstant(
                                visit.foundAt().toInstant(), work.day().zone())))
                .allMatch(today::equals);
        run("UPDATE patrol_plans SET active = false WHERE id IN (?, ?, ?)", month, week, day);
    }

    private static @Nullable Instant lastOf(List<FieldJson.FieldVisitJson> visits, long plan) {
        return visits.stream()
                .filter(visit -> Long.toString(plan).equals(visit.plan()))
                .map(visit -> visit.foundAt().toInstant())
                .max(Instant::compareTo)
                .orElse(null);
    }

    private long plan(String every) {
        long id = database.nextId();
        run(
                "INSERT INTO patrol_plans (id, grid, name, every, items) VALUES (?, ?, '{}', ?, '[]')",
                id,
                FieldTown.GRID,
                every);
        return id;
    }

    private void seen(long plan, Instant at) {
        run(
                "INSERT INTO field_visits (id, account, key, grid, plan, item, kind, finding, found_at, arrived_at)"
                        + " VALUES (?, ?, ?, ?, ?, 'a', 'check', 'fine', ?, ?)",
                database.nextId(),
                account.id(),
                UUID.randomUUID(),
                FieldTown.GRID,
                plan,
                at.atOffset(ZoneOffset.UTC),
                at.atOffset(ZoneOffset.UTC));
    }

    @Test
    void whoStandsInDoesWhatWasGivenToTheOneAwayInThatGrid() {
        Account away = warden();
        long here = personal(away, FieldTown.GRID);
        long elsewhere = personal(away, "99010100100101");
        assertThat(taskIds()).doesNotContain(Long.toString(here));
        assertThat(send(phone, task(here, 1, "fine", List.of())).code()).isEqualTo("out_of_scope");
        run(
                "INSERT INTO warden_assignments (id, account, duty, grid, first_day, substitute_for)"
                        + " VALUES (?, ?, 'steward', ?, ?, ?)",
                database.nextId(),
                account.id(),
                FieldTown.GRID,
                work.day().today(),
                away.id());

        assertThat(taskIds()).contains(Long.toString(here)).doesNotContain(Long.toString(elsewhere));
        assertThat(send(phone, task(here, 1, "fine", List.of())).status()).isEqualTo("stored");
        assertThat(send(phone, task(elsewhere, 1, "fine", List.of())).code()).isEqualTo("out_of_scope");
    }

    @Test
    void anAnswerToATaskSaysWherePhoneAndPhotoWereAndWhatItsClockIsWorth() {
        Instant now = town.now().truncatedTo(ChronoUnit.SECONDS);
        long elsewhere = openTask(null);
        SyncResult result = send(
                phone, task(elsewhere, 1, "fine", List.of(upload(PHOTO)), where(116.4045, 39.918, 20.0), foundAt()));
        assertThat(result.outside()).isTrue();
        TaskStore.Answer far = answer(elsewhere);
        assertThat(List.of(far.outside(), far.exifDiffers())).containsOnly(true);
        assertThat(List.of(far.unplaced(), far.doubtful())).containsOnly(false);
        long silent = openTask(null);
        send(phone, task(silent, 1, "fine", List.of(), null, now.plus(Duration.ofDays(2))));
        TaskStore.Answer doubted = answer(silent);
        assertThat(List.of(doubted.unplaced(), doubted.doubtful())).containsOnly(true);
        assertThat(doubted.foundAt()).isEqualTo(doubted.arrivedAt()).isEqualTo(done(silent));
        long ahead = openTask(null);
        Duration year = Duration.ofDays(365);
        work.syncing()
                .take(
                        phone,
                        town.now().plus(year),
                        List.of(task(ahead, 1, "fine", List.of(), IN_GRID, now.plus(year))));
        TaskStore.Answer right = answer(ahead);
        assertThat(done(ahead)).isBetween(now.minusSeconds(5), now.plusSeconds(5));
        assertThat(right.clockOff()).isEqualTo((int) year.toSeconds());
        assertThat(List.of(right.outside(), right.exifDiffers(), right.doubtful(), right.unplaced()))
                .containsOnly(false);
        town.advance(Duration.ofDays(31));
        work.sweep();
        assertThat(count("""
                        SELECT count(*) FROM field_task_entries WHERE coalesce(lon, accuracy_m, exif_off_m, clock_off_s) IS NOT NULL
                          AND account = ?
                        """, account.id())).isZero();
        assertThat(answer(elsewhere).outside()).isTrue();
    }

    private TaskStore.Answer answer(long task) {
        return database.inSnapshot(handle -> new TaskStore().answers(handle, task))
                .get(0);
    }

    private Instant done(long task) {
        return java.util.Objects.requireNonNull(database.inSnapshot(handle -> new TaskStore().find(handle, task))
                .orElseThrow()
                .task()
                .doneAt());
    }

    @Test
    void aStrangerNeitherWritesIntoATaskNorHearsWhoDidIt() {
        Caller stranger = work.devices().callerOf(enrolled(town.warden("warden-" + LOGINS.incrementAndGet())));
        long changed = openTask(null);
        long done = openTask(null);
        send(phone, task(done, 1, "fine", List.of()));

        List<SyncResult> refused = List.of(
                send(stranger, task(changed, 7, "fine", List.of())), send(stranger, task(done, 1, "fine", List.of())));

        assertThat(refused).extracting(SyncResult::code).containsOnly("out_of_scope");
        assertThat(refused).noneMatch(each -> String.valueOf(each.detail()).contains(account.name()));
        assertThat(count("SELECT count(*) FROM field_task_entries WHERE account = ?", stranger.account()))
                .isZero();
    }

    @Test
    void whatTheFormerAssigneeBringsLateIsKeptAlsoWithoutTheGrid() {
        Account former = town.warden("warden-" + LOGINS.incrementAndGet());
        Caller late = work.devices().callerOf(enrolled(former));
        long task = personal(former, FieldTown.GRID);
        TaskStore tasks = new TaskStore();
        LocalDate due = LocalDate.of(2030, 1, 1);
        database.useTransaction(handle -> tasks.change(handle, task, "看看", "", account.id(), due));
        database.useTransaction(handle -> tasks.change(handle, task, "看", "", account.id(), due));

        assertThat(send(late, task(task, 1, "not_found", List.of())).code()).isEqualTo("task_changed");
        assertThat(send(late, task(task, 3, "not_found", List.of())).code()).isEqualTo("out_of_scope");
        assertThat(count("SELECT cardinality(formers) FROM field_tasks WHERE id = ?", task))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM field_task_entries WHERE NOT taken AND task = ?", task))
                .isEqualTo(1);
    }

    private List<String> taskIds() {
        return database.inSnapshot(handle -> work.day().work(handle, phone)).tasks().stream()
                .map(FieldJson.FieldWorkTaskJson::id)
                .toList();
    }

    private long personal(Account whose, String grid) {
        long id = database.nextId();
        run(
                "INSERT INTO field_tasks (id, kind, origin, title, grid, account, due_on)"
                        + " VALUES (?, 'prevention', 'staff', '看看', ?, ?, '2030-01-01')",
                id,
                grid,
                whose.id());
        return id;
    }
}
