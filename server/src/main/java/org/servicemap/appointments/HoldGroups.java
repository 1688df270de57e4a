package org.servicemap.appointments;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.IdempotencyKeys;
import org.servicemap.http.Idempotency;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Together;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes holds that wait at the same moment in one transaction: what a transaction costs whatever is in it, they share. Each takes its
 * own seat by its own conditional update, in the order of the slots and within a slot in the order in which they came, and is answered
 * when the transaction is committed. One that cannot be written with the others is written alone and fails there, as it would have
 * without them. A hold that comes alone is written alone, at once. Thread-safe.
 */
final class HoldGroups {
    private static final Logger LOG = LoggerFactory.getLogger(HoldGroups.class);

    /** One group is composed while another waits for the database. */
    static final int PLACES = 2;

    private static final int MOST = 64;

    private final Holding holding;
    private final Retries retries;
    private final IdempotencyKeys keys;
    private final Together<Piece, Bookings.Held> together;

    HoldGroups(Holding holding) {
        this.holding = holding;
        this.retries = new Retries(holding.database());
        this.keys = new IdempotencyKeys(holding.database());
        together = new Together<>(PLACES, MOST, this::holdAll);
    }

    /**
     * Under which key the answer is kept.
     *
     * @param answer what is kept of a hold
     */
    record Keeping(Idempotency.Call call, Function<Bookings.Held, Idempotency.Kept> answer) {}

    /**
     * A visit that may be held if there is a seat.
     *
     * @param proof of work that is good for one hold, and to be spent with it; null where none is asked for
     */
    record Piece(
            Admission.Admitted admitted,
            Visit visit,
            Author author,
            @Nullable String proof,
            @Nullable Keeping keeping) {
        /** What takes several slots or spends a proof goes alone: one conditional update decides on all of a hold of a group. */
        private boolean isPlain() {
            return proof == null
                    && admitted.queues().stream()
                            .allMatch(queue -> queue.slotsFor(visit.matters()).orElse(1) == 1);
        }
    }

    /** Holds a visit, in the caller's transaction if there is one. */
    Bookings.Held hold(Piece piece) {
        return piece.isPlain() && !holding.database().isInTransaction() ? together.outcome(piece) : alone(piece);
    }

    /** How many holds wait for others to be written. */
    int waiting() {
        return together.waiting();
    }

    /** What was answered under a key before. */
    Optional<Idempotency.Kept> answered(Idempotency.Call call) {
        return keys.find(call);
    }

    private Bookings.Held alone(Piece piece) {
        Keeping keeping = piece.keeping;
        return keeping == null ? rows(piece) : once(piece, keeping);
    }

    private Bookings.Held once(Piece piece, Keeping keeping) {
        AtomicReference<Bookings.@Nullable Held> written = new AtomicReference<>();
        Idempotency.Kept kept = keys.once(keeping.call, () -> {
            written.set(null); // an attempt before may have been undone
            Bookings.Held held = rows(piece);
            written.set(held);
            return keeping.answer.apply(held);
        });
        Bookings.Held held = written.get();
        if (held == null) {
            throw new Idempotency.RepeatedException(kept);
        }
        return held;
    }

    private Bookings.Held rows(Piece piece) {
        return retries.inTransaction(handle -> holding.hold(handle, piece));
    }

    private List<Supplier<Bookings.Held>> holdAll(List<Piece> pieces) {
        if (pieces.size() == 1) {
            Bookings.Held held = alone(pieces.get(0));
            return List.of(() -> held);
        }
        HoldGroup group = new HoldGroup(pieces, holding, keys, this::alone);
        try {
            holding.database().useTransaction(group::write);
        } catch (RuntimeException e) {
            if (group.isWritten()) {
                // the commit itself: nobody knows whether it happened, so nobody may write these again
                throw e;
            }
            // not its message, which may hold what was written
            LOG.warn("{} holds could not be written together, each is written alone: {}", pieces.size(), e.getClass());
            return pieces.stream()
                    .map(piece -> (Supplier<Bookings.Held>) () -> alone(piece))
                    .toList();
        }
        return group.outcomes();
    }
}
