package org.servicemap.attachments.media;

import com.drew.lang.ByteArrayReader;
import com.drew.lang.GeoLocation;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.GpsDirectory;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/**
 * What is used of a picture's EXIF data before it goes.
 *
 * @param orientation 1 to 8 as EXIF numbers them; 1 is upright
 * @param position where it was taken as the camera wrote it (WGS 84), or null
 */
record Exif(int orientation, @Nullable LonLat position) {
    private static final int UPRIGHT = 1;
    private static final Exif NONE = new Exif(UPRIGHT, null);

    /** Reads a TIFF structure; what cannot be read is as if it were not there, the picture is good without it. */
    static Exif read(byte[] tiff) {
        if (tiff.length == 0) {
            return NONE;
        }
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(tiff), metadata);
        return new Exif(orientation(metadata), position(metadata));
    }

    private static int orientation(Metadata metadata) {
        Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer value = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return value == null || value < UPRIGHT || value > 8 ? UPRIGHT : value;
    }

    private static @Nullable LonLat position(Metadata metadata) {
        GpsDirectory gps = metadata.getFirstDirectoryOfType(GpsDirectory.class);
        GeoLocation place = gps == null ? null : gps.getGeoLocation();
        return place != null && isUsable(place) ? new LonLat(place.getLongitude(), place.getLatitude()) : null;
    }

    /** Cameras without a fix write zeros. */
    private static boolean isUsable(GeoLocation place) {
        return !place.isZero() && Math.abs(place.getLatitude()) <= 90 && Math.abs(place.getLongitude()) <= 180;
    }
}
