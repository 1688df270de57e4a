package org.servicemap.insights.facts;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What requests are grouped and filtered by most, kept a second time as small numbers: texts of many values make a year of a large city several
 * times slower to count. Which number stands for which word is in the table {@code fact_codes}; numbers mean nothing outside of a file.
 */
public enum FactCode {
    CATEGORY(FactColumn.CATEGORY),
    AREA_1(FactColumn.AREA_1),
    AREA_2(FactColumn.AREA_2),
    AREA_3(FactColumn.AREA_3),
    AREA_4(FactColumn.AREA_4),
    AREA_5(FactColumn.AREA_5),
    AREA_6(FactColumn.AREA_6),
    /** The unit that led when it was called back, else the one that leads. */
    LED(FactColumn.CALLED_BACK_FOR, FactColumn.UNIT),
    SATISFACTION(FactColumn.SATISFACTION),
    TONE(FactColumn.TONE),
    REMARK_TONE(FactColumn.REMARK_TONE),
    /** The word is the cell's number. */
    CELL(FactColumn.CELL);

    private final FactColumn[] from;

    FactCode(FactColumn... from) {
        this.from = from.clone();
    }

    /** @param rank of the level, 1 coarsest */
    public static FactCode area(int rank) {
        return values()[AREA_1.ordinal() + rank - 1];
    }

    /** By which its words are found in the table of words. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String column() {
        return kind() + "_no";
    }

    /** SQL: the column's number is that of one of so many words; of none when there are none. */
    public String oneOf(String table, int words) {
        return table + "." + column() + " IN (SELECT no FROM fact_codes WHERE kind = '" + kind() + "' AND word IN (NULL"
                + ", ?".repeat(words) + "))";
    }

    /** SQL: a join that gives numbers of this kind their words. */
    public String words(String alias, String number) {
        return "JOIN fact_codes " + alias + " ON " + alias + ".kind = '" + kind() + "' AND " + alias + ".no = "
                + number;
    }

    @Nullable
    String word(FactRow row) {
        for (FactColumn column : from) {
            Object value = row.get(column);
            if (value != null) {
                return value.toString();
            }
        }
        return null;
    }
}
