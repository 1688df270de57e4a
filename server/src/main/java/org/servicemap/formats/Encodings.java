package org.servicemap.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Decoding that reports what it cannot decode, and guesses at the right charset. */
final class Encodings {
    static final Charset GB18030 = Charset.forName("GB18030");
    private static final List<Charset> LIKELY =
            List.of(StandardCharsets.UTF_8, GB18030, Charset.forName("Big5"), Charset.forName("windows-1252"));
    private static final int SAMPLE = 1 << 20;

    private Encodings() {}

    static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The text, or empty when a byte cannot be in this charset. */
    static Optional<String> decode(byte[] bytes, Charset charset) {
        try {
            return Optional.of(strict(charset).decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** As {@link #decode}, but bytes that cannot be are a fault that names feature and field. */
    static String require(byte[] bytes, Charset charset, long feature, String field) {
        return decode(bytes, charset).orElseThrow(() -> fault(charset, feature, field, guess(bytes)));
    }

    static FormatException fault(Charset charset, long feature, String field, Optional<Charset> guess) {
        String where = feature > 0 ? "feature " + feature + ", field \"" + field + "\"" : field;
        String hint = guess.filter(found -> !found.equals(charset))
                .map(found -> "; is the encoding " + found.name() + "?")
                .orElse("");
        return new FormatException(
                "bad_encoding", feature, where + " holds bytes that are not " + charset.name() + hint);
    }

    /** The first of the likely charsets that can hold the bytes; pure ASCII says nothing. */
    static Optional<Charset> guess(byte[] bytes) {
        return LIKELY.stream()
                .filter(charset -> decode(bytes, charset).isPresent())
                .findFirst();
    }

    /** A guess from the first megabyte of a file; a character cut at its end does not count. */
    static Optional<Charset> guess(Path file) throws IOException {
        byte[] sample;
        try (InputStream in = Files.newInputStream(file)) {
            sample = in.readNBytes(SAMPLE);
        }
        return byMark(sample)
                .or(() -> LIKELY.stream()
                        .filter(charset -> holds(sample, charset))
                        .findFirst());
    }

    private static boolean holds(byte[] sample, Charset charset) {
        CharBuffer out = CharBuffer.allocate(sample.length + 1);
        return !strict(charset)
                .decode(ByteBuffer.wrap(sample), out, sample.length < SAMPLE)
                .isError();
    }

    static Optional<Charset> byMark(byte[] start) {
        if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (startsWith(start, 0xFF, 0xFE)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        if (startsWith(start, 0xFE, 0xFF)) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** A charset by any name that GIS programs write: {@code GBK}, {@code CP936}, {@code 936}, {@code UTF8}, {@code 88591}, {@code LDID/77} … */
    static Optional<Charset> named(String name) {
        String given = name.strip().toUpperCase(Locale.ROOT);
        String text = given.replaceFirst("^(LDID|OEM|ANSI)[ /]*", "");
        if (given.startsWith("LDID") && text.matches("\\d{1,3}")) {
            return ofLanguageDriver(Integer.parseInt(text));
        }
        OptionalInt page = text.matches("\\d{3,5}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
        try {
            return Optional.of(page.isPresent() ? codePage(page.getAsInt()) : Charset.forName(text));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Charset codePage(int page) {
        return switch (page) {
            case 936, 54936 -> GB18030;
            case 950 -> Charset.forName("Big5");
            case 65001 -> StandardCharsets.UTF_8;
            case 28591, 88591 -> StandardCharsets.ISO_8859_1;
            default -> Charset.forName(page < 1250 ? "IBM" + page : "windows-" + page);
        };
    }

    /** The charset of a DBF's language driver id (ESRI's and dBASE's table), if it says one. */
    static Optional<Charset> ofLanguageDriver(int id) {
        return switch (id) {
            case 0x4D, 0x7A -> Optional.of(GB18030);
            case 0x4F, 0x78 -> Optional.of(Charset.forName("Big5"));
            case 0x13, 0x7B -> Optional.of(Charset.forName("windows-31j"));
            case 0x4E, 0x79 -> Optional.of(Charset.forName("x-windows-949"));
            case 0x03, 0x57, 0x58, 0x59 -> Optional.of(Charset.forName("windows-1252"));
            case 0x01 -> Optional.of(Charset.forName("IBM437"));
            case 0x02 -> Optional.of(Charset.forName("IBM850"));
            case 0x64 -> Optional.of(Charset.forName("IBM852"));
            case 0x65 -> Optional.of(Charset.forName("IBM866"));
            case 0xC8 -> Optional.of(Charset.forName("windows-1250"));
            case 0xC9 -> Optional.of(Charset.forName("windows-1251"));
            case 0xCA -> Optional.of(Charset.forName("windows-1254"));
            case 0xCB -> Optional.of(Charset.forName("windows-1253"));
            default -> Optional.empty();
        };
    }
}
