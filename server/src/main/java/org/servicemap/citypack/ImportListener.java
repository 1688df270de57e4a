package org.servicemap.citypack;

import org.servicemap.areas.coverage.ImportReport;

/** Told how far an import is. Called from the importing thread. */
public interface ImportListener {
    ImportListener SILENT = new ImportListener() {
        @Override
        public void step(Step step) {}

        @Override
        public void report(ImportReport report) {}
    };

    /** The stages of an import, in order. */
    enum Step {
        READ_AREAS,
        READ_OVERLAYS,
        READ_TABLES,
        READ_GAZETTEER,
        STORE,
        PUBLISH,
        DONE
    }

    /** A stage begins. */
    void step(Step step);

    /**
     * The boundaries were checked; called before anything is stored, also when the import is refused. And once more with what was
     * found in the overlays, if anything was.
     */
    void report(ImportReport report);
}
