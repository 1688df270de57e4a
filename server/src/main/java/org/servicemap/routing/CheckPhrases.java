package org.servicemap.routing;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.UnitRef;
import org.servicemap.text.LocalText;

/** Says in one language that a check holds or does not, with the names that the city knows. */
final class CheckPhrases {
    private final Catalogue catalogue;
    private final Phrases phrases;

    CheckPhrases(Catalogue catalogue, Phrases phrases) {
        this.catalogue = catalogue;
        this.phrases = phrases;
    }

    String say(Atom atom, boolean holds, Located[] places) {
        if (atom.key() instanceof UnitRef ref) {
            return named(ref, holds);
        }
        Check check = (Check) atom.key();
        if (check instanceof Check.InArea in) {
            return area(in, holds);
        }
        if (check instanceof Check.InOverlay in) {
            return overlay(in, holds, places[atom.place()]);
        }
        if (check instanceof Check.PlaceKnown known) {
            return phrases.fill("place." + holds, Map.of("role", role(known.place())));
        }
        if (check instanceof Check.Words words) {
            String key = "text." + (words.all() ? "all." : "any.") + holds;
            return items(key, phrases.list(words.words(), word -> phrases.fill("quote", Map.of("text", word))));
        }
        if (check instanceof Check.OneOf oneOf) {
            String key = oneOf.field().key() + "." + holds;
            return items(
                    key, phrases.list(oneOf.values(), value -> catalogue.names().field(phrases, oneOf.field(), value)));
        }
        return time(check, holds);
    }

    String role(String place) {
        String key = "role." + place;
        return phrases.has(key) ? phrases.get(key) : place;
    }

    /** The chain of areas down to a rank, as people write it. */
    String chain(Located at, int rank) {
        List<String> names = new ArrayList<>();
        for (int r = 1; r <= rank; r++) {
            if (at.areas[r] >= 0) {
                names.add(areaName(at.areas[r]));
            }
        }
        if (phrases.get("chain.finest_first").equals("true")) {
            java.util.Collections.reverse(names);
        }
        return String.join(phrases.get("chain.separator"), names);
    }

    String areaName(int area) {
        Territory territory = catalogue.context().territory();
        return phrases.name(
                territory.directory().name(area), territory.directory().code(area));
    }

    private String items(String key, String items) {
        return phrases.fill(key, Map.of("items", items));
    }

    private String named(UnitRef ref, boolean holds) {
        String form = ref.form() == UnitRef.Form.OVERLAY ? "overlay" : ref.role() == null ? "area" : "role";
        Map<String, String> values = Map.of(
                "role", role(ref.place()),
                "level", levelName(ref.value()),
                "layer", layerName(ref.value()),
                "unit_role", ref.role() == null ? "" : catalogue.names().unitRole(phrases, ref));
        return phrases.fill("named." + form + "." + holds, values);
    }

    private String area(Check.InArea check, boolean holds) {
        Territory territory = catalogue.context().territory();
        Map<String, String> values = Map.of(
                "role", role(check.place()),
                "level", levelName(check.level()),
                "items",
                        phrases.list(
                                check.codes(),
                                code -> territory.findArea(check.level(), code).stream()
                                        .mapToObj(this::areaName)
                                        .findFirst()
                                        .orElse(code)));
        return phrases.fill((check.codes().isEmpty() ? "area.any." : "area.") + holds, values);
    }

    private String overlay(Check.InOverlay check, boolean holds, Located at) {
        Territory territory = catalogue.context().territory();
        List<Integer> there = java.util.Arrays.stream(at.features)
                .boxed()
                .filter(feature -> territory.layerOf(feature).id().equals(check.layer()))
                .toList();
        Map<String, String> values = Map.of(
                "role", role(check.place()),
                "layer", layerName(check.layer()),
                "items",
                        phrases.list(
                                there,
                                feature -> phrases.name(
                                        territory.feature(feature).name(),
                                        territory.feature(feature).code())));
        boolean any = check.features().isEmpty() && check.attributes().isEmpty() && !holds;
        return phrases.fill((any ? "overlay.any." : "overlay.") + holds, values);
    }

    private String time(Check check, boolean holds) {
        if (check instanceof Check.Hours hours) {
            return items(
                    "hours." + holds, phrases.list(hours.spans(), span -> span(clock(span.from()), clock(span.to()))));
        }
        if (check instanceof Check.Weekdays weekdays) {
            Locale locale = Locale.forLanguageTag(phrases.tag());
            return items(
                    "weekdays." + holds,
                    phrases.list(
                            weekdays.days().stream().sorted().toList(),
                            day -> day.getDisplayName(TextStyle.FULL, locale)));
        }
        if (check instanceof Check.Seasons seasons) {
            return items(
                    "season." + holds,
                    phrases.list(seasons.spans(), span -> span(monthDay(span.from()), monthDay(span.to()))));
        }
        if (check instanceof Check.Dates dates) {
            return items("dates." + holds, phrases.list(dates.spans(), this::dates));
        }
        Check.Calendar calendar = (Check.Calendar) check;
        return items(
                "calendar." + holds,
                phrases.list(
                        calendar.kinds().stream().sorted().toList(), kind -> phrases.get("daykind." + kind.key())));
    }

    private String dates(Check.DateSpan span) {
        String from = date(span.from());
        String to = date(span.to());
        if (from.equals(to)) {
            return from;
        }
        return from.isEmpty() || to.isEmpty()
                ? phrases.fill(from.isEmpty() ? "span.to" : "span.from", Map.of("from", from, "to", to))
                : span(from, to);
    }

    private String date(@Nullable LocalDate date) {
        return date == null ? "" : phrases.pattern("date.pattern").format(date);
    }

    private String monthDay(MonthDay day) {
        DateTimeFormatter pattern = phrases.pattern("monthday.pattern");
        return pattern.format(day);
    }

    private static String clock(int minute) {
        return minute == 24 * 60
                ? "24:00"
                : LocalTime.of(minute / 60, minute % 60).toString();
    }

    private String span(String from, String to) {
        return phrases.fill("span", Map.of("from", from, "to", to));
    }

    private String levelName(String id) {
        Territory territory = catalogue.context().territory();
        int rank = territory.rank(id);
        return rank == 0 ? id : phrases.name(territory.level(rank).name(), id);
    }

    private String layerName(String id) {
        LocalText name = catalogue.context().territory().overlays().stream()
                .filter(layer -> layer.id().equals(id))
                .map(layer -> layer.name())
                .findFirst()
                .orElse(LocalText.EMPTY);
        return phrases.name(name, id);
    }
}
