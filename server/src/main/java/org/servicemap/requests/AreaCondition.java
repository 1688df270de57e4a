package org.servicemap.requests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.requests.lifecycle.Field;

/**
 * Where a caller may look, as SQL on the table {@code requests r}.
 *
 * @param parts of which a request fulfils one; no request fulfils two
 */
record AreaCondition(List<String> parts, Map<String, String> codes, Map<String, Set<String>> versions) {
    /** The conditions of bounds that are not everywhere. */
    static AreaCondition of(AreaBounds bounds) {
        AreaCondition made = new AreaCondition(new ArrayList<>(), new HashMap<>(), new HashMap<>());
        bounds.listed().forEach(made::add);
        return made;
    }

    private void add(AreaBounds.Code code) {
        int place = parts.size();
        String at = "r." + Field.area(code.rank()).column() + " = :bound" + place;
        codes.put("bound" + place, code.code());
        Set<String> of = code.versions();
        if (of == null) {
            parts.add(at);
        } else {
            parts.add(at + " AND r.area_version = ANY(:boundVersions" + place + ")");
            versions.put("boundVersions" + place, of);
        }
    }

    /** All in one. */
    String sql() {
        return parts.isEmpty() ? "false" : parts.size() == 1 ? parts.get(0) : "(" + String.join(" OR ", parts) + ")";
    }

    <S extends SqlStatement<S>> S bind(S statement) {
        codes.forEach(statement::bind);
        versions.forEach((name, ids) -> statement.bindArray(name, String.class, ids.toArray()));
        return statement;
    }
}
