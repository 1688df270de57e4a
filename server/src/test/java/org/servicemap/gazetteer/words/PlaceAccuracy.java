package org.servicemap.gazetteer.words;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.servicemap.text.LocalText;

/** How often the right place is among the first guesses. The main program prints it for the whole demo city. */
public final class PlaceAccuracy {
    /** Right answers among some phrases. */
    public record Score(int phrases, int first, int third, int communities, int communityFirst, int communityThird) {}

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private PlaceAccuracy() {}

    /** @param ownerOf the road or compound of an address, by codes */
    public static Score of(
            PlaceNames names, Map<String, String> ownerOf, List<Phrases.Phrase> phrases, List<String> wrong) {
        int[] right = new int[5];
        for (Phrases.Phrase phrase : phrases) {
            List<PlaceGuess> guesses = names.guess(phrase.text(), 3);
            boolean first = isRight(guesses.get(0), phrase, ownerOf);
            right[0] += first ? 1 : 0;
            right[1] += guesses.stream().anyMatch(guess -> isRight(guess, phrase, ownerOf)) ? 1 : 0;
            if (!phrase.community().isEmpty()) {
                right[2]++;
                right[3] += phrase.community().equals(guesses.get(0).area()) ? 1 : 0;
                right[4] +=
                        guesses.stream().anyMatch(guess -> phrase.community().equals(guess.area())) ? 1 : 0;
            }
            if (!first) {
                wrong.add(describe(phrase, guesses));
            }
        }
        return new Score(phrases.size(), right[0], right[1], right[2], right[3], right[4]);
    }

    private static String describe(Phrases.Phrase phrase, List<PlaceGuess> guesses) {
        StringBuilder line = new StringBuilder(phrase.kind() + " " + phrase.place() + " " + phrase.text() + "\n");
        guesses.forEach(guess -> line.append(String.format(
                Locale.ROOT,
                "      %.2f %s %s %s%n",
                guess.confidence(),
                guess.kind(),
                guess.code(),
                guess.name().in("zh", "en"))));
        return line.toString();
    }

    /** The community is right, or for places without one the place itself. */
    private static boolean isRight(PlaceGuess guess, Phrases.Phrase phrase, Map<String, String> ownerOf) {
        if (phrase.kind() == PlaceKind.CITYWIDE || phrase.kind() == PlaceKind.NO_PLACE) {
            return guess.kind() == phrase.kind();
        }
        String code = String.valueOf(guess.code());
        return !phrase.community().isEmpty()
                ? phrase.community().equals(guess.area())
                : phrase.place().equals(code) || phrase.place().equals(ownerOf.get(code));
    }

    public static void main(String[] arguments) throws IOException {
        DemoCity city = DemoCity.make();
        long start = System.nanoTime();
        PlaceNames names =
                new PlaceNames(LocalText.of("zh", "北京市", "en", "Beijing"), city.areas(), city.places(), new Spelling());
        System.out.printf("%d names indexed in %d ms%n", names.size(), (System.nanoTime() - start) / 1_000_000);
        Map<String, String> ownerOf = new HashMap<>();
        city.places().stream()
                .filter(place -> place.kind() == PlaceKind.ADDRESS)
                .forEach(place -> ownerOf.put(place.code(), String.valueOf(place.owner())));
        List<Phrases.Phrase> all = Phrases.read();
        List<String> wrong = new ArrayList<>();
        Score tuning = of(names, ownerOf, all.stream().filter(p -> !p.heldOut()).toList(), wrong);
        Score heldOut =
                of(names, ownerOf, all.stream().filter(Phrases.Phrase::heldOut).toList(), new ArrayList<>());
        if (arguments.length > 0) {
            wrong.forEach(System.out::print);
        }
        System.out.println("tuning   " + tuning + "\nheld out " + heldOut);
        speed(names, all);
    }

    private static void speed(PlaceNames names, List<Phrases.Phrase> phrases) {
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (Phrases.Phrase phrase : phrases) {
                long start = THREADS.getCurrentThreadCpuTime();
                names.guess(phrase.text(), 5);
                if (round > 1) {
                    millis.add((THREADS.getCurrentThreadCpuTime() - start) / 1e6);
                }
            }
        }
        millis.sort(null);
        System.out.printf(
                "processor time a text: median %.2f ms, 95 %% %.2f ms, worst %.2f ms%n",
                millis.get(millis.size() / 2), millis.get(millis.size() * 95 / 100), millis.get(millis.size() - 1));
    }
}
