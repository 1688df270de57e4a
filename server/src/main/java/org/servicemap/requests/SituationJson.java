package org.servicemap.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.RunningClock;
import org.servicemap.requests.lifecycle.Situation;

/** A situation as it is kept while a reassignment can be taken back: facts, other units and clocks, none of them free text. */
final class SituationJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SituationJson() {}

    private record Kept(
            Map<String, @Nullable Object> facts,
            List<Map<String, @Nullable Object>> parties,
            List<Map<String, @Nullable Object>> clocks) {}

    static String write(Situation situation) {
        Kept kept = new Kept(
                FactsJson.write(situation.facts()),
                situation.parties().stream().map(SituationJson::party).toList(),
                situation.clocks().stream().map(SituationJson::clock).toList());
        try {
            return MAPPER.writeValueAsString(
                    Map.of("facts", kept.facts(), "parties", kept.parties(), "clocks", kept.clocks()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Situation read(String json) {
        try {
            Kept kept = MAPPER.readValue(json, new TypeReference<Kept>() {});
            return new Situation(
                    FactsJson.read(kept.facts()),
                    kept.parties().stream().map(SituationJson::readParty).toList(),
                    kept.clocks().stream().map(SituationJson::readClock).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, @Nullable Object> party(Party party) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("unit", party.unit());
        json.put("role", party.role().key());
        json.put("status", party.status().key());
        json.put("asked_at", party.askedAt().toString());
        json.put("due_at", text(party.dueAt()));
        json.put("answered_at", text(party.answeredAt()));
        json.put("score_by_lead", party.scoreByLead());
        json.put("score_of_lead", party.scoreOfLead());
        return json;
    }

    private static Party readParty(Map<String, @Nullable Object> json) {
        return new Party(
                String.valueOf(json.get("unit")),
                Party.Role.of(String.valueOf(json.get("role"))),
                Party.Status.of(String.valueOf(json.get("status"))),
                Instant.parse(String.valueOf(json.get("asked_at"))),
                instant(json.get("due_at")),
                instant(json.get("answered_at")),
                (Integer) json.get("score_by_lead"),
                (Integer) json.get("score_of_lead"));
    }

    private static Map<String, @Nullable Object> clock(RunningClock clock) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("clock", clock.clock());
        json.put("subject", clock.subject());
        json.put("started_at", clock.startedAt().toString());
        json.put("due_at", clock.dueAt().toString());
        json.put("paused_at", text(clock.pausedAt()));
        json.put("warned", clock.warned());
        json.put("spoken", clock.spoken());
        return json;
    }

    private static RunningClock readClock(Map<String, @Nullable Object> json) {
        return new RunningClock(
                String.valueOf(json.get("clock")),
                String.valueOf(json.get("subject")),
                Instant.parse(String.valueOf(json.get("started_at"))),
                Instant.parse(String.valueOf(json.get("due_at"))),
                instant(json.get("paused_at")),
                Boolean.TRUE.equals(json.get("warned")),
                Boolean.TRUE.equals(json.get("spoken")));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable Instant instant(@Nullable Object text) {
        return text == null ? null : Instant.parse(text.toString());
    }
}
