package org.servicemap.storage;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Transactions that are done again when the database had to break one off for another's sake. Thread-safe. */
public record Retries(Database database) {
    private static final int MOST = 5;
    /** serialization_failure, deadlock_detected */
    private static final Set<String> TRANSIENT = Set.of("40001", "40P01");

    /** A call inside a larger transaction cannot begin that again, and fails with it. */
    public <T extends @Nullable Object> T inTransaction(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.inTransaction(work);
            } catch (RuntimeException e) {
                if (attempt == MOST || !isTransient(e) || database.isInTransaction()) {
                    throw e;
                }
            }
        }
    }

    /** Whether the database broke work off for another's sake, so that it may be begun again. */
    public static boolean isTransient(Throwable fault) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && TRANSIENT.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
