package org.servicemap.citypack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.FindingPile;
import org.servicemap.geo.RawBox;

/**
 * Features that may lie the other way round, and their boxes until the end of the layer: 40 bytes each, because it may be all
 * of a million. Codes are kept of as many as a report names singly.
 */
final class SuspectBoxes {
    private static final int NUMBERS = 5;

    private double[] numbers = new double[NUMBERS * 64];
    private final List<@Nullable String> codes = new ArrayList<>();
    private int size;

    void add(long feature, @Nullable String code, RawBox box) {
        int at = NUMBERS * size++;
        if (at == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * at);
        }
        numbers[at] = feature;
        numbers[at + 1] = box.minX();
        numbers[at + 2] = box.minY();
        numbers[at + 3] = box.maxX();
        numbers[at + 4] = box.maxY();
        if (codes.size() < FindingPile.MOST_OF_A_KIND) {
            codes.add(code);
        }
    }

    /** In the order in which they came. */
    Stream<AxisOrder.Suspect> all() {
        return IntStream.range(0, size).mapToObj(this::suspect);
    }

    private AxisOrder.Suspect suspect(int i) {
        int at = NUMBERS * i;
        RawBox box = new RawBox(numbers[at + 1], numbers[at + 2], numbers[at + 3], numbers[at + 4]);
        return new AxisOrder.Suspect((long) numbers[at], i < codes.size() ? codes.get(i) : null, box);
    }
}
