package org.servicemap.gazetteer.words;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One spelling for what people write differently: compatibility forms, case, traditional characters, blanks and punctuation.
 * And pinyin, character by character: a table filled by ICU once for each character, with the readings that ICU does not
 * choose for characters with several (长安 chang'an, 厦门 xiamen). Thread-safe.
 */
public final class Spelling {
    private static final Normalizer2 NFKC = Normalizer2.getNFKCCasefoldInstance();
    private static final int READINGS_KEPT = 8;
    private static final int FIRST_HAN = 0x2E80;
    private static final int COMMON_HAN = 0x4E00;
    private static final int LAST_COMMON_HAN = 0x9FA5;

    /** Further readings of characters that stand in place names. */
    private static final Map<Integer, List<String>> POLYPHONES = polyphones(
            "长 chang zhang 厦 xia sha 都 du dou 地 di de 什 shi shen 重 chong zhong 行 hang xing 乐 le yue 朝 chao zhao 单 dan shan"
                    + " 区 qu ou 大 da dai 会 hui kuai 车 che ju 石 shi dan 藏 cang zang 觉 jue jiao 角 jiao jue 六 liu lu 柏 bai bo"
                    + " 堡 bao pu bu 巷 xiang hang 校 xiao jiao 泊 bo po 番 pan fan 解 jie xie 谷 gu yu 弄 nong long 阿 a e 曲 qu"
                    + " 洞 dong 调 diao tiao 曾 ceng zeng 盛 sheng cheng 参 can shen 沈 shen chen 尾 wei yi 埔 pu bu 圈 quan juan 薄 bo bao"
                    + " 蕃 fan bo 宁 ning 万 wan mo 几 ji 广 guang an 种 zhong chong 仇 chou qiu 贾 jia gu 隆 long 率 lu shuai 空 kong"
                    + " 宿 su xiu 折 zhe she 斗 dou 卡 ka qia 育 yu yo 系 xi ji 给 gei ji 得 de dei 还 hai huan 了 le liao 着 zhe zhuo"
                    + " 便 bian pian 降 jiang xiang 传 chuan zhuan 弹 dan tan 数 shu 更 geng 好 hao 少 shao 兴 xing 相 xiang 中 zhong"
                    + " 教 jiao 处 chu 为 wei 和 he 塔 ta da 嘉 jia 红 hong gong 蚌 bang beng 涡 wo guo 台 tai 莘 shen xin 勒 le lei 刹 cha sha 栅 zha shan shi");

    private final Transliterator latin =
            Transliterator.getInstance("Han-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower");
    private final Transliterator simplified = Transliterator.getInstance("Traditional-Simplified");
    private final Map<Integer, String> simplifiedOf = new ConcurrentHashMap<>();
    private final Map<Integer, List<String>> readingsOf = new ConcurrentHashMap<>();

    /** Takes a second to make, and fills its tables as it is used: one for all, at first use. */
    private static final class Shared {
        static final Spelling ONE = new Spelling();
    }

    /** The one that the program's parts share. Takes a second at first use: call it in the background. */
    public static Spelling shared() {
        return Shared.ONE;
    }

    private static Map<Integer, List<String>> polyphones(String table) {
        Map<Integer, List<String>> readings = new java.util.HashMap<>();
        List<String> current = List.of();
        for (String word : table.split(" ")) {
            if (isHan(word.codePointAt(0))) {
                current = new ArrayList<>();
                readings.put(word.codePointAt(0), current);
            } else {
                current.add(word);
            }
        }
        return Map.copyOf(readings);
    }

    public static boolean isHan(int c) {
        if (c < FIRST_HAN) {
            return false;
        }
        return c >= COMMON_HAN && c <= LAST_COMMON_HAN || Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    /** Letters and digits only, folded and simplified: "望京 SOHO（西区）" → "望京soho西区". */
    public String key(String text) {
        StringBuilder key = new StringBuilder(text.length());
        NFKC.normalize(text).codePoints().forEach(c -> {
            if (isHan(c)) {
                key.append(simplifiedOf.computeIfAbsent(c, one -> simplify(one)));
            } else if (Character.isLetterOrDigit(c)) {
                key.appendCodePoint(c);
            }
        });
        return withoutAccents(key);
    }

    private static String withoutAccents(StringBuilder key) {
        String text = key.toString();
        boolean plain = text.chars().allMatch(c -> c < 0x80 || c > 0x2E80);
        return plain
                ? text
                : java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "");
    }

    /** The simplified form of one Chinese character. */
    String simplified(int c) {
        return simplifiedOf.computeIfAbsent(c, this::simplify);
    }

    private String simplify(int c) {
        synchronized (simplified) {
            return simplified.transliterate(Character.toString(c));
        }
    }

    /** The words of a text, each as a key. */
    public List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split("[^\\p{L}\\p{M}\\p{N}]+")) {
            String key = key(word);
            if (!key.isEmpty()) {
                words.add(key);
            }
        }
        return words;
    }

    /** Every likely pinyin of a key, without blanks; empty when no Chinese character is in it. */
    public Set<String> pinyin(String key) {
        return spell(key, false);
    }

    /** As {@link #pinyin}, first letters only. */
    public Set<String> initials(String key) {
        return spell(key, true);
    }

    private Set<String> spell(String key, boolean initials) {
        if (key.codePoints().noneMatch(Spelling::isHan)) {
            return Set.of();
        }
        Set<String> spelt = Set.of("");
        for (int c : key.codePoints().toArray()) {
            Set<String> longer = new LinkedHashSet<>();
            for (String reading : isHan(c) ? readings(c) : List.of(Character.toString(c))) {
                String part = initials && !reading.isEmpty() ? reading.substring(0, 1) : reading;
                spelt.stream().limit(READINGS_KEPT).forEach(before -> longer.add(before + part));
            }
            spelt = longer;
        }
        return spelt;
    }

    /** The likely pinyin of one character, the commonest first. */
    public List<String> readings(int c) {
        return readingsOf.computeIfAbsent(c, one -> {
            LinkedHashSet<String> readings = new LinkedHashSet<>();
            synchronized (latin) {
                readings.add(
                        latin.transliterate(Character.toString(one)).strip().toLowerCase(Locale.ROOT));
            }
            readings.addAll(POLYPHONES.getOrDefault(one, List.of()));
            return List.copyOf(readings);
        });
    }
}
