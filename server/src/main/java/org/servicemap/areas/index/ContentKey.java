package org.servicemap.areas.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;

/** SHA-256 of all that an index depends on: the grid, and each area's level, code, parent and own shape. */
final class ContentKey {
    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    private ContentKey() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    static String of(Coverage coverage) {
        ContentKey key = new ContentKey();
        key.add(Double.doubleToLongBits(coverage.grid().originLon()));
        key.add(Double.doubleToLongBits(coverage.grid().originLat()));
        key.add(coverage.grid().k());
        key.add(coverage.areas().size());
        coverage.areas().forEach(key::add);
        key.flush();
        return HexFormat.of().formatHex(key.digest.digest());
    }

    private void add(CoverageArea area) {
        add((long) area.level() << 32 | area.parent() & 0xFFFFFFFFL);
        byte[] code = area.code().getBytes(StandardCharsets.UTF_8);
        add(code.length);
        for (byte b : code) {
            room(1).put(b);
        }
        int[][][] polygons = area.own().polygons();
        add(polygons.length);
        for (int[][] polygon : polygons) {
            add(polygon.length);
            for (int[] ring : polygon) {
                add(ring.length);
                for (int coordinate : ring) {
                    room(4).putInt(coordinate);
                }
            }
        }
    }

    private void add(long value) {
        room(8).putLong(value);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        digest.update(buffer.flip());
        buffer.clear();
    }
}
