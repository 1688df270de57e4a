package org.servicemap.areas;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.text.LocalText;

/**
 * What hangs on areas by their codes (units in charge, rules …) and must follow when a version takes codes away. Features
 * implement it, {@code app} hands them to {@link AreaVersions}.
 */
public interface AreaDependants {
    /**
     * One thing that hangs on an area.
     *
     * @param kind {@code unit}, {@code rule} …
     * @param id its code, for people
     * @param count how many there are, where they are not named one by one
     */
    record Dependant(String kind, String id, LocalText name, AreaKey area, int count) {
        public Dependant(String kind, String id, LocalText name, AreaKey area) {
            this(kind, id, name, area, 1);
        }
    }

    /**
     * Another code for an area.
     *
     * @param share how much of the former area's surface it has
     * @param ofNew how much of its own surface that is; less than all where areas were merged
     */
    record Move(AreaKey from, AreaKey to, double share, double ofNew) {
        /** What redrawn borders add to an area is not worth telling. */
        private static final double TRIFLE = 0.05;

        /** To an area that is no more than that. */
        public Move(AreaKey from, AreaKey to, double share) {
            this(from, to, share, 1);
        }

        /** Whether who had the former area gets more than that. */
        public boolean isWider() {
            return ofNew < 1 - TRIFLE;
        }
    }

    /** Under which name its state is kept; stable. */
    String kind();

    /** What hangs on any of these areas. Reads in the caller's transaction. */
    List<Dependant> on(Handle handle, Set<AreaKey> areas);

    /**
     * Lets everything follow that can be moved by a program. In the caller's transaction.
     *
     * @param moves an area that was split has several, that with the largest share first: what can hang on one area only follows it
     */
    void move(Handle handle, List<Move> moves);

    /** What stands now, before a version changes it; in the caller's transaction. */
    String remember(Handle handle);

    /** Puts back what {@link #remember} gave: crosswalks lose what merged, so that no way leads back along them. */
    void restore(Handle handle, String kept);
}
