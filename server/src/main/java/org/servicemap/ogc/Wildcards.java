package org.servicemap.ogc;

/**
 * Texts with {@code %} for any characters and {@code _} for one; a backslash takes that meaning away. Goes back to the last
 * {@code %} only, so that no pattern takes longer than its length times the text's.
 */
final class Wildcards {
    private Wildcards() {}

    static boolean match(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '%') {
                star = p++;
                mark = t;
            } else if (p < pattern.length() && fits(pattern, p, text.charAt(t))) {
                p += width(pattern, p);
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '%') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean fits(String pattern, int at, char c) {
        return width(pattern, at) == 2
                ? pattern.charAt(at + 1) == c
                : pattern.charAt(at) == '_' || pattern.charAt(at) == c;
    }

    private static int width(String pattern, int at) {
        return pattern.charAt(at) == '\\' && at + 1 < pattern.length() ? 2 : 1;
    }
}
