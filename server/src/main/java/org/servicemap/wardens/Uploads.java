package org.servicemap.wardens;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.attachments.media.CleanFile;
import org.servicemap.attachments.media.MediaException;
import org.servicemap.http.Problem;
import org.servicemap.storage.Database;

/**
 * Photos that phones send in pieces, to be taken up where they broke off. Each piece is sealed; when the last is there the whole is held
 * against its SHA-256, checked and cleaned of its metadata, and waits for the item that takes it. Thread-safe.
 */
final class Uploads {
    /** Photos of one account that wait for their items. A phone sends an item as soon as its photos are here: a few dozen are many. */
    static final int MOST_WAITING = 500;

    private final Database database;
    private final PersonalCipher cipher;
    private final Clock clock;

    Uploads(Database database, PersonalCipher cipher, Clock clock) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** How far an upload is. */
    record Progress(UUID key, long received, boolean complete) {
        static Progress of(UploadStore.Row row) {
            return new Progress(row.key(), row.received(), row.complete());
        }
    }

    private static String context(long upload, long start) {
        return "field_upload/" + upload + "/" + start;
    }

    /** Begins an upload, or answers how far the same one is. */
    Progress begin(long account, UUID key, long bytes, byte[] sha256) {
        UploadStore.Row row = database.inTransaction(handle -> {
            requireRoom(handle, account, key);
            UploadStore.begin(handle, database.nextId(), account, key, bytes, sha256, clock.instant());
            return get(handle, account, key, false);
        });
        if (row.bytes() != bytes || !Arrays.equals(row.sha256(), sha256)) {
            throw FieldErrors.UPLOAD_DIFFERS.problem("another file has this key", "key");
        }
        return finished(account, row);
    }

    /** Calls at the same moment may pass together: the bound is against filling the disk, not exact. */
    private static void requireRoom(Handle handle, long account, UUID key) {
        if (UploadStore.waiting(handle, account) >= MOST_WAITING
                && UploadStore.find(handle, account, key, false).isEmpty()) {
            throw FieldErrors.TOO_MANY_UPLOADS.problem(
                    MOST_WAITING + " photos wait for their items: send those first", "key");
        }
    }

    private static UploadStore.Row get(Handle handle, long account, UUID key, boolean lock) {
        return UploadStore.find(handle, account, key, lock)
                .orElseThrow(() -> FieldErrors.UNKNOWN_UPLOAD.problem("nothing was begun as " + key, "key"));
    }

    Progress progress(long account, UUID key) {
        return finished(account, database.jdbi().withHandle(handle -> get(handle, account, key, false)));
    }

    /** Takes a piece; bytes that are here already are passed over. */
    Progress put(long account, UUID key, long start, byte[] piece) {
        UploadStore.Row row = database.inTransaction(handle -> {
            UploadStore.Row now = get(handle, account, key, true);
            add(handle, now, start, piece);
            return get(handle, account, key, false);
        });
        return finished(account, row);
    }

    private void add(Handle handle, UploadStore.Row row, long start, byte[] piece) {
        if (start > row.received()) {
            throw at(FieldErrors.UPLOAD_GAP.problem("bytes from " + row.received() + " are missing", "start"), row);
        }
        long until = Math.min(row.bytes(), start + piece.length);
        if (row.complete() || until <= row.received()) {
            return;
        }
        byte[] fresh = Arrays.copyOfRange(piece, (int) (row.received() - start), (int) (until - start));
        UploadStore.add(handle, row.id(), sealed(row.id(), row.received(), fresh), clock.instant());
    }

    private UploadStore.Piece sealed(long upload, long start, byte[] plain) {
        return new UploadStore.Piece(start, plain.length, cipher.sealBytes(plain, context(upload, start)));
    }

    private static Problem at(Problem problem, UploadStore.Row row) {
        return problem.with("received", row.received());
    }

    /** Checks what is whole and was not checked yet: also what a server that died left so. */
    private Progress finished(long account, UploadStore.Row row) {
        if (row.complete() || row.received() < row.bytes()) {
            return Progress.of(row);
        }
        byte[] whole = whole(database.jdbi().withHandle(handle -> UploadStore.pieces(handle, row.id())), row.id());
        if (!Arrays.equals(row.sha256(), sha256(whole))) {
            return restarted(account, row);
        }
        CleanFile clean = clean(account, row, whole);
        List<UploadStore.Piece> cleaned = cleaned(row.id(), clean);
        return Progress.of(database.inTransaction(handle -> {
            UploadStore.Row now = get(handle, account, row.key(), true);
            if (!now.complete() && now.received() == now.bytes()) {
                UploadStore.complete(handle, row.id(), cleaned, clean.position(), clock.instant());
            }
            return get(handle, account, row.key(), false);
        }));
    }

    private List<UploadStore.Piece> cleaned(long upload, CleanFile clean) {
        List<UploadStore.Piece> pieces = new ArrayList<>();
        pieces.add(sealed(upload, 0, clean.content()));
        byte[] thumbnail = clean.thumbnail();
        if (thumbnail != null) {
            pieces.add(sealed(upload, clean.content().length, thumbnail));
        }
        return pieces;
    }

    private Progress restarted(long account, UploadStore.Row row) {
        UploadStore.Row now = database.inTransaction(handle -> {
            UploadStore.Row locked = get(handle, account, row.key(), true);
            if (!locked.complete()) {
                UploadStore.restart(handle, locked.id());
            }
            return get(handle, account, row.key(), false);
        });
        if (now.complete()) {
            return Progress.of(now);
        }
        throw at(FieldErrors.UPLOAD_CORRUPT.problem("its SHA-256 is another; begin again with byte 0", "key"), now);
    }

    /** A picture that cannot be kept goes: sent again it would be refused again. */
    private CleanFile clean(long account, UploadStore.Row row, byte[] whole) {
        try {
            return CleanFile.of(whole, false);
        } catch (MediaException e) {
            database.useTransaction(handle -> UploadStore.find(handle, account, row.key(), true)
                    .filter(each -> !each.complete())
                    .ifPresent(each -> UploadStore.delete(handle, each.id())));
            throw e;
        }
    }

    private byte[] whole(List<UploadStore.Piece> pieces, long upload) {
        int bytes = pieces.stream().mapToInt(UploadStore.Piece::bytes).sum();
        byte[] whole = new byte[bytes];
        int at = 0;
        for (UploadStore.Piece piece : pieces) {
            byte[] plain = cipher.openBytes(piece.sealed(), context(upload, piece.start()));
            System.arraycopy(plain, 0, whole, at, plain.length);
            at += plain.length;
        }
        return whole;
    }

    /** A complete upload, ready to be kept. */
    record Picture(UploadStore.Row row, CleanFile file) {}

    /** The picture of a complete upload that no item took; null for any other. */
    @Nullable
    Picture picture(long account, UUID key) {
        return database.jdbi()
                .withHandle(handle -> UploadStore.find(handle, account, key, false)
                        .filter(row -> row.complete() && !row.used())
                        .map(row -> new Kept(row, UploadStore.pieces(handle, row.id())))
                        .filter(kept -> !kept.pieces().isEmpty()))
                .map(kept -> new Picture(kept.row(), opened(kept)))
                .orElse(null);
    }

    /** A server before this one kept no thumbnail: then the picture is cleaned once more, which makes it. */
    private CleanFile opened(Kept kept) {
        List<byte[]> plain = kept.pieces().stream()
                .map(piece ->
                        cipher.openBytes(piece.sealed(), context(kept.row().id(), piece.start())))
                .toList();
        return plain.size() > 1 ? CleanFile.kept(plain.get(0), plain.get(1)) : CleanFile.of(plain.get(0), false);
    }

    boolean isUsed(long account, UUID key) {
        return database.jdbi()
                .withHandle(handle -> UploadStore.find(handle, account, key, false)
                        .map(UploadStore.Row::used)
                        .orElse(false));
    }

    private record Kept(UploadStore.Row row, List<UploadStore.Piece> pieces) {}

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
