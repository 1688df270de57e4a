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
        SyncItem.Position phone = item.phone();
        Standing standing = standing(handle, SyncItem.need(body.grid(), "grid"), phone);
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
                        standing.grid(),
                        plan(body.plan()),
                        body.item(),
                        SyncItem.word(body.visitKind(), "visit_kind", KINDS),
                        SyncItem.word(body.finding(), "finding", FINDINGS),
                        sealed(cipher, id, SyncItem.note(body.note())),
                        standing.outside(),
                        isTheirs(handle, account, standing, arrival.when(item.foundAt()))));
        return SyncResult.visit(standing.outside());
    }

    /**
     * In which grid a visit is kept.
     *
     * @param said by the phone, which may know an earlier version's
     * @param grid the one in which it is kept
     */
    private record Standing(String said, String grid, boolean outside) {}

    /** A visit in a grid that is no more counts in that in which the phone was; without a position it stays a fact of the former one. */
    private Standing standing(Handle handle, String said, SyncItem.@Nullable Position phone) {
        if (grids.exists(said)) {
            return new Standing(said, said, grids.isOutside(phone, said));
        }
        FormerGrid former =
                FormerGrid.find(handle, said).orElseThrow(() -> SyncRefused.field("grid", "there is no grid " + said));
        boolean outside = former.isOutside(phone);
        String now = phone == null || outside
                ? null
                : grids.spot(phone.point(), phone.accuracy()).grid();
        return new Standing(said, now == null ? said : now, outside);
    }

    private boolean isTheirs(Handle handle, long account, Standing standing, Instant at) {
        LocalDate on = LocalDate.ofInstant(at, day.zone());
        return FieldStore.own(handle, account, on).stream()
                        .anyMatch(own ->
                                own.grid().equals(standing.grid()) || own.grid().equals(standing.said()))
                || FieldStore.hadUntilMoved(handle, account, standing.said(), on);
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
