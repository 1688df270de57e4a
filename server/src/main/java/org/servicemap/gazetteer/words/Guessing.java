package org.servicemap.gazetteer.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** Turns the names found in a text into guesses: doors, crossings, offsets, roles, confidence, and none. */
final class Guessing {
    private static final int ALTERNATIVES = 4;
    private static final double BESIDE_METRES = 60;
    private static final double CROSSING_RADIUS_METRES = 40;
    private static final double RESIDENCE = 0.55;
    private static final double COARSER = 0.45;
    private static final int BETWEEN_ROADS = 10;

    private final PlaceNames names;
    private final String text;
    private final List<Token> tokens;
    private final List<Reading.Mention> mentions;
    private final List<Match> context;
    private final List<PlaceGuess> guesses = new ArrayList<>();

    Guessing(PlaceNames names, String text, List<Token> tokens, List<Reading.Mention> mentions, List<Match> context) {
        this.names = names;
        this.text = text;
        this.tokens = tokens;
        this.mentions = mentions;
        this.context = context;
    }

    List<PlaceGuess> guesses() {
        addCrossings();
        boolean elsewhere =
                mentions.stream().anyMatch(mention -> !around(mention.best()).residence() && confident(mention));
        mentions.forEach(mention -> add(mention, elsewhere));
        addCitywide();
        addNone();
        guesses.sort(Comparator.comparingDouble(PlaceGuess::confidence).reversed());
        return guesses;
    }

    private boolean confident(Reading.Mention mention) {
        return !isContext(mention.best()) && confidence(mention.readings().get(0)) > 0.4;
    }

    private void add(Reading.Mention mention, boolean elsewhere) {
        Reading.Ranked best = mention.readings().get(0);
        for (Reading.Ranked one : mention.readings()
                .subList(0, Math.min(ALTERNATIVES, mention.readings().size()))) {
            double share = one == best ? 1 : 0.9 * one.rank() / best.rank();
            add(one, share, elsewhere);
        }
    }

    private void add(Reading.Ranked ranked, double share, boolean elsewhere) {
        Match match = ranked.match();
        Cues.Around around = around(match);
        double confidence = share * confidence(ranked);
        boolean residence = around.residence() && elsewhere;
        if (residence) {
            confidence *= RESIDENCE;
        }
        if (isContext(match)) {
            confidence *= COARSER;
        }
        PlaceGuess.Role role = residence ? PlaceGuess.Role.RESIDENCE : PlaceGuess.Role.INCIDENT;
        int target = match.name().target();
        guesses.add(
                names.isArea(target)
                        ? area(target, match, role, around, confidence)
                        : place(target, match, role, around, confidence));
    }

    /** Saturates with how much was found: two telling characters are some evidence, five leave little doubt. */
    private double confidence(Reading.Ranked ranked) {
        double mass = ranked.match().mass();
        double quality = Math.min(1, ranked.rank() / mass);
        return Math.min(0.99, Math.sqrt(quality) * (1 - Math.exp(-mass * 0.9)));
    }

    /** An area named only to say where another place is. */
    private boolean isContext(Match match) {
        return context.stream()
                        .anyMatch(one -> one.name().target() == match.name().target())
                && mentions.stream().map(Reading.Mention::best).anyMatch(other -> isInside(other, match));
    }

    private boolean isInside(Match other, Match area) {
        int inner = names.areaOf(other.name().target());
        return other.name().target() != area.name().target()
                && !other.overlaps(area)
                && inner >= 0
                && names.isWithin(inner, area.name().target());
    }

    private PlaceGuess area(int target, Match match, PlaceGuess.Role role, Cues.Around around, double confidence) {
        NamedArea area = names.area(target);
        return guess(
                PlaceKind.AREA,
                role,
                area.name(),
                area.level(),
                area.code(),
                area.position(),
                area.radiusMetres(),
                target,
                match,
                around,
                confidence);
    }

    private PlaceGuess place(int target, Match match, PlaceGuess.Role role, Cues.Around around, double confidence) {
        NamedPlace named = names.place(target);
        NamedPlace door = around.door() == null ? null : names.atDoor(named.code(), around.door());
        NamedPlace place = door == null ? named : door;
        return guess(
                place.kind(),
                role,
                place.name(),
                null,
                place.code(),
                place.position(),
                place.radiusMetres(),
                place.area(),
                match,
                around,
                confidence);
    }

    private PlaceGuess guess(
            PlaceKind kind,
            PlaceGuess.Role role,
            LocalText name,
            @Nullable String level,
            String code,
            LonLat position,
            double radius,
            int area,
            Match match,
            Cues.Around around,
            double confidence) {
        Cues.Offset offset = around.offset();
        double wider = offset != null ? offset.metres() / 2 : around.beside() ? BESIDE_METRES : 0;
        return new PlaceGuess(
                kind,
                role,
                name,
                level,
                code,
                offset == null ? position : offset.from(position),
                radius + wider,
                area < 0 ? null : names.area(area).code(),
                start(match),
                end(match),
                confidence,
                Evidence.of(text.substring(start(match), end(match)), name, match, role, around));
    }

    private void addCrossings() {
        List<Reading.Mention> roads = mentions.stream()
                .filter(mention -> mention.readings().stream().anyMatch(this::isRoad))
                .sorted(Comparator.comparingInt(mention -> mention.best().first()))
                .toList();
        for (int i = 0; i + 1 < roads.size(); i++) {
            addCrossing(roads.get(i), roads.get(i + 1));
        }
    }

    private boolean isRoad(Reading.Ranked one) {
        int target = one.match().name().target();
        return !names.isArea(target) && names.place(target).kind() == PlaceKind.ROAD;
    }

    private void addCrossing(Reading.Mention one, Reading.Mention two) {
        if (start(two.best()) - end(one.best()) > BETWEEN_ROADS) {
            return;
        }
        for (Reading.Ranked first : one.readings()) {
            for (Reading.Ranked second : two.readings()) {
                NamedPlace crossing = isRoad(first) && isRoad(second) ? crossing(first, second) : null;
                if (crossing != null) {
                    guesses.add(crossing(crossing, first, second));
                    return;
                }
            }
        }
    }

    private @Nullable NamedPlace crossing(Reading.Ranked first, Reading.Ranked second) {
        return names.crossingOf(
                names.place(first.match().name().target()).code(),
                names.place(second.match().name().target()).code());
    }

    private PlaceGuess crossing(NamedPlace crossing, Reading.Ranked first, Reading.Ranked second) {
        int start = start(first.match());
        int end = end(second.match());
        return new PlaceGuess(
                PlaceKind.INTERSECTION,
                PlaceGuess.Role.INCIDENT,
                crossing.name(),
                null,
                crossing.code(),
                crossing.position(),
                CROSSING_RADIUS_METRES,
                crossing.area() < 0 ? null : names.area(crossing.area()).code(),
                start,
                end,
                Math.min(0.99, 1.1 * Math.max(confidence(first), confidence(second))),
                Evidence.crossing(text.substring(start, end), crossing.name()));
    }

    private void addCitywide() {
        Citywide.Said said = names.citywide().find(text);
        if (said != null) {
            double finer =
                    guesses.stream().mapToDouble(PlaceGuess::confidence).max().orElse(0);
            double confidence = said.confidence() >= 0.9 ? 0.95 - 0.2 * finer : finer > 0.6 ? 0.3 : said.confidence();
            guesses.add(nowhere(PlaceKind.CITYWIDE, said.start(), said.end(), confidence, Evidence.CITYWIDE));
        }
    }

    private void addNone() {
        double best = guesses.stream().mapToDouble(PlaceGuess::confidence).max().orElse(0);
        guesses.add(nowhere(PlaceKind.NO_PLACE, 0, 0, 0.9 * (1 - best), Evidence.NO_PLACE));
    }

    private static PlaceGuess nowhere(PlaceKind kind, int start, int end, double confidence, LocalText evidence) {
        return new PlaceGuess(
                kind,
                PlaceGuess.Role.INCIDENT,
                LocalText.EMPTY,
                null,
                null,
                null,
                0,
                null,
                start,
                end,
                confidence,
                evidence);
    }

    private Cues.Around around(Match match) {
        return Cues.of(text, start(match), end(match));
    }

    private int start(Match match) {
        return tokens.get(match.first()).start();
    }

    private int end(Match match) {
        return tokens.get(match.end() - 1).end();
    }
}
