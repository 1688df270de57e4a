package org.servicemap.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.accounts.personal.PersonalDataException;
import org.servicemap.storage.Database;

/**
 * Holds database and keyset to each other: the database keeps an index and a sealed value that only its own keyset makes and
 * opens. So a keyset that is missing, another's, or older than the last rotation is noticed at the start, not at the first
 * petitioner.
 */
final class KeyCheck {
    private static final String CONTEXT = "key_check";
    private static final String VALUE = "servicemap";
    private static final int KEY_NUMBER = 5;

    private final Database database;

    KeyCheck(Database database) {
        this.database = database;
    }

    private record Row(byte[] blindIndex, byte[] sealed) {}

    /** What only this keyset computes; the database keeps it, and so do its backups. */
    static byte[] mark(Keyset keyset) {
        return keyset.index().of(CONTEXT, VALUE);
    }

    /** The keyset of this database; made together with its check when the database has none yet. */
    Keyset open(Path folder) {
        Optional<Row> known = database.jdbi().withHandle(KeyCheck::find);
        if (known.isPresent()) {
            return opened(known, folder);
        }
        // several servers that start for the first time make one keyset between them
        return database.alone("servicemap keyset", () -> opened(database.jdbi().withHandle(KeyCheck::find), folder));
    }

    private Keyset opened(Optional<Row> known, Path folder) {
        Keyset keyset = known.isPresent() ? existing(folder) : Keyset.openOrCreate(folder);
        // Of several servers that start for the first time, one row stays; who made another keyset learns it here.
        Row row = known.orElseGet(() -> database.inTransaction(handle -> {
            insert(handle, keyset);
            return find(handle).orElseThrow();
        }));
        verify(row, keyset);
        if (!isOfNewestKey(row.sealed, keyset)) {
            // as after the restore of a backup from before a rotation: from now on rows are sealed with a newer key
            // again
            seal(keyset);
        }
        return keyset;
    }

    /** What Tink seals begins with the key's number. */
    private static boolean isOfNewestKey(byte[] sealed, Keyset keyset) {
        byte[] fresh = keyset.cipher().seal(VALUE, CONTEXT);
        return Arrays.equals(sealed, 0, KEY_NUMBER, fresh, 0, KEY_NUMBER);
    }

    private static Keyset existing(Path folder) {
        try {
            return Keyset.open(folder);
        } catch (PersonalDataException e) {
            throw e.code().equals(PersonalDataException.KEYSET_MISSING)
                    ? new PersonalDataException(
                            e.code(), "the database holds sealed personal data, but " + e.getMessage(), e)
                    : e;
        }
    }

    private static void verify(Row row, Keyset keyset) {
        if (!Arrays.equals(row.blindIndex, mark(keyset))) {
            throw wrong(keyset, "is of another database");
        }
        if (!opens(row.sealed, keyset)) {
            throw wrong(keyset, "is older than the last rotation of keys");
        }
    }

    /** Whether a keyset has the key that sealed; one from before the rotation that made the key has not. */
    static boolean opens(byte[] sealed, Keyset keyset) {
        try {
            keyset.cipher().open(sealed, CONTEXT);
            return true;
        } catch (PersonalDataException e) {
            return false;
        }
    }

    private static PersonalDataException wrong(Keyset keyset, String why) {
        return new PersonalDataException(
                PersonalDataException.KEYSET_WRONG,
                "the keyset " + keyset.path() + " " + why + "; put the right one there, or name its folder in "
                        + Option.KEYS.variable());
    }

    /** Makes a new sealing key; from here on a keyset from before is refused at the start. */
    void rotate(Keyset keyset) {
        keyset.rotate();
        seal(keyset);
    }

    private void seal(Keyset keyset) {
        database.useTransaction(handle -> handle.createUpdate("UPDATE key_check SET sealed = :sealed")
                .bind("sealed", keyset.cipher().seal(VALUE, CONTEXT))
                .execute());
    }

    private static Optional<Row> find(Handle handle) {
        return handle.createQuery("SELECT blind_index, sealed FROM key_check")
                .map((rs, ctx) -> new Row(rs.getBytes("blind_index"), rs.getBytes("sealed")))
                .findOne();
    }

    private static void insert(Handle handle, Keyset keyset) {
        handle.createUpdate(
                        "INSERT INTO key_check (blind_index, sealed) VALUES (:index, :sealed) ON CONFLICT DO NOTHING")
                .bind("index", mark(keyset))
                .bind("sealed", keyset.cipher().seal(VALUE, CONTEXT))
                .execute();
    }
}
