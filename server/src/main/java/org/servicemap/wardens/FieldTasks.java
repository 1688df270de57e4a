package org.servicemap.wardens;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.AttachmentOwner;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.requests.FieldRequests;
import org.servicemap.storage.Database;

/**
 * Tasks that wardens did. The first answer is taken; whoever comes later is told who was first, and what the late one brought stays with the
 * task.
 */
final class FieldTasks implements SyncKind {
    private static final Set<String> OUTCOMES = Set.of("fine", "not_fine", "not_found");
    private static final String OPEN = "open";

    private final Database database;
    private final Attachments attachments;
    private final FieldRequests requests;
    private final FieldGrids grids;
    private final FieldDay day;

    FieldTasks(Database database, Attachments attachments, FieldRequests requests, FieldGrids grids, FieldDay day) {
        this.database = database;
        this.attachments = attachments;
        this.requests = requests;
        this.grids = grids;
        this.day = day;
    }

    @Override
    public Map<String, List<String>> photos(SyncItem item) {
        List<String> named = item.body().photos();
        return named == null ? Map.of() : Map.of("photos", named);
    }

    @Override
    public SyncResult take(Handle handle, Caller caller, SyncItem item, SyncPhotos photos, SyncItem.Arrival arrival) {
        SyncJson.FieldItemBody body = item.body();
        long account = SyncKind.account(caller);
        int version = SyncItem.need(body.version(), "version");
        String outcome = SyncItem.word(body.outcome(), "outcome", OUTCOMES);
        FieldStore.Task task = FieldStore.lockTask(handle, VisitKeeping.id(SyncItem.need(body.task(), "task"), "task"))
                .orElseThrow(() -> new SyncRefused(SyncRefused.UNKNOWN_TASK, "task", "there is no such task"));
        SyncResult conflict = conflict(task, version);
        requireOwn(handle, account, task, arrival.when(item.foundAt()), conflict != null);
        SyncItem.Position phone = item.phone();
        Double exifOff = photos.farthest(phone);
        SyncStore.Entry entry = new SyncStore.Entry(
                database.nextId(),
                task.id(),
                account,
                outcome,
                SyncItem.note(body.note()),
                conflict == null,
                grids.isOutside(phone, task.grid()),
                exifOff,
                SyncPhotos.differs(exifOff, phone));
        List<String> keys =
                photos.keep(handle, attachments, body.photos() == null ? List.of() : body.photos(), account);
        photos.use(handle, arrival.at());
        if (conflict == null && task.request() != null && outcome.equals("not_fine")) {
            requests.note(task.request(), words(entry.note()), keys, caller);
        } else {
            attachments.tie(handle, keys, new AttachmentOwner(FieldFiles.TASK, entry.id()));
        }
        SyncStore.insertEntry(
                handle,
                item,
                arrival,
                phone,
                entry,
                keys.stream().map(SyncPhotos::id).toList());
        if (conflict != null) {
            return conflict;
        }
        SyncStore.endTask(handle, item, arrival, entry);
        return SyncResult.task(entry.outside(), entry.exifDiffers());
    }

    private @Nullable SyncResult conflict(FieldStore.Task task, int version) {
        if (!task.state().equals(OPEN)) {
            String who = task.doneBy() == null ? "" : " by " + task.doneBy();
            String when = task.doneAt() == null
                    ? ""
                    : ", " + task.doneAt().atZone(day.zone()).toOffsetDateTime();
            return SyncResult.conflict(
                    "task_" + task.state(),
                    "the task was " + task.state() + who + when + "; what you noted is kept with it",
                    task.state());
        }
        return task.version() == version
                ? null
                : SyncResult.conflict(
                        "task_changed",
                        "the task was changed meanwhile: it is at version " + task.version()
                                + "; what you noted is kept with it",
                        task.state());
    }

    /**
     * Whoever looks after the grid now, or did when it was done; of a task given to somebody that one, and who stands in there. Who comes
     * late may have had it before: whoever looks after the grid, and those to whom it was given once. Nobody else writes into it or hears
     * who did it.
     */
    private void requireOwn(Handle handle, long account, FieldStore.Task task, Instant doneAt, boolean late) {
        Predicate<LocalDate> own = on -> isAssigned(handle, account, task, on)
                || (late || task.assignee() == null) && looksAfter(FieldStore.own(handle, account, on), task);
        if (!own.test(day.today())
                && !own.test(LocalDate.ofInstant(doneAt, day.zone()))
                && !(late && FieldStore.had(handle, account, task.id()))) {
            throw new SyncRefused(ErrorCode.OUT_OF_SCOPE.code(), "task", "this task is somebody else's");
        }
    }

    private static boolean isAssigned(Handle handle, long account, FieldStore.Task task, LocalDate on) {
        Long assignee = task.assignee();
        return assignee != null
                && (assignee == account || FieldStore.standsIn(handle, account, assignee, task.grid(), on));
    }

    private static boolean looksAfter(List<FieldStore.Own> own, FieldStore.Task task) {
        return own.stream().anyMatch(each -> each.grid().equals(task.grid()));
    }

    private String words(@Nullable String note) {
        String said = day.language().startsWith("zh") ? "现场核查：未办好。" : "Looked at on the spot: it is not fine. ";
        return note == null ? said.strip() : said + note;
    }
}
