package org.servicemap.areas.index;

/**
 * One bit for each top cell: whether it is uniform. Small enough for the processor's own memory, so that what follows is known
 * while the cell's entry is still on its way.
 */
final class CellClasses {
    private final long[] mixed;

    private CellClasses(long[] mixed) {
        this.mixed = mixed;
    }

    static CellClasses of(CellStore store) {
        int cells = store.columns() * store.rows();
        long[] mixed = new long[(cells + Long.SIZE - 1) / Long.SIZE];
        for (int cell = 0; cell < cells; cell++) {
            mixed[cell >> 6] |= (long) (store.entries()[cell] >>> 31) << cell;
        }
        return new CellClasses(mixed);
    }

    boolean isUniform(int cell) {
        return (mixed[cell >> 6] >>> cell & 1) == 0;
    }

    long bytes() {
        return 8L * mixed.length;
    }
}
