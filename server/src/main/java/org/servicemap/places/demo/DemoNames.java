package org.servicemap.places.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.text.LocalText;

/** Names and addresses of invented places, after the areas in which they stand. */
final class DemoNames {
    private final DemoSettings settings;
    private final AreaDirectory directory;
    private final List<LocalText> chain = new ArrayList<>();
    private final LocalText area;

    /** @param area after which it is called; null for the one above the finest that it stands in */
    DemoNames(DemoSettings settings, AreaDirectory directory, int leaf, @Nullable LocalText area) {
        this.settings = settings;
        this.directory = directory;
        for (int at = leaf < 0 ? -1 : directory.parent(leaf); at >= 0; at = directory.parent(at)) {
            chain.add(0, directory.name(at));
        }
        this.area = area != null ? area : chain.isEmpty() ? LocalText.EMPTY : chain.get(chain.size() - 1);
    }

    /** @param number the next number for a name that would be given again */
    LocalText fill(LocalText pattern, ToIntFunction<String> number) {
        int n = pattern.byTag().values().stream().anyMatch(each -> each.contains("{n}"))
                ? number.applyAsInt(fill(pattern, "zh", 0))
                : 0;
        Map<String, String> byTag = new TreeMap<>();
        pattern.byTag().keySet().forEach(tag -> byTag.put(tag, fill(pattern, tag, n)));
        return new LocalText(byTag);
    }

    private String fill(LocalText pattern, String tag, int n) {
        String text = pattern.in(tag, "en")
                .replace("{area}", area.in(tag, "en"))
                .replace("{short}", stripped(area.in(tag, "en"), tag))
                .replace("{n}", String.valueOf(n));
        for (int i = 0; i < chain.size(); i++) {
            String level = directory.levels().get(i).id();
            text = text.replace("{" + level + "}", chain.get(i).in(tag, "en"));
        }
        return text;
    }

    private String stripped(String name, String tag) {
        for (String ending : settings.strip().getOrDefault(tag, List.of())) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }

    LocalText address(int number) {
        StringBuilder zh = new StringBuilder();
        StringBuilder en = new StringBuilder();
        for (LocalText each : chain) {
            zh.append(each.in("zh", "en"));
            en.insert(0, ", " + each.in("en", "zh"));
        }
        return LocalText.of("zh", zh + String.valueOf(number) + "号", "en", "No. " + number + en);
    }
}
