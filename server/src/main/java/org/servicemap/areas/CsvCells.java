package org.servicemap.areas;

/** Cells of the CSV that a batch writes. */
final class CsvCells {
    private CsvCells() {}

    /** Quoted where it must be; begins with an apostrophe where a spreadsheet would run it as a formula. */
    static String text(String value, char delimiter) {
        boolean armed = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
        String safe = armed ? "'" + value : value;
        boolean plain = safe.chars().noneMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r' || c == ',');
        return plain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /** What was in the input goes out as it came. */
    static String verbatim(String value, char delimiter) {
        boolean plain = value.chars().noneMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r');
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
