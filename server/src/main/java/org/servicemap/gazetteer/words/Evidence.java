package org.servicemap.gazetteer.words;

import org.servicemap.text.LocalText;

/** Why a place is guessed, in the operator's words. */
final class Evidence {
    static final LocalText CITYWIDE = LocalText.of("zh", "说的是全市", "en", "the whole city is meant");
    static final LocalText NO_PLACE = LocalText.of("zh", "没有听出地点", "en", "no place was found in the text");

    private Evidence() {}

    static LocalText of(String words, LocalText name, Match match, PlaceGuess.Role role, Cues.Around around) {
        StringBuilder zh = new StringBuilder("“" + words + "”");
        StringBuilder en = new StringBuilder("“" + words + "”");
        boolean whole = match.coverage() > 0.97;
        zh.append(match.exact() < 1 ? "读音或写法近似于" : whole ? "就是" : "像是").append(name.in("zh", "en"));
        en.append(match.exact() < 1 ? " sounds like " : whole ? " is " : " may be short for ")
                .append(name.in("en", "zh"));
        if (around.offset() != null) {
            zh.append("，按所说方向和距离移动");
            en.append(", moved as the text says");
        } else if (around.beside()) {
            zh.append("，位置在其旁边");
            en.append(", beside it");
        }
        if (role == PlaceGuess.Role.RESIDENCE) {
            zh.append("；像是住址");
            en.append("; probably where the caller lives");
        }
        return LocalText.of("zh", zh.toString(), "en", en.toString());
    }

    static LocalText crossing(String words, LocalText name) {
        return LocalText.of(
                "zh", "“" + words + "”是" + name.in("zh", "en"), "en", "“" + words + "” is " + name.in("en", "zh"));
    }
}
