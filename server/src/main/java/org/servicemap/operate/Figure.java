package org.servicemap.operate;

import java.util.List;

/**
 * One number that tells whether the service does its work, read from the database every quarter of a minute: never while it is asked
 * for, so that nobody can load the database by asking. Each query answers one number or nothing, from an index.
 *
 * @param name of the metric, without unit
 * @param unit base unit (seconds, bytes), or empty for a count
 * @param help one sentence
 * @param sql may use {@code :month} and {@code :id}: where requests of the last hour begin
 */
public record Figure(String name, String unit, String help, String sql) {
    /** States in which a unit works on a request; as the index {@code requests_with_unit} says them. */
    private static final String WITH_UNIT =
            "state IN ('dispatched', 'disputed', 'accepted', 'in_progress', 'suspended')";

    private static final String LAST_HOUR = "FROM requests WHERE month >= :month AND id >= :id";

    /** All. */
    public static final List<Figure> ALL = List.of(
            count(
                    "requests_undispatched",
                    "Requests that wait for a dispatcher",
                    "FROM requests WHERE queue_reason IS NOT NULL"),
            age(
                    "requests_undispatched_oldest",
                    "How long the oldest of them has waited",
                    "min(received_at) FROM requests WHERE queue_reason IS NOT NULL"),
            count("requests_with_units", "Requests that units work on", "FROM requests WHERE " + WITH_UNIT),
            count(
                    "requests_overdue",
                    "Of those, how many are past their deadline",
                    "FROM requests WHERE " + WITH_UNIT + " AND deadline < clock_timestamp()"),
            count(
                    "requests_disputed",
                    "Requests whose unit says that another is responsible",
                    "FROM requests WHERE state = 'disputed'"),
            count(
                    "callbacks_open",
                    "Handled requests that nobody has called back",
                    "FROM requests WHERE callback_open"),
            age(
                    "callbacks_oldest",
                    "How long ago the oldest of them was handled",
                    "min(handled_at) FROM requests WHERE callback_open"),
            count("requests_received_last_hour", "Requests of the last hour", LAST_HOUR),
            dispatch("0.5", "median", "Half of the last hour's requests were dispatched within"),
            dispatch("0.95", "p95", "95 of 100 of the last hour's requests were dispatched within"),
            count(
                    "clocks_late",
                    "Clocks of requests that should have spoken a minute ago",
                    "FROM request_clocks WHERE next_at < clock_timestamp() - interval '1 minute'"),
            count(
                    "outbox_waiting",
                    "Messages that wait to go out",
                    "FROM outbox WHERE state IN ('waiting', 'sending')"),
            age(
                    "outbox_overdue_oldest",
                    "How long the message has been due that is due longest (pages wait for nobody)",
                    "least(min(next_try_at), now()) FROM outbox WHERE state IN ('waiting', 'sending') AND channel <> 'page'"),
            count("outbox_failed", "Messages that were given up", "FROM outbox WHERE state = 'failed'"),
            age("backup", "How old the newest backup is; nothing when there is none", "max(ended_at) FROM backup_runs"),
            count(
                    "servers",
                    "Servers that gave a sign of life within half a minute",
                    "FROM server_nodes WHERE seen_at > clock_timestamp() - interval '30 seconds'"),
            new Figure("database_size", "bytes", "Size of the database", "SELECT pg_database_size(current_database())"),
            new Figure(
                    "database_oldest_transaction",
                    "seconds",
                    "How long the oldest transaction has been open",
                    "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()"),
            new Figure(
                    "database_connections",
                    "",
                    "Connections to the database, of all servers",
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"));

    private static Figure count(String name, String help, String from) {
        return new Figure(name, "", help, "SELECT count(*) " + from);
    }

    private static Figure age(String name, String help, String instant) {
        int from = instant.indexOf(" FROM ");
        return new Figure(
                name,
                "seconds",
                help,
                "SELECT extract(epoch FROM now() - " + instant.substring(0, from) + ")" + instant.substring(from));
    }

    private static Figure dispatch(String fraction, String name, String help) {
        return new Figure(
                "dispatch_" + name,
                "seconds",
                help,
                "SELECT percentile_cont(" + fraction
                        + ") WITHIN GROUP (ORDER BY extract(epoch FROM dispatched_at - received_at)) " + LAST_HOUR
                        + " AND dispatched_at IS NOT NULL AND dispatch_count = 1");
    }

    /** As Prometheus calls it. */
    public String metric() {
        return "servicemap_" + name + (unit.isEmpty() ? "" : "_" + unit);
    }
}
