package org.servicemap.wardens;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.Caller;
import org.servicemap.requests.FieldRequests;
import org.servicemap.requests.Where;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** Reports become requests: given by the catalogue, or closed where they were found. */
final class ReportFiling implements SyncKind {
    private final FieldRequests requests;
    private final Attachments attachments;
    private final FieldGrids grids;
    private final FieldDay day;

    ReportFiling(FieldRequests requests, Attachments attachments, FieldGrids grids, FieldDay day) {
        this.requests = requests;
        this.attachments = attachments;
        this.grids = grids;
        this.day = day;
    }

    @Override
    public Map<String, List<String>> photos(SyncItem item) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        named.put(
                "photos", item.body().photos() == null ? List.of() : item.body().photos());
        SyncJson.FieldSettledBody settled = item.body().settled();
        if (settled != null) {
            if (settled.photos().isEmpty()) {
                throw SyncRefused.field("settled.photos", "a photo shows that it was put right");
            }
            named.put("settled.photos", settled.photos());
        }
        return named;
    }

    @Override
    public SyncResult take(Handle handle, Caller caller, SyncItem item, SyncPhotos photos, SyncItem.Arrival arrival) {
        long account = SyncKind.account(caller);
        String category = category(item);
        SyncItem.Position phone = item.phone();
        SyncItem.Position place = item.place();
        FieldGrids.Spot spot = place == null ? null : grids.spot(place.point(), place.accuracy());
        boolean outside = spot != null
                && !spot.mayBeIn(day.own(handle, caller).stream()
                        .map(FieldStore.Own::grid)
                        .toList());
        Double exifOff = photos.farthest(phone);
        SyncStore.Report known = new SyncStore.Report(
                0,
                spot == null ? null : spot.grid(),
                outside,
                exifOff,
                SyncPhotos.differs(exifOff, phone),
                moved(item),
                item.body().settled() != null);
        List<String> named =
                item.body().photos() == null ? List.of() : item.body().photos();
        FieldRequests.Seen seen = requests.file(
                new FieldRequests.Report(
                        category,
                        text(item, category),
                        where(item, place),
                        photos.keep(handle, attachments, named, account),
                        origin(item, arrival, known),
                        onSpot(handle, item, photos, account)),
                caller);
        photos.use(handle, arrival.at());
        SyncStore.insertReport(handle, account, caller.device(), item, arrival, phone, of(seen, known));
        return SyncResult.report(seen, outside, known.exifDiffers());
    }

    private static SyncStore.Report of(FieldRequests.Seen seen, SyncStore.Report known) {
        return new SyncStore.Report(
                seen.id(),
                known.grid(),
                known.outside(),
                known.exifOff(),
                known.exifDiffers(),
                known.moved(),
                known.settled());
    }

    private static boolean moved(SyncItem item) {
        return item.body().where() != null
                && Boolean.TRUE.equals(item.body().where().moved());
    }

    private String category(SyncItem item) {
        String category = SyncItem.need(item.body().category(), "category");
        CategoryTree tree = day.categories();
        if (item.body().settled() != null && tree.find(category).isPresent() && !FieldDay.settleable(tree, category)) {
            throw new SyncRefused(
                    SyncRefused.NOT_SETTLEABLE, "settled", "requests of this kind are not closed on the spot");
        }
        return category;
    }

    private String text(SyncItem item, String category) {
        String said = item.body().text();
        return said != null && !said.isBlank()
                ? said
                : day.categories()
                        .find(category)
                        .map(Category::name)
                        .map(name -> name.in(day.language(), day.language()))
                        .orElse(category);
    }

    private static Where where(SyncItem item, SyncItem.@Nullable Position place) {
        SyncJson.FieldWhereBody where = SyncItem.need(item.body().where(), "where");
        String address = where.address();
        if (place == null) {
            String words = SyncItem.need(address, "where.lon");
            return new Where(Where.Kind.NONE, null, null, null, null, null, null, words);
        }
        Where.Kind kind = moved(item) ? Where.Kind.PIN : Where.Kind.GPS;
        return new Where(
                kind, place.point().lon(), place.point().lat(), "wgs84", place.accuracy(), null, null, address);
    }

    private static Map<String, Object> origin(SyncItem item, SyncItem.Arrival arrival, SyncStore.Report known) {
        Map<String, Object> origin = new LinkedHashMap<>();
        origin.put("found_at", item.foundAt().toString());
        origin.put("clock_off_s", Long.toString(arrival.clockOff().toSeconds()));
        List<String> marks = new ArrayList<>();
        mark(marks, "outside", known.outside());
        mark(marks, "exif_differs", known.exifDiffers());
        mark(marks, "moved", known.moved());
        mark(marks, "settled", known.settled());
        mark(marks, "doubtful", arrival.doubts(item.foundAt()));
        marks.forEach(mark -> origin.put(mark, true));
        return origin;
    }

    private static void mark(List<String> marks, String name, boolean is) {
        if (is) {
            marks.add(name);
        }
    }

    private FieldRequests.@Nullable OnSpot onSpot(Handle handle, SyncItem item, SyncPhotos photos, long account) {
        SyncJson.FieldSettledBody settled = item.body().settled();
        if (settled == null) {
            return null;
        }
        String words = settled.words();
        if (words.isBlank() || words.length() > FieldDay.MOST_TEXT) {
            throw SyncRefused.field("settled.words", "say what was done in 1 to " + FieldDay.MOST_TEXT + " characters");
        }
        return new FieldRequests.OnSpot(words, photos.keep(handle, attachments, settled.photos(), account));
    }
}
