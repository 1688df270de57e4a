package org.servicemap.gazetteer.words;

import java.util.List;

/**
 * One Chinese character, one Latin word or one digit of a text.
 *
 * @param text folded and simplified
 * @param sounds likely pinyin without tones; the text itself when it is not Chinese
 * @param blurred the sounds with what dialects and speech recognition confuse made equal
 * @param start place of its first character in the text it was read from
 */
public record Token(String text, List<String> sounds, List<String> blurred, int start, int end) {
    public boolean isHan() {
        return Spelling.isHan(text.codePointAt(0));
    }

    /** 1 for the same, less for one that sounds alike, 0 for another. */
    public double likeness(Token other) {
        if (text.equals(other.text)) {
            return 1;
        }
        if (isHan() && other.isHan()) {
            return shareAny(sounds, other.sounds) ? 0.9 : shareAny(blurred, other.blurred) ? 0.75 : 0;
        }
        return text.length() >= 6 && other.text.length() >= 6 && oneTypo(text, other.text) ? 0.7 : 0;
    }

    private static boolean shareAny(List<String> some, List<String> others) {
        for (String one : some) {
            if (others.contains(one)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one letter was changed, added or left out. */
    static boolean oneTypo(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1) {
            return false;
        }
        int front = 0;
        int most = Math.min(a.length(), b.length());
        while (front < most && a.charAt(front) == b.charAt(front)) {
            front++;
        }
        int back = 0;
        while (back < most - front && a.charAt(a.length() - 1 - back) == b.charAt(b.length() - 1 - back)) {
            back++;
        }
        return Math.max(a.length(), b.length()) - front - back <= 1;
    }
}
