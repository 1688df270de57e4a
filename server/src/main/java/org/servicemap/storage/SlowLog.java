package org.servicemap.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Tells of the statements of a database's handles that took long, whether they were done, failed or were cut off. */
public final class SlowLog implements JdbiConfig<SlowLog>, SqlLogger {
    private long leastMillis = Long.MAX_VALUE;
    private Database.SlowStatements told = (sql, millis) -> {};

    /** Made by JDBI, by reflection. */
    public SlowLog() {}

    void tell(Duration threshold, Database.SlowStatements teller) {
        leastMillis = threshold.toMillis();
        told = teller;
    }

    /** A statement that was sent without JDBI: with question marks or names in the place of values. */
    static void took(Handle handle, String sql, long nanos) {
        handle.getConfig(SlowLog.class).took(sql, nanos / 1_000_000);
    }

    @Override
    public void logAfterExecution(StatementContext context) {
        took(context);
    }

    @Override
    public void logException(StatementContext context, SQLException fault) {
        took(context);
    }

    private void took(StatementContext context) {
        String sql = context.getRawSql();
        if (sql != null) {
            took(sql, context.getElapsedTime(ChronoUnit.MILLIS));
        }
    }

    private void took(String sql, long millis) {
        if (millis >= leastMillis) {
            told.took(sql.strip().replaceAll("\\s+", " "), millis);
        }
    }

    @Override
    public SlowLog createCopy() {
        SlowLog copy = new SlowLog();
        copy.leastMillis = leastMillis;
        copy.told = told;
        return copy;
    }
}
