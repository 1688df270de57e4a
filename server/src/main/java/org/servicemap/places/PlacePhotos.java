package org.servicemap.places;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.servicemap.attachments.AttachmentErrors;
import org.servicemap.attachments.AttachmentException;
import org.servicemap.attachments.AttachmentOwner;
import org.servicemap.attachments.Attachments;

/**
 * Photos of places. An upload is named by its key when a draft is saved and becomes a photo then; from there on its id names it.
 * Nothing but what was taken in so is ever shown: the id of a request's photo opens nothing here. Thread-safe.
 */
public final class PlacePhotos {
    private static final String OWNER = "place_photo";
    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final int MOST = 12;

    private final Attachments attachments;

    public PlacePhotos(Attachments attachments) {
        this.attachments = attachments;
    }

    /**
     * The same place with every upload taken in, in the handle's transaction; {@code bad_field} for what is neither an upload nor
     * among the photos that the place has or had: another place's photo belongs to those who keep that place.
     */
    Place take(Handle handle, Place place, Set<String> had) {
        if (place.photos().size() > MOST) {
            throw PlaceException.field("photos", "at most " + MOST + " photos");
        }
        List<String> ids =
                place.photos().stream().map(photo -> take(handle, photo, had)).toList();
        return ids.equals(place.photos()) ? place : place.withPhotos(ids);
    }

    private String take(Handle handle, String photo, Set<String> had) {
        if (ID.matcher(photo).matches()) {
            if (!had.contains(photo)) {
                throw unknown(photo);
            }
            return requireTaken(handle, photo);
        }
        int dot = photo.indexOf('.');
        String id = dot < 0 ? "" : photo.substring(0, dot);
        if (!ID.matcher(id).matches()) {
            throw unknown(photo);
        }
        try {
            attachments.tie(handle, List.of(photo), owner(Long.parseLong(id)));
            return id;
        } catch (AttachmentException e) {
            throw unknown(id);
        }
    }

    private String requireTaken(Handle handle, String id) {
        if (attachments.of(handle, owner(Long.parseLong(id))).isEmpty()) {
            throw unknown(id);
        }
        return id;
    }

    private static PlaceException unknown(String photo) {
        return PlaceException.field("photos", "«" + photo + "» is neither an upload's key nor a photo of this place");
    }

    /** A photo is its own owner: versions of a place share it, and none owns it alone. */
    private static AttachmentOwner owner(long id) {
        return new AttachmentOwner(OWNER, id);
    }

    Attachments.Content open(long id) {
        requirePhoto(id);
        return attachments.open(id);
    }

    Attachments.Content thumbnail(long id) {
        requirePhoto(id);
        return attachments.thumbnail(id);
    }

    private void requirePhoto(long id) {
        if (!attachments.ownerOf(id).equals(owner(id))) {
            throw AttachmentErrors.UNKNOWN.problem("there is no photo " + id, "id");
        }
    }
}
