package org.servicemap.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.servicemap.http.Idempotency;
import org.servicemap.http.Idempotency.Call;
import org.servicemap.http.Idempotency.Kept;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

@OnEveryDatabase
class IdempotencyKeysStoreTest {
    private final Database database;
    private final IdempotencyKeys keys;

    IdempotencyKeysStoreTest(Database database) {
        this.database = database;
        keys = new IdempotencyKeys(database);
    }

    private static Kept answer(String text) {
        return new Kept(201, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Kept kept) {
        return new String(kept.body(), StandardCharsets.UTF_8);
    }

    @Test
    void theFirstAnswerIsGivenAgain() {
        Call call = new Call("file|1", "key-again", new byte[] {1});
        assertThat(text(keys.once(call, () -> answer("查询码 7Q2F")))).isEqualTo("查询码 7Q2F");
        Kept again = keys.once(call, () -> answer("second"));
        assertThat(text(again)).isEqualTo("查询码 7Q2F");
        assertThat(again.status()).isEqualTo(201);
        assertThatThrownBy(() -> keys.once(new Call("file|1", "key-again", new byte[] {2}), () -> answer("x")))
                .isInstanceOf(Idempotency.KeyReusedException.class);
        assertThat(text(keys.once(new Call("file|2", "key-again", new byte[] {2}), () -> answer("other"))))
                .isEqualTo("other");
    }

    @Test
    void whatIsKeptCannotBeReadFromTheTable() {
        keys.once(new Call("file|1", "key-sealed", new byte[] {1}), () -> answer("查询码 7Q2F"));
        List<byte[]> stored = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT answer FROM idempotency_keys")
                        .mapTo(byte[].class)
                        .list());
        assertThat(stored).isNotEmpty().noneMatch(bytes -> new String(bytes, StandardCharsets.UTF_8).contains("7Q2F"));
    }

    @Test
    void workThatTheDatabaseBreaksOffForAnothersSakeIsDoneAgain() {
        AtomicInteger attempts = new AtomicInteger();
        Kept kept = keys.once(new Call("file|1", "key-deadlock", new byte[] {1}), () -> {
            if (attempts.incrementAndGet() < 3) {
                database.useTransaction(handle ->
                        handle.execute("DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$"));
            }
            return answer("done");
        });

        assertThat(text(kept)).isEqualTo("done");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void workThatFailsIsUndoneAndLeavesTheKeyFree() {
        Call call = new Call("file|1", "key-fails", new byte[] {1});
        assertThatThrownBy(() -> keys.once(call, () -> {
                    database.useTransaction(handle -> handle.execute("INSERT INTO changes (topic) VALUES ('undone')"));
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        int written = database.inTransaction(
                handle -> handle.createQuery("SELECT count(*) FROM changes WHERE topic = 'undone'")
                        .mapTo(Integer.class)
                        .one());
        assertThat(written).isZero();
        assertThat(text(keys.once(call, () -> answer("now")))).isEqualTo("now");
    }

    @Test
    void manyAtOnceAreDoneOnce() throws Exception {
        int callers = 6;
        Call call = new Call("file|1", "key-at-once", new byte[] {1});
        AtomicInteger done = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(callers);
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            answers.add(pool.submit(() -> {
                together.await();
                return text(keys.once(call, () -> answer("made " + done.incrementAndGet())));
            }));
        }
        Set<String> distinct = new HashSet<>();
        for (Future<String> answer : answers) {
            distinct.add(answer.get());
        }
        pool.shutdown();
        assertThat(distinct).containsExactly("made 1");
        assertThat(done).hasValue(1);
    }
}
