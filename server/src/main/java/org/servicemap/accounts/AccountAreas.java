package org.servicemap.accounts;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.BoundRows;
import org.servicemap.http.Caller;
import org.servicemap.text.LocalText;

/**
 * Accounts hang on the area that they are bound to: without it they would see nothing. Of an area that was split an account keeps the
 * largest part only, because nobody is given more than a person gave; who is to have another part is for an administrator to say. The
 * requests placed under the code of before stay theirs ({@link AreaBounds}). Each change is in the {@link Audit}.
 */
public final class AccountAreas implements AreaDependants {
    private static final String MOVED = "account_area_moved";
    private static final BoundRows ROWS =
            new BoundRows("accounts", "area_level", "area", "t.area IS NOT NULL", ", version = t.version + 1");
    /** Whom an administrator has changed since stays as that says. */
    private static final String UNCHANGED_SINCE = """
            (SELECT u.action FROM audit u WHERE u.subject = 'account:' || t.id
             AND u.action IN ('account_changed', 'account_area_moved') ORDER BY u.id DESC LIMIT 1) = 'account_area_moved'""";

    @Override
    public String kind() {
        return "accounts";
    }

    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        return BoundRows.bind(handle.createQuery("""
                        SELECT coalesce(a.login, a.id::text) AS id, a.name, a.area_level, a.area FROM accounts a
                        JOIN unnest(:levels, :codes) AS m (level, code) ON a.area_level = m.level AND a.area = m.code
                        ORDER BY a.area_level, a.area, a.id
                        """), List.copyOf(areas))
                .map((rs, context) -> new Dependant(
                        "account",
                        rs.getString("id"),
                        LocalText.of("und", rs.getString("name")),
                        new AreaKey(rs.getString("area_level"), rs.getString("area"))))
                .list();
    }

    @Override
    public void move(Handle handle, List<Move> moves) {
        List<BoundRows.Moved> moved = ROWS.move(handle, moves);
        FormerAreas.keep(handle, moved);
        Audit.recordAll(
                handle,
                Caller.PUBLICATION,
                MOVED,
                moved.stream()
                        .map(row -> new Audit.Note(Accounts.subject(row.id()), row.words()))
                        .toList());
    }

    @Override
    public String remember(Handle handle) {
        return ROWS.remember(handle);
    }

    @Override
    public void restore(Handle handle, String kept) {
        List<BoundRows.Moved> restored = ROWS.restore(handle, kept, UNCHANGED_SINCE);
        FormerAreas.keepOfWithdrawn(handle, restored);
        FormerAreas.dropOwn(handle, restored.stream().map(BoundRows.Moved::id).toList());
        Audit.recordAll(
                handle,
                Caller.PUBLICATION,
                "account_area_restored",
                restored.stream()
                        .map(row -> new Audit.Note(Accounts.subject(row.id()), "the version was rolled back"))
                        .toList());
    }
}
