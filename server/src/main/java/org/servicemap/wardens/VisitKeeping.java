package org.servicemap.wardens;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;

/** Visits: where somebody was asked, called on or looked at; never the way between them. */
final class VisitKeeping implements SyncKind {
    private static final Set<String> KINDS = Set.of("inquiry", "visit", "check");
    private static final Set<String> FINDINGS = Set.of("fine", "noted", "reported");

    private final Database database;
    private final PersonalCipher cipher;
    private final FieldGrids grids;

    VisitKeeping(Database database, PersonalCipher cipher, FieldGrids grids) {
        this.database = database;
        this.cipher = cipher;
        this.grids = grids;
    }

    @Override
    public Map<String, List<String>> photos(SyncItem item) {
        return Map.of();
    }

    @Override
    public SyncResult take(Handle handle, Caller caller, SyncItem item, SyncPhotos photos, SyncItem.Arrival arrival) {
        SyncJson.FieldItemBody body = item.body();
        String grid = SyncItem.need(body.grid(), "grid");
        if (!grids.exists(grid)) {
            throw SyncRefused.field("grid", "there is no grid " + grid);
        }
        SyncItem.Position phone = item.phone();
        boolean outside =
                phone != null && !grids.spot(phone.point(), phone.accuracy()).mayBeIn(Set.of(grid));
        long id = database.nextId();
        SyncStore.insertVisit(
                handle,
                item,
                arrival,
                phone,
                new SyncStore.Visit(
                        id,
                        SyncKind.account(caller),
                        grid,
                        plan(body.plan()),
                        body.item(),
                        SyncItem.word(body.visitKind(), "visit_kind", KINDS),
                        SyncItem.word(body.finding(), "finding", FINDINGS),
                        sealed(id, SyncItem.note(body.note())),
                        outside));
        return SyncResult.stored(null, outside);
    }

    private static @Nullable Long plan(@Nullable String plan) {
        return plan == null ? null : id(plan, "plan");
    }

    static Long id(String text, String field) {
        if (!text.matches("\\d{1,18}")) {
            throw SyncRefused.field(field, field + " is an id");
        }
        return Long.valueOf(text);
    }

    private byte @Nullable [] sealed(long id, @Nullable String note) {
        return note == null ? null : cipher.sealBytes(note.getBytes(StandardCharsets.UTF_8), "field_visit/" + id);
    }
}
