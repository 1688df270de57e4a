package org.servicemap.areas;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.Resolution;
import org.servicemap.areas.index.ResolverException;
import org.servicemap.geo.Crs;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;

/**
 * Resolves a file of points, a block at a time, in constant memory: the same for the API and the command. Rows that cannot be
 * answered are written with their line number and what is wrong; nothing stops the rest. Positions are rounded to nothing:
 * the areas are those that a single call gives.
 *
 * <p>Used once: {@link #open} reads the header and refuses what cannot begin, {@link #writeTo} does the rest.
 */
public final class BatchResolve {
    /** As many as the index takes in one go with profit. */
    private static final int BLOCK = 512;

    private final AreaResolver resolver;
    private final BatchOptions options;
    private final BatchInput input;
    private final BatchOutput output;
    private final PileLearner piles;
    private final double[] lon = new double[BLOCK];
    private final double[] lat = new double[BLOCK];
    private final int[] leaves = new int[BLOCK];
    private long inside;
    private long snapped;
    private long outside;
    private long failed;

    private BatchResolve(AreaResolver resolver, BatchOptions options, BatchInput input, PileLearner piles) {
        this.resolver = resolver;
        this.piles = piles;
        this.options = options;
        this.input = input;
        BatchNames names = new BatchNames(resolver.snapshot(), options);
        this.output =
                options.output() == BatchFormat.CSV ? new CsvOutput(input, names) : new NdjsonOutput(input, names);
    }

    /**
     * Reads the beginning of the file.
     *
     * @param piles is shown every position, and says which are of low confidence
     * @throws BatchException when the columns are not found, the charset is not known or the file is empty
     * @throws org.servicemap.areas.index.ResolverException {@code unknown_overlay}
     */
    public static BatchResolve open(AreaResolver resolver, BatchOptions options, InputStream in, PileLearner piles)
            throws IOException {
        requireOverlays(resolver, options);
        BatchInput input = options.input() == BatchFormat.CSV
                ? CsvInput.open(in, options.charset(), options.lonColumn(), options.latColumn())
                : NdjsonInput.open(in, options.charset(), options.lonColumn(), options.latColumn());
        return new BatchResolve(resolver, options, input, piles);
    }

    private static void requireOverlays(AreaResolver resolver, BatchOptions options) {
        List<String> known = resolver.snapshot().overlays().layers().stream()
                .map(OverlayLayer::id)
                .toList();
        for (String wanted : options.overlays()) {
            if (!wanted.equals(Query.ALL) && !known.contains(wanted)) {
                throw new ResolverException(
                        ResolverException.UNKNOWN_OVERLAY,
                        "there is no overlay layer " + wanted + "; there are " + String.join(", ", known));
            }
        }
    }

    /** Answers all rows; progress is told the bytes read so far after each block. */
    public BatchSummary writeTo(OutputStream out, LongConsumer progress) throws IOException {
        output.begin(out);
        List<BatchRow> block = new ArrayList<>(BLOCK);
        BatchRow row = input.next();
        while (row != null) {
            block.add(row);
            row = input.next();
            if (block.size() == BLOCK || row == null) {
                answer(block);
                for (BatchRow done : block) {
                    output.write(done, out);
                    count(done);
                }
                block.clear();
                progress.accept(input.bytesRead());
            }
        }
        return new BatchSummary(inside, snapped, outside, failed);
    }

    private void answer(List<BatchRow> block) {
        for (BatchRow row : block) {
            place(row);
        }
        int n = block.size();
        for (int i = 0; i < n; i++) {
            BatchRow row = block.get(i);
            lon[i] = row.fault == null ? row.x : Double.NaN;
            lat[i] = row.fault == null ? row.y : Double.NaN;
        }
        resolver.snapshot().index().leavesOf(lon, lat, leaves, n);
        for (int i = 0; i < n; i++) {
            BatchRow row = block.get(i);
            row.leaf = row.fault == null ? leaves[i] : -1;
            if (row.leaf < 0 && row.fault == null) {
                snap(row);
            }
        }
    }

    /** Brings the position into WGS 84, or says why it cannot be one. */
    private void place(BatchRow row) {
        if (row.fault != null) {
            return;
        }
        try {
            Crs crs = options.crs();
            LonLat point = crs == null ? new LonLat(row.x, row.y) : crs.toWgs84(row.x, row.y);
            row.x = point.lon();
            row.y = point.lat();
            row.lowConfidence = piles.add(point);
        } catch (GeoException e) {
            row.fail(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** Outside: the resolver knows whether an area is near enough. */
    private void snap(BatchRow row) {
        Resolution resolution = resolver.resolve(Query.of(new LonLat(row.x, row.y)));
        @Nullable Double metres = resolution.snappedMetres();
        if (metres != null && !resolution.areas().isEmpty()) {
            row.leaf = resolution.areas().get(resolution.areas().size() - 1).ordinal();
            row.snapped = true;
            row.snappedMetres = metres;
        } else if (resolution.swapped()) {
            row.fail(
                    "coordinate_swapped",
                    "the point lies outside, and inside with longitude and latitude exchanged: they are likely swapped");
        }
    }

    private void count(BatchRow row) {
        if (row.fault != null) {
            failed++;
        } else if (row.leaf < 0) {
            outside++;
        } else if (row.snapped) {
            snapped++;
        } else {
            inside++;
        }
    }
}
