package org.servicemap.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.citypack.ImportListener;
import org.servicemap.gazetteer.Entry;
import org.servicemap.gazetteer.NameSearch;
import org.servicemap.gazetteer.Question;
import org.servicemap.gazetteer.SearchCity;
import org.servicemap.gazetteer.SearchQueries;
import org.servicemap.gazetteer.SearchSource;
import org.servicemap.geo.LonLat;

/**
 * How well and how fast the whole demo city is searched: {@code SearchLoad measure [PLACES]} (default 100,000: the demo's
 * and copies of them elsewhere), {@code SearchLoad missed} prints what queries of the tuning part miss, {@code SearchLoad
 * extract} writes the test's part of the city; with the program's own variables. Indexes are kept for the next run in {@code
 * search-load} of the data directory.
 */
final class SearchLoad {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 2;
    private static final int SUGGESTED = 8;

    private SearchLoad() {}

    public static void main(String[] args) throws IOException {
        try (Core core = Core.open(Config.from(System.getenv()))) {
            FirstStart.run(core, ImportListener.SILENT);
            core.loadAreas();
            core.inventPlaces();
            if (args[0].equals("extract")) {
                AreaSnapshot snapshot = core.areas().current().snapshot();
                SearchCity.write(
                        snapshot,
                        core.gazetteer(),
                        new SearchablePlaces(core.places().current()));
                return;
            }
            boolean missed = args[0].equals("missed");
            measure(core, new SearchablePlaces(core.places().current()), missed);
            if (!missed) {
                int places = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
                measure(core, new Copies(new SearchablePlaces(core.places().current()), places), false);
            }
        }
    }

    private static void measure(Core core, SearchSource source, boolean missed) throws IOException {
        Path folder = core.config().data().resolve("search-load");
        try (NameSearch search = new NameSearch(core.areas(), core.gazetteer(), () -> source, folder)) {
            long start = System.nanoTime();
            search.refresh();
            System.out.printf("%s built in %d ms%n", source.stamp(), (System.nanoTime() - start) / 1_000_000);
            SearchQueries.Result result = SearchQueries.measure(search::search);
            result.print();
            if (missed) {
                result.missed().forEach(System.out::println);
                return;
            }
            speed(search);
        }
    }

    /** Each query as it is typed, letter by letter, and whole. */
    private static void speed(NameSearch search) throws IOException {
        List<String> typed = new ArrayList<>();
        for (SearchQueries.Query query : SearchQueries.read()) {
            for (int end = 1; end <= query.text().length(); end++) {
                typed.add(query.text().substring(0, end));
            }
        }
        List<Double> clock = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String text : typed) {
                long cpu = THREADS.getCurrentThreadCpuTime();
                long start = System.nanoTime();
                search.search(Question.of(text, SUGGESTED));
                if (round >= ROUNDS / 2) {
                    clock.add((System.nanoTime() - start) / 1e6);
                    processor.add((THREADS.getCurrentThreadCpuTime() - cpu) / 1e6);
                }
            }
        }
        print("by the clock", clock);
        print("processor time", processor);
    }

    private static void print(String what, List<Double> millis) {
        millis.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%d suggestions, %s: median %.2f ms, 95 %% %.2f ms, 99 %% %.2f ms, worst %.1f ms%n",
                millis.size(),
                what,
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 95 / 100),
                millis.get(millis.size() * 99 / 100),
                millis.get(millis.size() - 1));
    }

    /** The same and copies a little farther on, under numbered names. */
    private record Copies(SearchSource source, int places) implements SearchSource {
        @Override
        public String stamp() {
            return source.stamp() + "-" + places;
        }

        @Override
        public void each(Consumer<Entry> consumer) {
            int[] count = {0};
            for (int copy = 0; count[0] < places; copy++) {
                int turn = copy;
                source.each(entry -> {
                    boolean place = entry.position() != null;
                    if (place ? count[0]++ < places : turn == 0) {
                        consumer.accept(turn == 0 ? entry : copy(entry, turn));
                    }
                });
            }
        }

        private static Entry copy(Entry entry, int turn) {
            LonLat at = java.util.Objects.requireNonNull(entry.position());
            return new Entry(
                    entry.kind(),
                    entry.code() + "-" + turn,
                    org.servicemap.text.LocalText.of(
                            "zh",
                            entry.name().in("zh", "en") + "第" + turn + "分部",
                            "en",
                            entry.name().in("en", "zh") + " " + turn),
                    entry.aliases(),
                    entry.about(),
                    new LonLat(at.lon() + 0.003 * turn, at.lat() + 0.002 * turn),
                    null,
                    entry.category(),
                    false);
        }
    }
}
