package org.servicemap.requests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.IdempotencyKeys;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Idempotency;
import org.servicemap.storage.Database;
import org.servicemap.storage.Retries;
import org.servicemap.storage.Together;
import org.servicemap.storage.Writes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes filings that wait at the same moment in one transaction: what a transaction costs whatever is in it, they share. Each is
 * answered when it is committed. One that cannot be written with the others is written alone and fails there, as it would have without
 * them. A filing that comes alone is written alone, at once. Thread-safe.
 */
final class FilingGroups {
    private static final Logger LOG = LoggerFactory.getLogger(FilingGroups.class);

    /** One group is composed while another waits for the database. */
    static final int PLACES = 2;

    private static final int MOST = 64;

    private final Database database;
    private final Retries retries;
    private final AreasInForce inForce;
    private final Petitioners petitioners;
    private final IntakeWriting writing;
    private final IdempotencyKeys keys;
    private final Together<Piece, @Nullable Receipt> together;

    FilingGroups(Database database, AreasInForce inForce, Petitioners petitioners, IntakeWriting writing) {
        this.database = database;
        this.retries = new Retries(database);
        this.inForce = inForce;
        this.petitioners = petitioners;
        this.writing = writing;
        this.keys = new IdempotencyKeys(database);
        together = new Together<>(PLACES, MOST, this::writeAll);
    }

    /**
     * Under which key the answer is kept.
     *
     * @param answer what is kept of a receipt
     */
    record Keeping(Idempotency.Call call, Function<Receipt, Idempotency.Kept> answer) {}

    /** A filing that is ready to be written. */
    record Piece(
            long id,
            PreparedFiling prepared,
            Coming coming,
            RequestNumber number,
            @Nullable Keeping keeping) {
        /** What reads or writes more than rows of its own, or needs the caller's transaction, goes alone. */
        private boolean isPlain() {
            Filing filing = prepared.filing();
            return coming.whole() == null
                    && coming.settlement() == null
                    && coming.spot() == null
                    && filing.attachments().isEmpty()
                    && filing.account() == null
                    && !hasOnlyEmail(filing.contact());
        }

        private static boolean hasOnlyEmail(@Nullable Contact contact) {
            return contact != null && contact.phone() == null && contact.email() != null;
        }
    }

    /**
     * Writes a filing, in the caller's transaction if there is one.
     *
     * @return null when it was resolved with boundaries that are not in force any more
     */
    @Nullable
    Receipt write(Piece piece) {
        if (!piece.isPlain() || database.isInTransaction()) {
            return writeAlone(piece);
        }
        Contact contact = piece.prepared.filing().contact();
        if (contact != null && contact.phone() != null) {
            petitioners.normal(contact.phone()); // what is none must not hold up the others
        }
        return together.outcome(piece);
    }

    /** How many filings wait for others to be written. */
    int waiting() {
        return together.waiting();
    }

    /** What was answered under a key before. */
    Optional<Idempotency.Kept> answered(Idempotency.Call call) {
        return keys.find(call);
    }

    private @Nullable Receipt writeAlone(Piece piece) {
        Keeping keeping = piece.keeping;
        return keeping == null ? writeRows(piece) : writeOnce(piece, keeping);
    }

    private @Nullable Receipt writeOnce(Piece piece, Keeping keeping) {
        AtomicReference<@Nullable Receipt> written = new AtomicReference<>();
        try {
            Idempotency.Kept kept = keys.once(keeping.call, () -> {
                written.set(null); // an attempt before may have been undone
                Receipt receipt = writeRows(piece);
                written.set(receipt);
                if (receipt == null) {
                    throw new OutdatedException();
                }
                return keeping.answer.apply(receipt);
            });
            Receipt receipt = written.get();
            if (receipt == null) {
                throw new Idempotency.RepeatedException(kept);
            }
            return receipt;
        } catch (OutdatedException e) {
            return null;
        }
    }

    /** Undoes the transaction of a filing that was resolved with boundaries of yesterday: its key stays free. */
    private static final class OutdatedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private @Nullable Receipt writeRows(Piece piece) {
        return retries.inTransaction(handle -> inForce.isCurrent(handle, piece.prepared.snapshot())
                ? writing.write(handle, piece.id, piece.prepared, piece.coming, piece.number)
                : null);
    }

    private List<Supplier<@Nullable Receipt>> writeAll(List<Piece> pieces) {
        if (pieces.size() == 1) {
            Receipt receipt = writeAlone(pieces.get(0));
            return List.of(() -> receipt);
        }
        Attempt attempt = new Attempt(pieces);
        try {
            database.useTransaction(attempt::write);
        } catch (RuntimeException e) {
            if (attempt.isWritten) {
                // the commit itself: nobody knows whether it happened, so nobody may write these again
                throw e;
            }
            // not its message, which may hold what was written
            LOG.warn(
                    "{} filings could not be written together, each is written alone: {}", pieces.size(), e.getClass());
            return pieces.stream()
                    .map(piece -> (Supplier<@Nullable Receipt>) () -> writeAlone(piece))
                    .toList();
        }
        return attempt.outcomes;
    }

    /** One transaction with a group's filings. */
    private final class Attempt {
        private final List<Piece> pieces;
        private final List<Supplier<@Nullable Receipt>> outcomes = new ArrayList<>();
        private final Map<Integer, Writes> made = new TreeMap<>();
        private final Map<Idempotency.Call, Integer> once = new HashMap<>();
        private final List<IdempotencyKeys.Answered> answers = new ArrayList<>();
        private final Map<String, Boolean> current = new HashMap<>();
        private boolean isWritten;

        Attempt(List<Piece> pieces) {
            this.pieces = pieces;
        }

        void write(Handle handle) {
            KnownPetitioners known = KnownPetitioners.read(
                    handle,
                    petitioners,
                    pieces.stream().map(piece -> piece.prepared.filing()).toList());
            for (int i = 0; i < pieces.size(); i++) {
                Piece piece = pieces.get(i);
                AreaSnapshot snapshot = piece.prepared.snapshot();
                outcomes.add(
                        current.computeIfAbsent(snapshot.id(), id -> inForce.isCurrent(handle, snapshot))
                                ? compose(i, piece, known)
                                : () -> null);
            }
            leaveOutRepeated(handle);
            Writes.sendAll(handle, List.copyOf(made.values()));
            isWritten = true;
        }

        private Supplier<@Nullable Receipt> compose(int index, Piece piece, KnownPetitioners known) {
            Keeping keeping = piece.keeping;
            try {
                Writes writes = Writes.apart();
                Petitioners.Person asking = known.keep(writes, piece.prepared.filing());
                Receipt receipt = writing.compose(writes, piece.id, piece.prepared, piece.coming, piece.number, asking);
                if (keeping == null) {
                    known.add(asking); // others may be left out yet, with whom they bring
                } else {
                    answers.add(new IdempotencyKeys.Answered(keeping.call, keeping.answer.apply(receipt)));
                    once.put(keeping.call, index);
                }
                made.put(index, writes);
                return () -> receipt;
            } catch (RuntimeException e) {
                return () -> writeAlone(piece);
            }
        }

        /** What was filed before under the same key, or is being filed elsewhere, is found out alone. */
        private void leaveOutRepeated(Handle handle) {
            if (answers.isEmpty()) {
                return;
            }
            Set<Idempotency.Call> fresh = keys.keepNew(handle, answers);
            once.forEach((call, index) -> {
                if (!fresh.contains(call)) {
                    made.remove(index);
                    outcomes.set(index, () -> writeAlone(pieces.get(index)));
                }
            });
        }
    }
}
