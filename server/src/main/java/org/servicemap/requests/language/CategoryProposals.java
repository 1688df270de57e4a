package org.servicemap.requests.language;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The category model in use: read from the data directory, or learned when there is none or the categories' words have changed;
 * learned anew from the city's closed requests when asked (by a job, at night). Thread-safe.
 */
public final class CategoryProposals {
    private static final Logger LOG = LoggerFactory.getLogger(CategoryProposals.class);

    private final Path file;
    private final Supplier<List<Labelled>> seeds;
    private final PastTexts past;
    private volatile CategoryModelFile.@Nullable Stored stored;

    /**
     * @param data the program's data directory; the model is kept in its folder {@code language}
     * @param seeds names and keywords of the leaf categories in force ({@link Seeds})
     */
    public CategoryProposals(Path data, Supplier<List<Labelled>> seeds, PastTexts past) {
        this.file = data.resolve("language").resolve("categories.model");
        this.seeds = seeds;
        this.past = past;
    }

    /** The likeliest first; none while nothing has been learned. */
    public List<CategoryGuess> guess(String text, int limit) {
        CategoryModelFile.Stored current = stored;
        return current == null ? List.of() : current.model().guess(text, limit);
    }

    public boolean isReady() {
        return stored != null;
    }

    /** Makes sure that there is a model of the categories in force: the kept one, or a fresh one. Takes seconds then. */
    public synchronized void refresh() throws IOException {
        List<Labelled> words = seeds.get();
        long mark = mark(words);
        CategoryModelFile.Stored current = stored == null ? kept() : stored;
        if (current != null && current.mark() == mark) {
            stored = current;
        } else if (!words.isEmpty()) {
            learn(words, mark);
        }
    }

    /** Learns from all closed requests anew. Takes seconds to minutes; guesses go on meanwhile. */
    public synchronized void relearn() throws IOException {
        List<Labelled> words = seeds.get();
        if (!words.isEmpty()) {
            learn(words, mark(words));
        }
    }

    private void learn(List<Labelled> words, long mark) throws IOException {
        long start = System.nanoTime();
        Set<String> known = words.stream().map(Labelled::category).collect(Collectors.toSet());
        CategoryModel model = new CategoryLearner(words)
                .learn(consumer -> past.each(one -> {
                    if (known.contains(one.category())) {
                        consumer.accept(one);
                    }
                }));
        CategoryModelFile.Stored fresh = new CategoryModelFile.Stored(model, mark);
        CategoryModelFile.write(file, fresh);
        stored = fresh;
        LOG.info("learned {} categories in {} ms", known.size(), (System.nanoTime() - start) / 1_000_000);
    }

    private CategoryModelFile.@Nullable Stored kept() {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            return CategoryModelFile.read(file);
        } catch (IOException e) {
            LOG.warn("the kept category model cannot be used and is learned anew: {}", e.getMessage());
            return null;
        }
    }

    private static long mark(List<Labelled> words) {
        long mark = 1;
        for (Labelled word : words) {
            mark = 31 * mark + word.text().hashCode();
            mark = 31 * mark + word.category().hashCode();
        }
        return mark;
    }
}
