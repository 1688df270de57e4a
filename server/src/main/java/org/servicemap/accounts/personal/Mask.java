package org.servicemap.accounts.personal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is shown of personal data to those who may not open it: enough to tell two apart, too little to find a person. */
public final class Mask {
    private static final String HIDDEN = "***";
    /** Of other names the first character is the surname. */
    private static final List<String> COMPOUND_SURNAMES =
            List.of("欧阳", "上官", "司马", "司徒", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "东方", "长孙", "宇文", "轩辕", "端木");

    private static final Pattern HAN_FIRST = Pattern.compile("\\p{IsHan}.*");
    /** Ends at a road, village or division; what follows, from a compound's name on, leads to a door. */
    private static final Pattern TO_THE_ROAD = Pattern.compile("^\\D*(?:街道|大街|大道|胡同|[省市县镇乡村路街巷]|(?<!小)区)");

    private static final Pattern LAST_PART = Pattern.compile(",\\s*\\D+$");
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern DIGIT = Pattern.compile("\\d");

    private Mask() {}

    /** {@code 138****1234}; of a short number about a half is hidden. Expects digits, with or without an extension. */
    public static String phone(String number) {
        int extension = number.indexOf(';');
        String digits = extension < 0 ? number : number.substring(0, extension);
        boolean ordinary = digits.length() >= 9;
        int hidden = ordinary ? 4 : (digits.length() + 1) / 2;
        int end = digits.length() - (ordinary ? 4 : digits.length() / 4);
        return digits.substring(0, end - hidden) + "*".repeat(hidden) + digits.substring(end);
    }

    /** {@code 张**}, {@code 欧阳*}, {@code J*** S***}: the length of a Chinese name stays, of others it does not. */
    public static String name(String name) {
        String text = name.strip();
        return HAN_FIRST.matcher(text).matches()
                ? hanName(text)
                : WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(first(word.group()) + HIDDEN));
    }

    /** {@code j***@example.org}. */
    public static String mailbox(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        return at < 1 ? HIDDEN : first(mailbox) + HIDDEN + mailbox.substring(at);
    }

    private static String hanName(String text) {
        String surname = COMPOUND_SURNAMES.stream()
                .filter(two -> text.startsWith(two) && text.length() > two.length())
                .findFirst()
                .orElse(first(text));
        int hidden = text.codePointCount(surname.length(), text.length());
        return surname + "*".repeat(Math.max(hidden, 1));
    }

    /** The road, village or division, never the house: {@code 朝阳区建国路***}, {@code ***, Springfield}. */
    public static String address(String address) {
        String text = address.strip();
        Matcher road = TO_THE_ROAD.matcher(text);
        if (road.find()) {
            return road.group() + HIDDEN;
        }
        Matcher town = LAST_PART.matcher(text);
        return town.find() && !DIGIT.matcher(town.group()).find() ? HIDDEN + town.group() : HIDDEN;
    }

    private static String first(String text) {
        return text.substring(0, text.offsetByCodePoints(0, Math.min(1, text.length())));
    }
}
