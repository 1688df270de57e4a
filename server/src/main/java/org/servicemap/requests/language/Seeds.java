package org.servicemap.requests.language;

import java.util.ArrayList;
import java.util.List;

/** A category's own words as texts to learn from. */
public final class Seeds {
    private Seeds() {}

    /** @param words a name, or keywords separated by semicolons; each alone and all together are learned */
    public static List<Labelled> of(String category, String words) {
        List<Labelled> seeds = new ArrayList<>();
        for (String word : words.split("[;；]")) {
            if (!word.isBlank()) {
                seeds.add(new Labelled(word.strip(), category));
            }
        }
        if (seeds.size() > 1) {
            seeds.add(new Labelled(words, category));
        }
        return seeds;
    }
}
