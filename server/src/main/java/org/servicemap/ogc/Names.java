package org.servicemap.ogc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.text.LocalText;

/** A text in several languages as flat properties, which desktop programs want: {@code name}, {@code name_zh}, {@code name_en}. */
final class Names {
    private Names() {}

    static int count(City city) {
        return 1 + city.languages().size();
    }

    static List<Property> properties(City city) {
        return properties("name", "Name", city);
    }

    static List<Property> properties(String name, String what, City city) {
        List<Property> all = new ArrayList<>();
        all.add(new Property(name, Property.Type.STRING, what + " in the city's language"));
        for (String tag : city.languages()) {
            String property = name + "_" + tag.replace('-', '_');
            all.add(new Property(property, Property.Type.STRING, what + " in language " + tag));
        }
        return all;
    }

    /** The value of the property of that number of {@link #properties}. */
    static @Nullable String value(LocalText text, City city, int number) {
        if (number > 0) {
            return text.byTag().get(city.languages().get(number - 1));
        }
        String own = text.in(city.defaultLanguage(), "en");
        return own.isEmpty() ? null : own;
    }
}
