package org.servicemap.app;

/**
 * How the server tells how it does.
 *
 * @param jsonLogs whether log lines are JSON
 * @param slowQueryMillis from which on a statement is logged; 0 for never
 * @param metricsToken that opens {@code /metrics} from elsewhere; empty for this machine only
 * @param leaveSeconds that a server goes on serving after it was told to end, no longer ready
 */
public record OperateConfig(boolean jsonLogs, int slowQueryMillis, String metricsToken, int leaveSeconds) {
    static final int SHORTEST_TOKEN = 16;

    /** With what ending takes then it is within the 60 s after which the delivered units of systemd and Compose kill. */
    static final int LONGEST_LEAVE = 40;

    /** Not the token: configurations end up in logs. */
    @Override
    public String toString() {
        return "OperateConfig[jsonLogs=" + jsonLogs + ", slowQueryMillis=" + slowQueryMillis + ", leaveSeconds="
                + leaveSeconds + "]";
    }
}
