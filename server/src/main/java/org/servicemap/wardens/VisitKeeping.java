package org.servicemap.wardens;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
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
    private final FieldDay day;

    VisitKeeping(Database database, PersonalCipher cipher, FieldGrids grids, FieldDay day) {
        this.database = database;
        this.cipher = cipher;
        this.grids = grids;
        this.day = day;
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
        boolean outside = grids.isOutside(phone, grid);
        long id = database.nextId();
        long account = SyncKind.account(caller);
        SyncStore.insertVisit(
                handle,
                item,
                arrival,
                phone,
                new SyncStore.Visit(
                        id,
                        account,
                        grid,
                        plan(body.plan()),
                        body.item(),
                        SyncItem.word(body.visitKind(), "visit_kind", KINDS),
                        SyncItem.word(body.finding(), "finding", FINDINGS),
                        sealed(cipher, id, SyncItem.note(body.note())),
                        outside,
                        isTheirs(handle, account, grid, arrival.when(item.foundAt()))));
        return SyncResult.visit(outside);
    }

    private boolean isTheirs(Handle handle, long account, String grid, Instant at) {
        return FieldStore.own(handle, account, LocalDate.ofInstant(at, day.zone())).stream()
                .anyMatch(own -> own.grid().equals(grid));
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

    static byte @Nullable [] sealed(PersonalCipher cipher, long id, @Nullable String note) {
        return note == null ? null : cipher.sealBytes(note.getBytes(StandardCharsets.UTF_8), context(id));
    }

    /** What a visit's note is sealed for. */
    static String context(long id) {
        return "field_visit/" + id;
    }
}
