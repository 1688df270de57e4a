package org.servicemap.gazetteer;

import java.util.function.Consumer;

/**
 * What is searched beside areas and the gazetteer, in one state that never changes: the application brings the places of the
 * service map, their categories and matters.
 */
public interface SearchSource {
    /** Nothing. */
    SearchSource NONE = new SearchSource() {
        @Override
        public String stamp() {
            return "none";
        }

        @Override
        public void each(Consumer<Entry> consumer) {}
    };

    /** Differs when entries differ, the same on every server; may stand in the name of a folder. */
    String stamp();

    void each(Consumer<Entry> consumer);
}
