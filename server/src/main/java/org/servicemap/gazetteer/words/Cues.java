package org.servicemap.gazetteer.words;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;

/** What the words around a place say of it: whose it is, which door, how far from it and where to. Chinese and English. */
final class Cues {
    private static final int BEFORE = 14;
    private static final int AFTER = 24;
    private static final int DEFAULT_FLAGS = Pattern.CASE_INSENSITIVE;

    private static final Pattern LIVES_BEFORE = Pattern.compile(
            "(?:我|家|本人|人|老家)?(?:住在|住|家在|户口在|家是|居住在|户籍在|是)[^，。；,;.!！？?]{0,3}$|\\b(?:i live|living|my home is|resident)(?: \\w+){0,3} $",
            DEFAULT_FLAGS);
    private static final Pattern LIVES_AFTER = Pattern.compile("^[^，。；,;]{0,6}(?:的居民|的业主|的住户|住的|的户口|户口)");
    private static final Pattern PLACE_BEFORE = Pattern.compile(
            "(?:^|[在住到至去从往位于来于跟和与及、，。,：:；;]|小区|街道|镇|乡|区|附近|路过|经过|家|\\b(?:at|in|on|of|near|to|from|opposite|behind|along|beside)(?: the)? ?)\\s*$",
            DEFAULT_FLAGS);
    private static final Pattern PLACE_AFTER =
            Pattern.compile("^\\s*(?:[东西南北]?[大小侧后前]?门|小区|社区|村|路口|路|街道?|附近|旁|边|对面|斜对面|这边|这儿|那边|那块|这片|那一片|这里"
                    + "|楼下|楼上|楼道|院|[0-9０-９一二三四五六七八九十]+(?:号|单元|栋|幢|层)|门口|底商)");
    private static final Pattern DOOR_AFTER = Pattern.compile(
            "^\\s*(?:小区|社区|家园|院内?|里|的|,)?\\s*(?:(?:building|bldg\\.?|no\\.?|number)\\s*)?第?([0-9０-９]{1,5}|[一二三四五六七八九十]{1,3})(?:\\s*[-－]?\\s*(?:号楼|号院|栋|幢|座|号|#)|(?=\\s*$|[^0-9年月日时点户人个米天次元块岁%]))",
            DEFAULT_FLAGS);
    private static final Pattern DOOR_BEFORE =
            Pattern.compile("(?:\\bno\\.? ?|\\bnumber ?)?\\b([0-9]{1,5}),? $", DEFAULT_FLAGS);
    private static final Pattern MOVED = Pattern.compile(
            "^[^，。；,;]{0,6}?(?:往|向|以|朝|再)?(东北|东南|西北|西南|东|南|西|北)(?:侧|边|面|走|去)?(?:大?约)?([0-9]{1,4})\\s*(?:米|m)|^[^.]{0,4}?",
            DEFAULT_FLAGS);
    private static final Pattern MOVED_BEFORE = Pattern.compile(
            "([0-9]{1,4})\\s*(?:m|metres|meters) (north|south|east|west|northeast|northwest|southeast|southwest) of (?:the )?(?:(?:north|south|east|west) gate of )?$",
            DEFAULT_FLAGS);
    private static final Pattern BESIDE =
            Pattern.compile("^[^，。；,;]{0,5}?(?:斜?对面|旁边|旁|附近|周边|边上|隔壁|后头|后面|后身|前面|路边|[东西南北](?:门|侧|边)|外|马路)");
    private static final Pattern BESIDE_BEFORE = Pattern.compile(
            "(?:opposite|behind|near|next to|beside|across from|in front of|gate of)(?: the)?(?: \\w+){0,4} $",
            DEFAULT_FLAGS);
    private static final String DIGITS = "零一二三四五六七八九";

    private Cues() {}

    /** What was found around one place. */
    record Around(
            boolean residence,
            boolean placed,
            @Nullable String door,
            boolean beside,
            @Nullable Offset offset) {}

    /** Metres to the east and to the north. */
    record Offset(double east, double north) {
        LonLat from(LonLat place) {
            return new LonLat(
                    place.lon() + east / Geodesy.metresPerDegreeLon(place.lat()),
                    place.lat() + north / Geodesy.metresPerDegreeLat(place.lat()));
        }

        double metres() {
            return Math.hypot(east, north);
        }
    }

    static Around of(String text, int start, int end) {
        String before = text.substring(Math.max(0, start - BEFORE), start);
        String longBefore = text.substring(Math.max(0, start - 3 * BEFORE), start);
        String after = text.substring(end, Math.min(text.length(), end + AFTER));
        return new Around(
                LIVES_BEFORE.matcher(before).find()
                        || LIVES_AFTER.matcher(after).find(),
                PLACE_BEFORE.matcher(before).find()
                        || PLACE_AFTER.matcher(after).find(),
                door(longBefore, after),
                BESIDE.matcher(after).find()
                        || BESIDE_BEFORE.matcher(longBefore).find(),
                offset(longBefore, after));
    }

    private static @Nullable String door(String before, String after) {
        Matcher behind = DOOR_AFTER.matcher(after);
        if (behind.find()) {
            return digits(behind.group(1));
        }
        Matcher ahead = DOOR_BEFORE.matcher(before);
        return ahead.find() ? digits(ahead.group(1)) : null;
    }

    private static @Nullable Offset offset(String before, String after) {
        Matcher behind = MOVED.matcher(after);
        if (behind.find() && behind.group(1) != null) {
            return offset(behind.group(1), Double.parseDouble(behind.group(2)));
        }
        Matcher ahead = MOVED_BEFORE.matcher(before);
        return ahead.find()
                ? offset(ahead.group(2).toLowerCase(java.util.Locale.ROOT), Double.parseDouble(ahead.group(1)))
                : null;
    }

    private static Offset offset(String direction, double metres) {
        double east = has(direction, "东", "east") - has(direction, "西", "west");
        double north = has(direction, "北", "north") - has(direction, "南", "south");
        double length = Math.max(1, Math.hypot(east, north));
        return new Offset(metres * east / length, metres * north / length);
    }

    private static int has(String direction, String zh, String en) {
        return direction.contains(zh) || direction.contains(en) ? 1 : 0;
    }

    /** "十二" and "１２" are "12". */
    static String digits(String number) {
        if (Character.isDigit(number.charAt(0))) {
            return Integer.toString(Integer.parseInt(number));
        }
        int ten = number.indexOf('十');
        if (ten < 0) {
            StringBuilder each = new StringBuilder();
            number.chars().forEach(c -> each.append(Math.max(0, DIGITS.indexOf(c))));
            return Integer.toString(Integer.parseInt(each.toString()));
        }
        int tens = ten == 0 ? 1 : DIGITS.indexOf(number.charAt(0));
        int ones = ten == number.length() - 1 ? 0 : DIGITS.indexOf(number.charAt(ten + 1));
        return Integer.toString(10 * tens + ones);
    }
}
