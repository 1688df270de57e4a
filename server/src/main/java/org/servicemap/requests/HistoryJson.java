package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.history.Event;

/** One entry of a request's history as people read it. */
@Describe("Something that happened to the request")
record HistoryJson(
        int seq,
        OffsetDateTime at,
        String action,

        @Describe("system, petitioner or account:id") String actor,

        @Nullable String unit,
        @Describe("What the action carried") Map<String, String> data,

        @Describe("What was said; texts that were erased are missing")
        Map<String, String> texts) {
    /** Values that the request shows in other fields. */
    private static final Set<String> ELSEWHERE = Set.of(ExactPlace.NAME, FiledAnswers.NAME);

    static List<HistoryJson> of(List<Chain.Link> chain, Map<String, Commitment> values, ZoneId zone) {
        List<HistoryJson> history = new ArrayList<>();
        for (Chain.Link link : chain) {
            Event event = Event.read(link.body()).event();
            history.add(new HistoryJson(
                    event.seq(),
                    event.at().atZone(zone).toOffsetDateTime(),
                    event.action(),
                    event.actor(),
                    event.unit(),
                    data(event),
                    texts(event, values)));
        }
        return history;
    }

    private static Map<String, String> data(Event event) {
        Map<String, String> data = new TreeMap<>();
        event.data()
                .forEach((name, value) -> data.put(
                        name,
                        value instanceof List<?> list
                                ? String.join(
                                        ", ", list.stream().map(String::valueOf).toList())
                                : value.toString()));
        return data;
    }

    private static Map<String, String> texts(Event event, Map<String, Commitment> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : event.commitments().keySet()) {
            Commitment value = values.get(name);
            String kind = name.substring(name.indexOf('.') + 1);
            if (value != null && !ELSEWHERE.contains(kind)) {
                texts.put(kind, value.value());
            }
        }
        return texts;
    }
}
