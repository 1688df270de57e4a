package org.servicemap.requests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documentation's table and diagram are those of the program. */
class TransitionDocsTest {
    private static final Path DOCUMENT = Path.of("docs", "requests.md");
    private static final String BEGIN = "<!-- generated: transitions -->\n";
    private static final String END = "<!-- end -->";

    /** {@code -Dservicemap.docs.write=true} writes the part anew instead. */
    @Test
    void theDocumentShowsTheTableAsItIs() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END, begin);
        if (Boolean.getBoolean("servicemap.docs.write")) {
            Files.writeString(
                    DOCUMENT, document.substring(0, begin) + TransitionDocs.markdown() + document.substring(end));
            return;
        }
        assertThat(document.substring(begin, end)).isEqualTo(TransitionDocs.markdown());
    }

    @Test
    void everyActionAndEveryStateIsShown() {
        String shown = TransitionDocs.markdown();

        assertThat(Action.values()).allSatisfy(action -> assertThat(shown).contains("| `" + action.key() + "` |"));
        assertThat(State.values())
                // a rule decides about these: call_back and attempt
                .filteredOn(state -> state != State.CLOSED && state != State.CALLBACK)
                .allSatisfy(state -> assertThat(shown).containsPattern("--> " + state.key() + " : "));
    }
}
