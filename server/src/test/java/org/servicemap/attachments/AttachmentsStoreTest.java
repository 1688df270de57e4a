package org.servicemap.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.attachments.media.CleanFile;
import org.servicemap.attachments.media.TestPictures;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

@OnEveryDatabase
class AttachmentsStoreTest {
    private static final AttachmentOwner REQUEST = new AttachmentOwner("request", 42);
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private final Database database;

    @TempDir
    Path folder;

    private Keyset keys;
    private Attachments attachments;

    AttachmentsStoreTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        database.useTransaction(handle -> handle.execute("DELETE FROM attachments"));
        keys = Keyset.openOrCreate(folder.resolve("keys"));
        attachments = at(NOW);
    }

    private Attachments at(Instant instant) {
        return new Attachments(
                database, new AttachmentDirectory(folder.resolve("files")), keys, Clock.fixed(instant, ZoneOffset.UTC));
    }

    private Uploaded upload(int width) {
        CleanFile file = CleanFile.of(TestPictures.jpeg(width, 40, 1), false);
        return database.inTransaction(handle -> attachments.store(handle, file, null));
    }

    private void tie(Uploaded uploaded, AttachmentOwner owner) {
        database.useTransaction(handle -> attachments.tie(handle, uploaded.ref().id(), uploaded.token(), owner));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("files"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void whatIsStoredIsSealedAndComesBack() throws IOException {
        Uploaded uploaded = upload(60);
        tie(uploaded, REQUEST);
        CleanFile file = CleanFile.of(TestPictures.jpeg(60, 40, 1), false);
        assertThat(attachments.open(uploaded.ref().id()).bytes()).isEqualTo(file.content());
        assertThat(attachments.thumbnail(uploaded.ref().id()).bytes()).isEqualTo(file.thumbnail());
        assertThat(files()).hasSize(2);
        for (Path sealed : files()) {
            assertThat(new String(Files.readAllBytes(sealed), StandardCharsets.ISO_8859_1))
                    .doesNotContain("JFIF");
        }
        List<AttachmentRef> tied = database.inTransaction(handle -> attachments.of(handle, REQUEST));
        assertThat(tied).containsExactly(uploaded.ref());
        assertThat(attachments.ownerOf(uploaded.ref().id())).isEqualTo(REQUEST);
    }

    @Test
    void aTokenTiesOnceAndOnlyItsOwnUpload() {
        Uploaded one = upload(61);
        Uploaded other = upload(62);
        Uploaded forged = new Uploaded(one.ref(), other.token(), one.expiresAt(), null);
        assertUnknown(() -> tie(forged, REQUEST));
        assertUnknown(() -> attachments.ownerOf(one.ref().id()));
        tie(one, REQUEST);
        assertUnknown(() -> tie(one, new AttachmentOwner("request", 43)));
        assertThat(attachments.ownerOf(one.ref().id())).isEqualTo(REQUEST);
    }

    @Test
    void aLooseUploadExpires() throws IOException {
        Uploaded uploaded = upload(63);
        Uploaded kept = upload(64);
        tie(kept, REQUEST);
        Attachments later = at(NOW.plus(Attachments.LOOSE));
        assertUnknown(() -> database.useTransaction(
                handle -> later.tie(handle, uploaded.ref().id(), uploaded.token(), REQUEST)));
        age();
        assertThat(later.sweep(Duration.ofHours(1))).isEqualTo(new Attachments.Sweep(1, 2));
        assertThat(files()).hasSize(2);
        assertThat(attachments.open(kept.ref().id()).bytes()).isNotEmpty();
    }

    @Test
    void aFileWhoseTransactionFailedIsSweptAndYoungOnesStay() throws IOException {
        CleanFile file = CleanFile.of(TestPictures.jpeg(65, 40, 1), false);
        assertThatThrownBy(() -> database.useTransaction(handle -> {
                    attachments.store(handle, file, null);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(files()).hasSize(2);
        Attachments now = at(Instant.now());
        assertThat(now.sweep(Duration.ofHours(1)).orphans()).isZero();
        Path broken = Files.writeString(files().get(0).resolveSibling("x.new"), "half");
        age();
        assertThat(now.sweep(Duration.ofHours(1)).orphans()).isEqualTo(2);
        assertThat(files()).isEmpty();
        assertThat(broken).doesNotExist();
    }

    @Test
    void twoOfTheSameContentShareAFileUntilBothAreGone() throws IOException {
        Uploaded one = upload(66);
        Uploaded two = upload(66);
        tie(one, REQUEST);
        tie(two, new AttachmentOwner("request", 44));
        assertThat(files()).hasSize(2);
        age();
        database.useTransaction(handle -> attachments.delete(handle, REQUEST));
        assertThat(at(Instant.now()).sweep(Duration.ZERO).orphans()).isZero();
        assertThat(attachments.open(two.ref().id()).bytes()).isNotEmpty();
        database.useTransaction(handle -> attachments.delete(handle, new AttachmentOwner("request", 44)));
        assertThat(at(Instant.now()).sweep(Duration.ZERO).orphans()).isEqualTo(2);
    }

    /** The file is an orphan by its row, but somebody is about to commit one that names it. */
    @Test
    void aSweepLeavesAloneWhatIsBeingWritten() throws IOException {
        CleanFile file = CleanFile.of(TestPictures.jpeg(67, 40, 1), false);
        Uploaded uploaded = database.inTransaction(handle -> {
            Uploaded writing = attachments.store(handle, file, null);
            age();
            assertThat(inOtherThread(
                            () -> at(Instant.now()).sweep(Duration.ZERO).orphans()))
                    .isZero();
            return writing;
        });
        tie(uploaded, REQUEST);
        assertThat(attachments.open(uploaded.ref().id()).bytes()).isEqualTo(file.content());
    }

    private static int inOtherThread(java.util.function.Supplier<Integer> work) {
        return java.util.concurrent.CompletableFuture.supplyAsync(work).join();
    }

    @Test
    void aSwappedOrLostFileIsNoticed() throws IOException {
        Uploaded one = upload(68);
        List<Path> ofOne = files();
        upload(69);
        Path other = files().stream()
                .filter(file -> !ofOne.contains(file))
                .findFirst()
                .orElseThrow();
        for (Path file : ofOne) {
            Files.copy(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        assertThatThrownBy(() -> attachments.open(one.ref().id()))
                .isInstanceOf(org.servicemap.accounts.personal.PersonalDataException.class);
        for (Path file : ofOne) {
            Files.delete(file);
        }
        assertThatThrownBy(() -> attachments.open(one.ref().id()))
                .isInstanceOfSatisfying(
                        AttachmentException.class, e -> assertThat(e.code()).isEqualTo(AttachmentException.LOST));
    }

    /** Makes all files an old day's, so that a sweep looks at them. */
    private void age() {
        try {
            for (Path file : files()) {
                Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(2))));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertUnknown(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        AttachmentException.class, e -> assertThat(e.code()).isEqualTo(AttachmentException.UNKNOWN));
    }
}
