package org.servicemap.http;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answers of calls that carry an {@code Idempotency-Key}, so that a call which is sent again is not done again.
 * Thread-safe, also among several servers on one database.
 */
public interface Idempotency {
    /** Keeps nothing: every call is done. */
    Idempotency NONE = (call, work) -> work.get();

    /**
     * One call.
     *
     * @param scope the route and the caller: keys of others do not meet
     * @param key as the caller chose it
     * @param request SHA-256 of what was asked
     */
    record Call(String scope, String key, byte[] request) {}

    /** What was answered; {@code mediaType} is null when there is no body. */
    record Kept(int status, @Nullable String mediaType, byte[] body) {}

    /** The key was used before for something else: 409 {@code key_reused}. */
    final class KeyReusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The call was answered before: this is the answer. */
    final class RepeatedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Kept kept;

        public RepeatedException(Kept kept) {
            super("answered before", null, false, false);
            this.kept = kept;
        }

        Kept kept() {
            return kept;
        }
    }

    /**
     * Handles calls and keeps their answers itself ({@link Exchange#once}), in the transaction that does their work; what is kept already
     * it throws as {@link RepeatedException}.
     */
    interface Keeping<T> extends Function<Exchange, T> {}

    /**
     * Does the work and keeps its answer in one transaction, or gives the answer that is kept. Work that throws is undone and
     * leaves the key free.
     *
     * @throws KeyReusedException when the key stands for another request
     */
    Kept once(Call call, Supplier<Kept> work);
}
