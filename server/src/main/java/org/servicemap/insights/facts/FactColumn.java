package org.servicemap.insights.facts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the facts know of a request, in the order of the table's columns. Instants are in UTC, days and hours the city's. */
public enum FactColumn {
    ID(Type.LONG),
    /** Where the database keeps it: YYYYMM. */
    MONTH(Type.INT),
    VERSION(Type.INT),
    RECEIVED_AT(Type.TIME),
    CHANNEL(Type.TEXT),
    HOTLINE(Type.TEXT),
    KIND(Type.TEXT),
    CATEGORY(Type.TEXT),
    URGENCY(Type.TEXT),
    SENSITIVE(Type.FLAG),
    ANONYMOUS(Type.FLAG),
    /** Tells equal from different, nothing else. */
    PETITIONER(Type.LONG),
    LON(Type.NUMBER),
    LAT(Type.NUMBER),
    AREA_VERSION(Type.TEXT),
    AREA_1(Type.TEXT),
    AREA_2(Type.TEXT),
    AREA_3(Type.TEXT),
    AREA_4(Type.TEXT),
    AREA_5(Type.TEXT),
    AREA_6(Type.TEXT),
    STATE(Type.TEXT),
    UNIT(Type.TEXT),
    DISPATCH_COUNT(Type.INT),
    DEADLINE(Type.TIME),
    DISPATCHED_AT(Type.TIME),
    ACCEPTED_AT(Type.TIME),
    CONTACTED_AT(Type.TIME),
    HANDLED_AT(Type.TIME),
    ENDED_AT(Type.TIME),
    CALLED_BACK_AT(Type.TIME),
    CALLED_BACK_FOR(Type.TEXT),
    CONTACTED(Type.FLAG),
    SOLVED(Type.FLAG),
    SATISFACTION(Type.TEXT),
    OUTCOME(Type.TEXT),
    OVERDUE(Type.FLAG),
    REWORK_COUNT(Type.INT),
    PARENT(Type.LONG),
    /** How the words of the request sound: negative, neutral, positive; none of sensitive ones and where the words are gone. */
    TONE(Type.TEXT),
    /** The same of what was said at the last callback. */
    REMARK_TONE(Type.TEXT),
    // from here on derived from those above
    RECEIVED_DAY(Type.DAY),
    RECEIVED_HOUR(Type.INT),
    ENDED_DAY(Type.DAY),
    CALLED_BACK_DAY(Type.DAY),
    /** H3 cell of resolution 9. */
    CELL(Type.LONG);

    /** Of values, as stored. */
    public enum Type {
        LONG("BIGINT"),
        INT("INTEGER"),
        NUMBER("DOUBLE"),
        TEXT("VARCHAR"),
        FLAG("BOOLEAN"),
        TIME("TIMESTAMP"),
        DAY("DATE");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    private final Type type;

    FactColumn(Type type) {
        this.type = type;
    }

    public Type type() {
        return type;
    }

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that are copied; the rest is derived. */
    public static List<String> copied() {
        return Arrays.stream(values())
                .limit(RECEIVED_DAY.ordinal())
                .map(FactColumn::column)
                .toList();
    }
}
