package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEveryDatabase
class KnownSchemaStoreTest {
    private static final KnownSchema THIS = new KnownSchema("7-1-a", false);

    private final Database database;

    KnownSchemaStoreTest(Database database) {
        this.database = database;
    }

    @Test
    void theSameProgramFindsItsNote() {
        try (Handle handle = database.aside()) {
            handle.begin();
            THIS.note(handle, 61);
            assertThat(THIS.upToDate(handle)).hasValue(61);
            handle.rollback();
        }
    }

    @Test
    void anotherProgramOrAnotherKindOfDatabaseLooksForItself() {
        try (Handle handle = database.aside()) {
            handle.begin();
            THIS.note(handle, 61);
            assertThat(new KnownSchema("7-1-b", false).upToDate(handle)).isEmpty();
            assertThat(new KnownSchema("7-1-a", true).upToDate(handle)).isEmpty();
            handle.rollback();
        }
    }

    @Test
    void aHistoryThatIsNotTheOneNotedIsLookedAt() {
        try (Handle handle = database.aside()) {
            handle.begin();
            THIS.note(handle, 61);
            handle.execute("UPDATE schema_history SET checksum = checksum + 1 WHERE version = '1'");
            assertThat(THIS.upToDate(handle)).as("another checksum").isEmpty();
            THIS.note(handle, 61);
            handle.execute(
                    "INSERT INTO schema_history (installed_rank, version, description, type, script, installed_by,"
                            + " execution_time, success) VALUES (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 'x', 1, true)");
            assertThat(THIS.upToDate(handle)).as("one more").isEmpty();
            handle.rollback();
        }
    }

    @Test
    void nothingIsKnownWithoutANoteOrOfAnotherText() {
        try (Handle handle = database.aside()) {
            handle.begin();
            handle.execute("COMMENT ON TABLE schema_history IS NULL");
            assertThat(THIS.upToDate(handle)).isEmpty();
            handle.execute("COMMENT ON TABLE schema_history IS 'ours'");
            assertThat(THIS.upToDate(handle)).isEmpty();
            handle.rollback();
        }
    }

    @Test
    void aProgramIsKnownByItsFile(@TempDir Path folder) throws IOException {
        assertThat(KnownSchema.ofThisProgram(false)).as("run from classes").isEmpty();
        Path one = Files.writeString(folder.resolve("one"), "abc");
        Path other = Files.writeString(folder.resolve("other"), "abd");
        FileTime time = FileTime.fromMillis(1_700_000_000_000L);
        Files.setLastModifiedTime(one, time);
        Files.setLastModifiedTime(other, time);
        assertThat(KnownSchema.of(one, false)).isEqualTo(KnownSchema.of(one, false));
        assertThat(KnownSchema.of(one, false)).isNotEqualTo(KnownSchema.of(other, false));
        Files.setLastModifiedTime(one, FileTime.fromMillis(1_700_000_000_001L));
        assertThat(KnownSchema.of(one, false).program()).startsWith("3-1700000000001-");
    }
}
