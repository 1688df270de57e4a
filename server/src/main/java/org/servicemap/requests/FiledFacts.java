package org.servicemap.requests;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.routing.Decision;

/** What a filing makes of a request: the facts and words of its first event. */
final class FiledFacts {
    private FiledFacts() {}

    /** What is known when a request is filed, beside the filing itself. */
    record Known(
            Located where,
            Routing.Answer answer,
            @Nullable Long petitioner,
            boolean sensitive,
            boolean doubtful,
            Instant at) {}

    static Facts of(Filing filing, Known known) {
        Facts.Builder facts = Facts.builder()
                .state(State.RECEIVED)
                .set(Field.RECEIVED_AT, known.at())
                .set(Field.CHANNEL, filing.channel())
                .set(Field.HOTLINE, filing.hotline())
                .set(Field.SOURCE_REF, filing.sourceRef())
                .set(Field.KIND, filing.kind())
                .set(Field.CATEGORY, filing.category())
                .set(Field.URGENCY, urgency(filing, known.answer().decision()))
                .set(Field.LANGUAGE, filing.language())
                .set(Field.SENSITIVE, known.sensitive())
                .set(Field.ANONYMOUS, filing.isAnonymous())
                .set(Field.PETITIONER, known.petitioner())
                .set(Field.LOW_CONFIDENCE, known.doubtful())
                .set(Field.QUEUE_REASON, known.answer().queue());
        known.where().describe(facts);
        return Facts.NONE.with(facts.build());
    }

    private static @Nullable String urgency(Filing filing, @Nullable Decision decision) {
        return decision == null || decision.urgency() == null
                ? filing.urgency()
                : decision.urgency().id();
    }

    /** Free words, which the event only commits to. */
    static Map<String, String> texts(Filing filing) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("text", filing.text());
        String address = filing.where().address();
        if (address != null) {
            texts.put("address", address);
        }
        filing.addresses().forEach((role, words) -> texts.put("address_" + role, words));
        if (!filing.answers().isEmpty()) {
            texts.put(FiledAnswers.NAME, FiledAnswers.text(filing.answers()));
        }
        return texts;
    }
}
