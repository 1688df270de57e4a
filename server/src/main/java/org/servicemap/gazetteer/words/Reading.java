package org.servicemap.gazetteer.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One text being read: names that may lie in it, those that lie over the same words set against each other, areas named beside
 * a place deciding which of several is meant.
 */
final class Reading {
    private static final int LONGEST = 1000;
    private static final int CANDIDATES = 100;
    private static final int KEPT = 40;
    private static final double LEAST_COVERAGE = 0.5;
    private static final double LEAST_MASS = 1.4;
    private static final double INSIDE = 1.3;
    private static final double ELSEWHERE = 0.6;

    private final PlaceNames names;
    private final String text;
    private final List<Token> tokens;

    Reading(PlaceNames names, String text) {
        this.names = names;
        this.text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        this.tokens = names.tokens().of(this.text);
    }

    /** A match with what the areas named in the text say of it. */
    record Ranked(Match match, double rank) {}

    /** Names over the same words, the best first. */
    record Mention(List<Ranked> readings) {
        Match best() {
            return readings.get(0).match();
        }
    }

    List<PlaceGuess> guesses() {
        List<Match> matches = matches();
        List<Mention> alone = mentions(matches.stream()
                .map(match -> new Ranked(match, match.rank() * sure(match)))
                .toList());
        List<Match> context = context(alone);
        List<Mention> mentions = mentions(
                matches.stream().map(match -> inContext(match, context)).toList());
        return new Guessing(names, text, tokens, mentions, context).guesses();
    }

    private List<Match> matches() {
        List<Match> matches = new ArrayList<>();
        Likeness likeness = new Likeness(tokens);
        for (NameGrams.Candidate candidate : names.grams().candidates(tokens, CANDIDATES)) {
            Match match = Alignment.of(candidate.name(), likeness, candidate.from(), candidate.to());
            if (match != null && match.coverage() >= LEAST_COVERAGE && match.mass() >= least(candidate.name())) {
                matches.add(match);
            }
        }
        return matches;
    }

    private static double least(Name name) {
        return name.tokens().get(0).isHan() ? LEAST_MASS : 0.9;
    }

    /** Short names are also ordinary words, and sound like many: they need words around that speak of a place. */
    double sure(Match match) {
        int core = match.name().core();
        if (core > 3) {
            return 1;
        }
        Cues.Around around = around(match);
        double homophone = core <= 2 ? 0.15 + 0.85 * match.exact() : 0.75 + 0.25 * match.exact();
        return homophone * (around.placed() ? 1 : core <= 2 ? 0.6 : 0.85);
    }

    Cues.Around around(Match match) {
        return Cues.of(
                text,
                tokens.get(match.first()).start(),
                tokens.get(match.end() - 1).end());
    }

    /** Areas that are clearly named: places in them are meant rather than others of the same name. */
    private List<Match> context(List<Mention> mentions) {
        List<Match> context = new ArrayList<>();
        for (Mention mention : mentions) {
            double least = 0.6 * mention.readings().get(0).rank();
            mention.readings().stream()
                    .filter(reading -> reading.rank() >= least)
                    .map(Ranked::match)
                    .filter(match -> names.isArea(match.name().target()) && match.exact() == 1 && sure(match) > 0.7)
                    .forEach(context::add);
        }
        return context;
    }

    private Ranked inContext(Match match, List<Match> context) {
        double rank = match.rank() * sure(match);
        int area = names.areaOf(match.name().target());
        boolean judged = false;
        boolean inside = false;
        for (Match named : context) {
            if (!named.overlaps(match)) {
                judged |= !isAround(named, area);
                inside |= area >= 0 && names.isWithin(area, named.name().target());
            }
        }
        return new Ranked(match, !judged ? rank : inside ? rank * INSIDE : rank * ELSEWHERE);
    }

    /** A finer area that is named cannot speak against the coarser one around it. */
    private boolean isAround(Match finer, int area) {
        return area >= 0 && names.isWithin(finer.name().target(), area);
    }

    private static List<Mention> mentions(List<Ranked> ranked) {
        List<Ranked> sorted = ranked.stream()
                .sorted(Comparator.comparingDouble(Ranked::rank)
                        .reversed()
                        .thenComparingInt(r -> r.match().name().target()))
                .limit(KEPT)
                .toList();
        List<List<Ranked>> groups = new ArrayList<>();
        for (Ranked one : sorted) {
            List<Ranked> home = groups.stream()
                    .filter(group -> group.get(0).match().overlaps(one.match()))
                    .findFirst()
                    .orElse(null);
            if (home == null) {
                home = new ArrayList<>();
                groups.add(home);
            }
            home.add(one);
        }
        return groups.stream().map(Reading::withoutRepeats).map(Mention::new).toList();
    }

    private static List<Ranked> withoutRepeats(List<Ranked> group) {
        Set<Integer> seen = new HashSet<>();
        return group.stream()
                .filter(one -> seen.add(one.match().name().target()))
                .toList();
    }
}
