package org.servicemap.insights.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** A finding becomes one task of a kind, comes back as it was, and its notes stay in their order. */
@OnEveryDatabase
class GovernanceTaskStoreTest {
    private final Database database;
    private final GovernanceTaskStore store = new GovernanceTaskStore();

    GovernanceTaskStoreTest(Database database) {
        this.database = database;
    }

    private GovernanceTask task(String kind, @Nullable String ref, String unit, String state) {
        return new GovernanceTask(
                database.nextId(),
                kind,
                ref == null ? "staff" : "hot_spot",
                ref,
                "电梯",
                "words",
                "HOUS",
                "community",
                "1",
                List.of(),
                116.4,
                ref == null ? null : 39.9,
                unit,
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 2, 1),
                EffectMeasure.NOT_SOLVED,
                -0.25,
                kind.equals("project") ? new BigDecimal("1200.50") : null,
                null,
                state,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void oneFindingIsOneTaskOfAKindUntilItIsOver() {
        String ref = "2026-01-01:" + database.nextId();
        database.useTransaction(handle -> {
            GovernanceTask first = task("project", ref, "U1", "running");
            assertThat(store.insert(handle, first, null)).isTrue();
            assertThat(store.insert(handle, task("project", ref, "U2", "open"), null))
                    .isFalse();
            assertThat(store.insert(handle, task("topic", ref, "U2", "open"), null))
                    .isTrue();
            assertThat(store.insert(handle, task("topic", null, "U2", "done"), null))
                    .isTrue();

            GovernanceTask read =
                    store.findOf(handle, "hot_spot", ref, "project").orElseThrow();
            assertThat(read)
                    .usingRecursiveComparison()
                    .ignoringFields("createdAt", "updatedAt")
                    .isEqualTo(first);
            assertThat(list(handle, List.of("U2"))).startsWith("open").contains("done");
            assertThat(list(handle, null)).contains("running", "open", "done");

            store.note(handle, database.nextId(), first.id(), null, "running", "a");
            store.note(handle, database.nextId(), first.id(), null, "cancelled", "b");
            assertThat(store.notes(handle, first.id()).stream().map(GovernanceTask.Note::words))
                    .containsExactly("a", "b");
            handle.execute("UPDATE governance_tasks SET state = 'cancelled' WHERE id = ?", first.id());
            GovernanceTask second = task("project", ref, "U1", "open");
            assertThat(store.insert(handle, second, null)).isTrue();
            handle.execute("UPDATE governance_tasks SET state = 'done' WHERE id = ?", second.id());
            assertThat(store.findOf(handle, "hot_spot", ref, "project")).isEmpty();
            assertThat(ids(handle, "2025-12-01", "2025-12-31")).doesNotContain(second.id());
            assertThat(ids(handle, "2025-12-01", "2026-01-01"))
                    .contains(second.id())
                    .doesNotContain(first.id());
            assertThat(ids(handle, "2026-02-01", "2026-03-01")).contains(second.id());
            assertThat(ids(handle, "2026-02-02", "2026-03-01")).doesNotContain(second.id());
            assertThat(store.insert(handle, task("project", ref, "U1", "open"), null))
                    .isTrue();
        });
    }

    private List<Long> ids(org.jdbi.v3.core.Handle handle, String from, String to) {
        return store.meanwhile(handle, LocalDate.parse(from), LocalDate.parse(to)).stream()
                .map(GovernanceTask::id)
                .toList();
    }

    private List<String> list(org.jdbi.v3.core.Handle handle, @Nullable List<String> units) {
        return store.list(handle, new GovernanceTaskStore.Filter(units, null, null), 50).stream()
                .map(GovernanceTask::state)
                .toList();
    }
}
