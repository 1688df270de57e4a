package org.servicemap.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils inputs, the same way for the same seed: bits, bytes, lengths, pieces doubled, cut or from elsewhere, and words that hurt. */
public final class Mutator {
    private static final List<String> WORDS = List.of(
            "",
            "0",
            "-1",
            "1e999999999",
            "9223372036854775808",
            "NaN",
            "null",
            "[",
            "]",
            "{",
            "(",
            ")",
            "\"",
            "'",
            "''",
            "\\",
            "\\u0000",
            "\u0000",
            "%00",
            "%",
            "%ff",
            "\uFEFF",
            "\uD800",
            "👍",
            "é",
            "，",
            "\r\n",
            "\t",
            "  ",
            ";",
            ",",
            "=",
            "--",
            "&",
            "<",
            "<!DOCTYPE",
            "&x;",
            "../",
            "POINT EMPTY",
            "Infinity",
            "24:00",
            "0000-00-00",
            "2026-02-30",
            "9999-12-31T23:59:59Z",
            "+08:00",
            ":",
            "-",
            "*",
            "true",
            "~",
            "&a",
            "*a",
            "<<",
            "!!java.lang.Object",
            "|",
            ">");
    private static final int[] LENGTHS = {
        0, 1, -1, 127, 128, 255, 256, 65535, 65536, 1 << 24, Integer.MAX_VALUE, Integer.MIN_VALUE
    };
    private static final int MOST = 1 << 16;

    private final Random random;

    public Mutator(long seed) {
        random = new Random(seed);
    }

    /** One input of the list, spoiled in one to six places. */
    public byte[] next(List<byte[]> corpus) {
        byte[] bytes = pick(corpus).clone();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            bytes = spoil(bytes, corpus);
        }
        return bytes.length > MOST ? Arrays.copyOf(bytes, MOST) : bytes;
    }

    public String nextText(List<String> corpus) {
        List<byte[]> bytes = corpus.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new String(next(bytes), StandardCharsets.UTF_8);
    }

    public <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private byte[] spoil(byte[] bytes, List<byte[]> corpus) {
        int at = random.nextInt(bytes.length + 1);
        int some = Math.min(bytes.length - at, 1 + random.nextInt(16));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes);
            case 1 -> joined(bytes, at, new byte[0], at + some);
            case 2 -> joined(bytes, at, word(), at);
            case 3 -> joined(bytes, at, word(), at + some);
            case 4 -> joined(bytes, at, repeated(Arrays.copyOfRange(bytes, at, at + some)), at);
            case 5 -> spliced(bytes, at, pick(corpus));
            case 6 -> Arrays.copyOf(bytes, at);
            default -> withLength(bytes);
        };
    }

    private byte[] flipped(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] word() {
        return pick(WORDS).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] repeated(byte[] piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 1 << random.nextInt(10); i > 0; i--) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private byte[] spliced(byte[] bytes, int at, byte[] other) {
        int from = random.nextInt(other.length + 1);
        return joined(bytes, at, Arrays.copyOfRange(other, from, other.length), bytes.length);
    }

    private byte[] withLength(byte[] bytes) {
        int value = LENGTHS[random.nextInt(LENGTHS.length)];
        int at = bytes.length < 4 ? -1 : random.nextInt(bytes.length - 3);
        for (int i = 0; at >= 0 && i < 4; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, end);
        out.writeBytes(middle);
        out.write(bytes, start, bytes.length - start);
        return out.toByteArray();
    }
}
