package org.servicemap.accounts;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.BoundRows;

/**
 * Accounts hang on the area that they are bound to: without it they would see nothing. Of an area that was split an account keeps the
 * largest part only, because nobody is given more than a person gave; who is to have another part is for an administrator to say. The
 * requests placed under the code of before stay theirs ({@link AreaBounds}). Each change is in the {@link Audit}, also that areas were
 * merged and so an account got more than it had.
 */
public final class AccountAreas implements AreaDependants {
    private static final BoundRows ROWS =
            new BoundRows("accounts", "area_level", "area", "t.area IS NOT NULL", ", version = t.version + 1");
    private static final AuditedRows AUDITED =
            new AuditedRows(ROWS, "account", "account_changed", "account_area_moved", "account_area_restored");

    @Override
    public String kind() {
        return "accounts";
    }

    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        return ROWS.on(handle, areas, "account", "coalesce(t.login, t.id::text)", "t.name");
    }

    @Override
    public void move(Handle handle, List<Move> moves) {
        FormerAreas.keep(handle, AUDITED.move(handle, moves));
    }

    @Override
    public String remember(Handle handle) {
        return ROWS.remember(handle);
    }

    @Override
    public void restore(Handle handle, String kept) {
        List<BoundRows.Moved> restored = AUDITED.restore(handle, kept);
        FormerAreas.keepOfWithdrawn(handle, restored);
        FormerAreas.dropOwn(handle, restored.stream().map(BoundRows.Moved::id).toList());
    }
}
