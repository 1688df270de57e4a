package org.servicemap.wardens;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.Attachments;
import org.servicemap.attachments.Uploaded;
import org.servicemap.geo.Geodesy;

/** Photos that an item names: read before its transaction begins, kept within it. */
final class SyncPhotos {
    private static final double LEAST_METRES = 100;

    private final Map<String, Uploads.Picture> pictures = new LinkedHashMap<>();

    private SyncPhotos() {}

    /** Refuses what is not all here, was taken by another item, or is named twice. */
    static SyncPhotos of(Uploads uploads, long account, Map<String, List<String>> byField) {
        SyncPhotos photos = new SyncPhotos();
        byField.forEach((field, keys) -> {
            if (keys.size() > FieldDay.MOST_PHOTOS) {
                throw SyncRefused.field(field, "at most " + FieldDay.MOST_PHOTOS + " photos");
            }
            keys.forEach(key -> photos.add(uploads, account, field, key));
        });
        return photos;
    }

    private void add(Uploads uploads, long account, String field, String key) {
        UUID uuid = SyncItem.uuid(key, field);
        if (pictures.containsKey(key)) {
            throw SyncRefused.field(field, "each photo once");
        }
        Uploads.Picture picture = uploads.picture(account, uuid);
        if (picture == null) {
            boolean used = uploads.isUsed(account, uuid);
            throw new SyncRefused(
                    used ? SyncRefused.UPLOAD_USED : SyncRefused.UPLOAD_MISSING,
                    field,
                    used ? "the photo belongs to something else" : "the photo is not all here yet");
        }
        pictures.put(key, picture);
    }

    /** Makes attachments of these photos; answers their keys. */
    List<String> keep(Handle handle, Attachments attachments, List<String> named, long account) {
        List<String> keys = new ArrayList<>();
        for (String name : named) {
            Uploads.Picture picture = pictures.get(name);
            if (picture != null) {
                Uploaded kept = attachments.store(handle, picture.file(), account);
                keys.add(kept.key());
            }
        }
        return keys;
    }

    /** Marks all of them as taken; refuses when another item was faster. */
    void use(Handle handle, java.time.Instant now) {
        List<Long> ids =
                pictures.values().stream().map(picture -> picture.row().id()).toList();
        if (UploadStore.use(handle, ids, now) < ids.size()) {
            throw new SyncRefused(SyncRefused.UPLOAD_USED, "photos", "a photo was taken by something else meanwhile");
        }
    }

    /** How far from a position the farthest photo says that it was taken, in metres; null when none says. */
    @Nullable
    Double farthest(SyncItem.@Nullable Position from) {
        if (from == null) {
            return null;
        }
        Double farthest = null;
        for (Uploads.Picture picture : pictures.values()) {
            if (picture.row().exif() != null) {
                double metres =
                        Geodesy.distanceMetres(from.point(), picture.row().exif());
                farthest = farthest == null ? metres : Math.max(farthest, metres);
            }
        }
        return farthest;
    }

    /** Farther than the phone's own uncertainty explains. */
    static boolean differs(@Nullable Double metres, SyncItem.@Nullable Position from) {
        double allowed = from == null || from.accuracy() == null ? 0 : 2 * from.accuracy();
        return metres != null && metres > Math.max(LEAST_METRES, allowed);
    }

    static long id(String key) {
        return Long.parseLong(key.substring(0, key.indexOf('.')));
    }
}
