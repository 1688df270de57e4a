package org.servicemap.qr;

import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a drawn code says, read from its modules by the library's reader. */
public final class PrintedCode {
    private static final int QUIET = 4;

    private PrintedCode() {}

    public static String read(String svg) {
        try {
            return new Decoder().decode(modulesOf(svg)).getText();
        } catch (ChecksumException | FormatException e) {
            throw new AssertionError("no code: " + svg, e);
        }
    }

    private static BitMatrix modulesOf(String svg) {
        int side = Integer.parseInt(found("viewBox=\"0 0 (\\d+)", svg).group(1)) - 2 * QUIET;
        BitMatrix modules = new BitMatrix(side);
        Pattern.compile("M(\\d+) (\\d+)h1")
                .matcher(svg)
                .results()
                .forEach(dot ->
                        modules.set(Integer.parseInt(dot.group(1)) - QUIET, Integer.parseInt(dot.group(2)) - QUIET));
        return modules;
    }

    private static MatchResult found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow();
    }
}
