package org.servicemap.areas.coverage;

import java.util.Locale;

/** How an amount of m² is printed: few digits, but never a zero for something that is there. */
final class SquareMetres {
    private SquareMetres() {}

    static String text(double m2) {
        double size = Math.abs(m2);
        String format = size >= 100 || size == 0 ? "%.0f" : size >= 0.1 ? "%.1f" : "%.1e";
        return String.format(Locale.ROOT, format, m2);
    }
}
