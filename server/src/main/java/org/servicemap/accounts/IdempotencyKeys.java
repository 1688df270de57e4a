package org.servicemap.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Idempotency;
import org.servicemap.storage.Database;
import org.servicemap.storage.Hex;
import org.servicemap.storage.Retries;

/**
 * Answers kept in the database, in the transaction of the work itself: both are there or neither. A second call that comes
 * while the first is at work waits for it. The answer is sealed with a key made from the client's, which is not kept: the table
 * alone tells nothing. Thread-safe, also among several servers.
 */
public final class IdempotencyKeys implements Idempotency {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Database database;
    private final Retries retries;

    public IdempotencyKeys(Database database) {
        this.database = database;
        this.retries = new Retries(database);
    }

    private record Row(byte[] request, int status, @Nullable String mediaType, byte[] answer) {}

    @Override
    public Kept once(Call call, Supplier<Kept> work) {
        byte[] id = derive("id", call);
        // the work inside cannot begin again by itself when the database breaks it off for another's sake
        return retries.inTransaction(handle -> {
            if (!claim(handle, id, call)) {
                return kept(handle, id, call);
            }
            Kept answer = work.get();
            keep(handle, id, call, answer);
            return answer;
        });
    }

    /**
     * What was answered under a key; empty when nothing was. For handlers that keep their answers themselves and refuse a call before
     * they come to its key: what was taken once is answered again, whatever has changed since.
     *
     * @throws KeyReusedException when the key stands for another request
     */
    public Optional<Kept> find(Call call) {
        byte[] id = derive("id", call);
        return database.jdbi().withHandle(handle -> row(handle, id).map(row -> kept(row, call)));
    }

    /** Which of these calls were answered before, or are others under a key that was used before; by one query. */
    public Set<Call> answered(Handle handle, Collection<Call> calls) {
        if (calls.isEmpty()) {
            return Set.of();
        }
        Set<String> known = handle
                .createQuery("SELECT key_hash FROM idempotency_keys WHERE key_hash = ANY (CAST(:ids AS bytea[]))")
                .bindArray("ids", String.class, ids(calls))
                .mapTo(byte[].class)
                .stream()
                .map(Hex::bytea)
                .collect(Collectors.toSet());
        return calls.stream()
                .filter(call -> known.contains(Hex.bytea(derive("id", call))))
                .collect(Collectors.toSet());
    }

    private static Object[] ids(Collection<Call> calls) {
        return calls.stream().map(call -> Hex.bytea(derive("id", call))).toArray();
    }

    /** An answer to be kept. */
    public record Answered(Call call, Kept answer) {}

    /**
     * Keeps answers of work that is done in this transaction, of each key one; answers the calls whose key was free. The work of the
     * others was done before, or is being done elsewhere, and must not be done here.
     */
    public Set<Call> keepNew(Handle handle, List<Answered> answered) {
        // in one order, so that of two who keep the same keys none waits for the other in turn
        SortedMap<String, Answered> byId = new TreeMap<>();
        answered.forEach(each -> byId.put(Hex.bytea(derive("id", each.call())), each));
        List<Answered> rows = List.copyOf(byId.values());
        List<byte[]> free = handle.createQuery("""
                        INSERT INTO idempotency_keys (key_hash, request, status, media_type, answer)
                        SELECT * FROM unnest(CAST(:ids AS bytea[]), CAST(:requests AS bytea[]), :states, :types, CAST(:answers AS bytea[]))
                        ON CONFLICT DO NOTHING RETURNING key_hash
                        """)
                .bindArray("ids", String.class, byId.keySet().toArray())
                .bindArray(
                        "requests",
                        String.class,
                        rows.stream()
                                .map(each -> Hex.bytea(each.call().request()))
                                .toArray())
                .bindArray(
                        "states",
                        Integer.class,
                        rows.stream().map(each -> each.answer().status()).toArray())
                .bindArray(
                        "types",
                        String.class,
                        rows.stream().map(each -> each.answer().mediaType()).toArray())
                .bindArray(
                        "answers",
                        String.class,
                        rows.stream()
                                .map(each -> Hex.bytea(
                                        seal(each.call(), each.answer().body())))
                                .toArray())
                .mapTo(byte[].class)
                .list();
        return free.stream()
                .map(id -> Objects.requireNonNull(byId.get(Hex.bytea(id))).call())
                .collect(Collectors.toSet());
    }

    /** Leaves keys free that {@link #keepNew} took in this transaction, for work that was not done after all. */
    public void release(Handle handle, List<Call> calls) {
        if (!calls.isEmpty()) {
            handle.createUpdate("DELETE FROM idempotency_keys WHERE key_hash = ANY (CAST(:ids AS bytea[]))")
                    .bindArray("ids", String.class, ids(calls))
                    .execute();
        }
    }

    /** Waits, on a conflict, until the transaction that has the key commits or is undone. */
    private static boolean claim(Handle handle, byte[] id, Call call) {
        return handle.createUpdate("""
                        INSERT INTO idempotency_keys (key_hash, request, status, answer) VALUES (:id, :request, 0, '')
                        ON CONFLICT DO NOTHING
                        """)
                        .bind("id", id)
                        .bind("request", call.request())
                        .execute()
                == 1;
    }

    private static void keep(Handle handle, byte[] id, Call call, Kept answer) {
        handle.createUpdate("""
                        UPDATE idempotency_keys SET status = :status, media_type = :type, answer = :answer
                        WHERE key_hash = :id
                        """)
                .bind("id", id)
                .bind("status", answer.status())
                .bind("type", answer.mediaType())
                .bind("answer", seal(call, answer.body()))
                .execute();
    }

    private static Kept kept(Handle handle, byte[] id, Call call) {
        return kept(row(handle, id).orElseThrow(), call);
    }

    private static Optional<Row> row(Handle handle, byte[] id) {
        return handle.createQuery(
                        "SELECT request, status, media_type, answer FROM idempotency_keys WHERE key_hash = :id")
                .bind("id", id)
                .map((rs, context) -> new Row(
                        rs.getBytes("request"), rs.getInt("status"), rs.getString("media_type"), rs.getBytes("answer")))
                .findOne();
    }

    private static Kept kept(Row row, Call call) {
        if (!MessageDigest.isEqual(row.request(), call.request())) {
            throw new KeyReusedException();
        }
        return new Kept(row.status(), row.mediaType(), open(call, row.answer()));
    }

    private static byte[] derive(String purpose, Call call) {
        return Secrets.hash(purpose + "\n" + call.scope() + "\n" + call.key());
    }

    private static byte[] seal(Call call, byte[] plain) {
        byte[] nonce = Secrets.bytes(NONCE_BYTES);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, call, nonce, plain);
        byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return all;
    }

    private static byte[] open(Call call, byte[] all) {
        byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, call, nonce, Arrays.copyOfRange(all, NONCE_BYTES, all.length));
    }

    private static byte[] cipher(int mode, Call call, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(derive("seal", call), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD("idempotency".getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an answer that was kept cannot be opened", e);
        }
    }

    /** Forgets what is older than 90 days. */
    public int sweep() {
        return database.inTransaction(handle -> handle.execute(
                "DELETE FROM idempotency_keys WHERE created_at < clock_timestamp() - interval '90 days'"));
    }
}
