package org.servicemap.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.servicemap.accounts.AreaBounds;

/** Where a caller may look, as a condition on facts, and the values of its question marks. */
public record BoundFacts(String condition, List<Object> values) {
    public BoundFacts {
        values = List.copyOf(values);
    }

    /** @param prefix of columns, as {@code r.} */
    public static BoundFacts of(AreaBounds bounds, String prefix) {
        return of(bounds, prefix, rank -> prefix + "area_" + rank + " = ?");
    }

    /** @param areaIs with one question mark: that the area of a rank has a code */
    static BoundFacts of(AreaBounds bounds, String prefix, IntFunction<String> areaIs) {
        List<Object> values = new ArrayList<>();
        String any = bounds.listed().stream()
                .map(code -> one(code, prefix, areaIs.apply(code.rank()), values))
                .collect(Collectors.joining(" OR "));
        return new BoundFacts(bounds.isEverywhere() ? "true" : any.isEmpty() ? "false" : "(" + any + ")", values);
    }

    private static String one(AreaBounds.Code code, String prefix, String areaIs, List<Object> values) {
        values.add(code.code());
        Set<String> versions = code.versions();
        if (versions == null) {
            return areaIs;
        }
        values.addAll(versions);
        return areaIs + " AND " + prefix + "area_version IN (NULL" + ", ?".repeat(versions.size()) + ")";
    }
}
