package org.servicemap.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** Looks into well-known binary (OGC's, ISO's and PostGIS's) for rings that are not closed: JTS's reader closes them without a word. */
final class WkbRings {
    private static final int POLYGON = 3;
    private static final int FIRST_COLLECTION = 4;
    private static final int LAST_COLLECTION = 7;

    private final ByteBuffer bytes;

    private WkbRings(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * The end of the first ring that is not closed, or null.
     *
     * @param wkb that JTS could read: lengths and depth are sound
     */
    static @Nullable Coordinate unclosed(byte[] wkb, int start) {
        return new WkbRings(ByteBuffer.wrap(wkb, start, wkb.length - start)).geometry();
    }

    private @Nullable Coordinate geometry() {
        bytes.order(bytes.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int type = bytes.getInt();
        if ((type & 0x20000000) != 0) {
            bytes.getInt();
        }
        int iso = (type & 0xFFFF) / 1000;
        int numbers = 2
                + ((type & 0x80000000) != 0 ? 1 : 0)
                + ((type & 0x40000000) != 0 ? 1 : 0)
                + (iso == 3 ? 2 : Math.min(iso, 1));
        int kind = (type & 0xFFFF) % 1000;
        if (kind == POLYGON) {
            return rings(numbers);
        }
        if (kind >= FIRST_COLLECTION && kind <= LAST_COLLECTION) {
            return members();
        }
        skip(kind == 1 ? 1 : bytes.getInt(), numbers);
        return null;
    }

    private @Nullable Coordinate members() {
        Coordinate found = null;
        for (int n = bytes.getInt(); n > 0 && found == null; n--) {
            found = geometry();
        }
        return found;
    }

    private @Nullable Coordinate rings(int numbers) {
        for (int n = bytes.getInt(); n > 0; n--) {
            int points = bytes.getInt();
            if (points > 0) {
                int first = bytes.position();
                skip(points, numbers);
                Coordinate end = position(bytes.position() - 8 * numbers);
                if (!end.equals2D(position(first))) {
                    return end;
                }
            }
        }
        return null;
    }

    private Coordinate position(int at) {
        return new Coordinate(bytes.getDouble(at), bytes.getDouble(at + 8));
    }

    private void skip(int points, int numbers) {
        bytes.position(bytes.position() + 8 * numbers * points);
    }
}
