package org.servicemap.insights.facts;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.ChangeLog;

/** Where facts come from: the requests as the database has them. Each reading is as of one moment. */
public interface RequestFacts {
    /** The requests that a change tells of; none when it tells of something else. */
    List<Long> changedBy(ChangeLog.Change change);

    /** The months (YYYYMM) that hold requests, the earliest first. */
    List<Integer> months();

    /** About how many requests there are. */
    long count();

    /**
     * All of a month.
     *
     * @param requests gets the values of {@link FactColumn#copied()}
     */
    void ofMonth(int month, Consumer<@Nullable Object[]> requests, Consumer<EventFact> events);

    /** These; what is not there is left out. */
    void ofIds(Collection<Long> ids, Consumer<@Nullable Object[]> requests, Consumer<EventFact> events);

    /**
     * What had been written up to and with a transaction of the change log, of the requests to which something was written in it or since.
     *
     * @param untilMonth requests of later months (YYYYMM) are not looked at
     * @param touched gets each of them, also those that were not there yet
     */
    void asOf(
            long xid,
            int untilMonth,
            LongConsumer touched,
            Consumer<@Nullable Object[]> requests,
            Consumer<EventFact> events);
}
