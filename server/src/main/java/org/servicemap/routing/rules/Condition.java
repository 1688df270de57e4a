package org.servicemap.routing.rules;

import java.util.List;
import java.util.Map;

/** When a rule holds: checks combined. */
public sealed interface Condition {
    /** Always holds. */
    Condition ALWAYS = new All(List.of());

    /** Each part holds. */
    record All(List<Condition> parts) implements Condition {}

    /** At least one part holds. */
    record Any(List<Condition> parts) implements Condition {}

    /** The part does not hold. */
    record Not(Condition part) implements Condition {}

    /**
     * One check.
     *
     * @param mark where it is written
     * @param where where each code or word of it is written
     */
    record Leaf(Check check, Mark mark, Map<String, Mark> where) implements Condition {
        public Mark markOf(String item) {
            return where.getOrDefault(item, mark);
        }
    }
}
