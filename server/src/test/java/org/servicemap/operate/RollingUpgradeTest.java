package org.servicemap.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;
import org.servicemap.storage.DatabaseSettings;
import org.servicemap.storage.StorageException;
import org.servicemap.storage.TestDatabases;

/** This program beside a newer one: a schema that grew is none of its business, one that lost something stops it. */
class RollingUpgradeTest {
    private static final int NEWER = 9000;

    @Test
    void anOlderProgramWorksOnAGrownSchemaAndStopsWhereSomethingWasTakenAway() {
        for (TestDatabases.Address address : List.of(TestDatabases.embeddedAddress(), TestDatabases.bestAddress())) {
            DatabaseSettings settings =
                    DatabaseSettings.server(address.url(), address.user(), address.password(), Path.of("target"));
            ServerNodes node;
            try (Database running = Database.open(settings)) {
                node = new ServerNodes(running, "here", "1");
                grow(running);
                worksOn(running, node);
            }
            // also after a restart, on a schema that it does not know
            try (Database running = Database.open(settings)) {
                node = new ServerNodes(running, "here", "1");
                worksOn(running, node);
                running.useTransaction(handle -> handle.execute("INSERT INTO schema_floor (least) VALUES (?)", NEWER));
                node.sign(80);
                assertThat(node.fitsSchema())
                        .as("ready, though something was taken away")
                        .isFalse();
                ServerNodes newer = new ServerNodes(running, "there", "2", NEWER);
                newer.sign(81);
                assertThat(newer.fitsSchema()).isTrue();
                assertThat(newer.list()).anyMatch(each -> each.knows() == NEWER && each.self());
            }
            assertThatThrownBy(() -> Database.open(settings))
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.code()).isEqualTo("program_too_old"))
                    .hasMessageContaining("V" + NEWER);
        }
    }

    /** What a later release's migration would do, and its line in the record. */
    private static void grow(Database database) {
        database.useTransaction(handle -> {
            handle.execute("ALTER TABLE changes ADD COLUMN origin text NOT NULL DEFAULT 'here'");
            handle.execute("CREATE TABLE of_a_later_release (id bigint PRIMARY KEY)");
            handle.execute("""
                    INSERT INTO schema_history (installed_rank, version, description, type, script, checksum, installed_by,
                        execution_time, success)
                    VALUES (9000, ?, 'later', 'SQL', 'V9000__later.sql', 1, current_user, 1, true)
                    """, Integer.toString(NEWER));
        });
    }

    private static void worksOn(Database database, ServerNodes node) {
        ChangeLog log = new ChangeLog(database);
        ChangeLog.Position end = log.end();
        database.useTransaction(handle -> ChangeLog.append(handle, "upgrade", "key", "{}"));
        assertThat(log.after(end, 10)).extracting(ChangeLog.Change::topic).containsExactly("upgrade");
        node.sign(80);
        assertThat(node.fitsSchema()).isTrue();
        assertThat(node.list()).anyMatch(ServerNodes.Node::self);
    }
}
