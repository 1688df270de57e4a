package org.servicemap.requests.lifecycle;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the current row of a request holds, apart from its identity (id, number). Events carry the new values of the fields
 * that they change, so that the row can be rebuilt from them.
 */
public enum Field {
    STATE(Kind.TEXT),
    RECEIVED_AT(Kind.INSTANT),
    CHANNEL(Kind.TEXT),
    HOTLINE(Kind.TEXT),
    /** The number that the request has in the system it was imported from. */
    SOURCE_REF(Kind.TEXT),
    KIND(Kind.TEXT),
    CATEGORY(Kind.TEXT),
    URGENCY(Kind.TEXT),
    LANGUAGE(Kind.TEXT),
    SENSITIVE(Kind.FLAG),
    ANONYMOUS(Kind.FLAG),
    PETITIONER(Kind.LONG),
    /** gps, pin, address, place, area, citywide or none. */
    LOCATION_KIND(Kind.TEXT),
    LON(Kind.NUMBER),
    LAT(Kind.NUMBER),
    ACCURACY_M(Kind.NUMBER),
    RAW_X(Kind.NUMBER),
    RAW_Y(Kind.NUMBER),
    RAW_CRS(Kind.TEXT),
    AMBIGUOUS(Kind.FLAG),
    LOW_CONFIDENCE(Kind.FLAG),
    AREA_VERSION(Kind.TEXT),
    AREA_1(Kind.TEXT),
    AREA_2(Kind.TEXT),
    AREA_3(Kind.TEXT),
    AREA_4(Kind.TEXT),
    AREA_5(Kind.TEXT),
    AREA_6(Kind.TEXT),
    /** Why it waits for a dispatcher; null when it does not. */
    QUEUE_REASON(Kind.TEXT),
    /** The leading unit. */
    UNIT(Kind.TEXT),
    /** Account of the person in the unit who has it. */
    HANDLER(Kind.LONG),
    /** auto or manual. */
    DISPATCHED_BY(Kind.TEXT),
    DISPATCHED_AT(Kind.INSTANT),
    DISPATCH_COUNT(Kind.INT),
    /** After adjudication: the unit may not return it. */
    LOCKED(Kind.FLAG),
    DIVERSION(Kind.TEXT),
    DEADLINE(Kind.INSTANT),
    ACCEPTED_AT(Kind.INSTANT),
    CONTACTED_AT(Kind.INSTANT),
    HANDLED_AT(Kind.INSTANT),
    ENDED_AT(Kind.INSTANT),
    OUTCOME(Kind.TEXT),
    SUSPENDED_AT(Kind.INSTANT),
    REVIEW_AT(Kind.INSTANT),
    EXTENSION_ASKED(Kind.INSTANT),
    EXTENSION_COUNT(Kind.INT),
    SUPERVISED(Kind.FLAG),
    OVERDUE(Kind.FLAG),
    REWORK_COUNT(Kind.INT),
    CALLBACK_OPEN(Kind.FLAG),
    CALLBACK_ATTEMPTS(Kind.INT),
    CALLED_BACK_AT(Kind.INSTANT),
    /** The unit that led when the counting callback was made. */
    CALLED_BACK_FOR(Kind.TEXT),
    /** operator, link, page or unit; empty once the petitioner is asked anew, when any answer takes the place of the one before. */
    CALLED_BACK_BY(Kind.TEXT),
    CONTACTED(Kind.FLAG),
    SOLVED(Kind.FLAG),
    SATISFACTION(Kind.TEXT),
    /** Why no callback reached the petitioner, when none did. */
    UNREACHED(Kind.TEXT),
    /** The request that this one follows, or is a part of. */
    PARENT(Kind.LONG),
    /** duplicate, part or incident. */
    RELATION(Kind.TEXT);

    /** How a field's value is held in Java, in JSON and in the database. */
    public enum Kind {
        TEXT,
        LONG,
        INT,
        FLAG,
        NUMBER,
        INSTANT
    }

    private static final Map<String, Field> BY_COLUMN =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Field::column, Function.identity()));

    private final Kind kind;

    Field(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The column, and the key in events. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Field ofColumn(String column) {
        Field field = BY_COLUMN.get(column);
        if (field == null) {
            throw new IllegalArgumentException("a request has no field " + column);
        }
        return field;
    }

    /** The field of an area's code at a level's rank, 1 to 6. */
    public static Field area(int rank) {
        return valueOf("AREA_" + rank);
    }
}
