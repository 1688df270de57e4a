package org.servicemap.accounts;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells passwords that are among the first to be tried, by how they are made rather than by a list: common words with digits and signs
 * around them, walks over the keyboard, rows of digits and letters, dates, and short pieces again and again. What is left when all
 * that is taken away has to be something. Pure.
 */
final class CommonPasswords {
    /** Of letters and other signs that remain. */
    private static final int LEAST_LEFT = 4;

    private static final int DIGITS_A_LETTER = 3;
    private static final int SHORTEST_WALK = 3;

    private static final List<String> WALKS = List.of(
            "01234567890",
            "09876543210",
            "abcdefghijklmnopqrstuvwxyz",
            "qwertyuiop",
            "asdfghjkl",
            "zxcvbnm",
            "qazwsxedcrfvtgbyhnujmikolp",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
            "1q2w3e4r5t6y7u8i9o0p",
            "q1w2e3r4t5y6u7i8o9p0",
            "poiuytrewq",
            "lkjhgfdsa",
            "mnbvcxz");

    /** A year, alone or in a date with or without signs between. */
    private static final Pattern DATE = Pattern.compile("(0[1-9]|[12]\\d|3[01])[-./]?(0[1-9]|1[0-2])[-./]?(19|20)\\d\\d"
            + "|(19|20)\\d\\d([-./]?(0[1-9]|1[0-2])[-./]?(0[1-9]|[12]\\d|3[01]))?");

    /** All but rows of at least four digits. */
    private static final Pattern SPELLING = Pattern.compile("(?<!\\d)\\d{1,3}(?!\\d)|\\D");

    /** The longest first, so that none hides in another. */
    private static final List<String> WORDS = Stream.of(
                    "password",
                    "passwort",
                    "passwd",
                    "pass",
                    "administrator",
                    "admin",
                    "root",
                    "user",
                    "guest",
                    "login",
                    "welcome",
                    "letmein",
                    "master",
                    "changeme",
                    "change",
                    "secret",
                    "default",
                    "system",
                    "server",
                    "test",
                    "hello",
                    "iloveyou",
                    "love",
                    "you",
                    "sunshine",
                    "princess",
                    "monkey",
                    "dragon",
                    "football",
                    "baseball",
                    "superman",
                    "batman",
                    "shadow",
                    "michael",
                    "computer",
                    "internet",
                    "summer",
                    "winter",
                    "spring",
                    "autumn",
                    "january",
                    "october",
                    "november",
                    "december",
                    "monday",
                    "friday",
                    "woaini",
                    "aini",
                    "woaiwojia",
                    "wodemima",
                    "mima",
                    "zhongguo",
                    "beijing",
                    "shanghai",
                    "china",
                    "taobao",
                    "weixin",
                    "servicemap",
                    "service",
                    "map",
                    "demo",
                    "city",
                    "密码",
                    "我爱你",
                    "管理员",
                    "中国",
                    "北京",
                    "用户")
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    private CommonPasswords() {}

    static boolean has(String password) {
        String lower = password.toLowerCase(Locale.ROOT);
        return left(lower) < LEAST_LEFT || left(plain(lower)) < LEAST_LEFT || isRepeated(lower);
    }

    /** How many different letters remain besides words, walks, dates and punctuation; digits count less, as there are but ten of them. */
    private static long left(String text) {
        String rest = text;
        for (String word : WORDS) {
            rest = rest.replace(word, " ");
        }
        rest = withoutWalks(DATE.matcher(rest).replaceAll(" "));
        long letters = rest.codePoints().filter(Character::isLetter).distinct().count();
        long digits = rest.codePoints().filter(Character::isDigit).count();
        long different = rest.codePoints().filter(Character::isDigit).distinct().count();
        return letters + Math.min(digits / DIGITS_A_LETTER, different);
    }

    /** Signs that stand for letters, as in P@ssw0rd; digits in a longer row are a number. */
    private static String plain(String text) {
        return SPELLING.matcher(text).replaceAll(found -> Matcher.quoteReplacement(spelled(found.group())));
    }

    private static String spelled(String text) {
        return text.replace('0', 'o')
                .replace('1', 'i')
                .replace('!', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('@', 'a')
                .replace('5', 's')
                .replace('$', 's')
                .replace('7', 't');
    }

    private static String withoutWalks(String text) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int walked = walk(text, at);
            if (walked < SHORTEST_WALK) {
                rest.append(text.charAt(at));
                at++;
            } else {
                at += walked;
            }
        }
        return rest.toString();
    }

    /** How many signs from here on follow each other in a row, or are the same. */
    private static int walk(String text, int from) {
        int longest = 1;
        while (from + longest < text.length() && text.charAt(from + longest) == text.charAt(from)) {
            longest++;
        }
        for (String row : WALKS) {
            int end = from + Math.max(SHORTEST_WALK, longest + 1);
            while (end <= text.length() && row.contains(text.substring(from, end))) {
                longest = end - from;
                end++;
            }
        }
        return longest;
    }

    /** A piece of at most a third of it, again and again. */
    private static boolean isRepeated(String text) {
        for (int piece = 1; piece <= text.length() / 3; piece++) {
            if (text.regionMatches(piece, text, 0, text.length() - piece)) {
                return true;
            }
        }
        return false;
    }
}
