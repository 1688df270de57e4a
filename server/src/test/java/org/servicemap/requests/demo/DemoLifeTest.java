package org.servicemap.requests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.Clocks;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Lifecycle;
import org.servicemap.requests.lifecycle.ProcessRules;
import org.servicemap.requests.lifecycle.State;

/** A step that the rules refuse would end the loading of the demo's year: as many lives as it takes to meet rare turns. */
class DemoLifeTest {
    private static final Path PACK = Path.of("..", "gis-data", "beijing");
    private static final Instant START = Instant.parse("2025-03-03T01:00:00Z");
    private static final int LIVES = 20_000;

    @ParameterizedTest
    @ValueSource(strings = {"emergency", "livelihood", "ordinary"})
    void everyStepIsOneThatTheRulesAllow(String urgency) throws IOException {
        DemoLife life = new DemoLife(
                lifecycle(),
                new DemoOffice(
                        1, DemoRhythm.parse(Files.readString(PACK.resolve("history.yml"))), DemoLifeTest::neighbours),
                START.plus(Duration.ofDays(120)));
        Set<Action> met = EnumSet.noneOf(Action.class);

        for (int seed = 0; seed < LIVES; seed++) {
            DemoRoute route = new DemoRoute("S001", List.of(), List.of(), null, null, seed % 5 == 0);
            for (DemoStep step : life.play(filing(seed), filed(urgency), route).steps()) {
                met.add(step.step().action());
                if (step.step().action() == Action.ASK_EXTENSION) {
                    assertThat(step.input().until())
                            .as("a supervisor has time to decide")
                            .isAfterOrEqualTo(step.at().plus(Duration.ofDays(2)));
                }
            }
        }

        assertThat(met)
                .contains(Action.ASK_EXTENSION, Action.GRANT_EXTENSION, Action.REFUSE_EXTENSION)
                .contains(Action.SUSPEND, Action.RESUME, Action.WHISTLE, Action.ASSIST, Action.REDIRECT, Action.UPHOLD)
                .contains(Action.WITHDRAW, Action.SUPERVISE, Action.CALL_BACK);
    }

    private static List<String> neighbours(String unit) {
        return Stream.of("S001", "S002", "D01")
                .filter(other -> !other.equals(unit))
                .toList();
    }

    private static Lifecycle lifecycle() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode process = yaml.readTree(PACK.resolve("pack.yml").toFile()).required("process");
        ProcessRules rules = ProcessRules.of(yaml.convertValue(process, new TypeReference<Map<String, Object>>() {}));
        Clocks clocks = new Clocks(rules.clocks(), WorkingCalendar.PLAIN, ZoneId.of("Asia/Shanghai"));
        return new Lifecycle(rules, clocks, unit -> unit.startsWith("S") ? "D01" : null);
    }

    private static Facts filed(String urgency) {
        return Facts.builder()
                .state(State.RECEIVED)
                .set(Field.URGENCY, urgency)
                .set(Field.CATEGORY, "ENV-NOISE-LIFE")
                .set(Field.RECEIVED_AT, START)
                .set(Field.PETITIONER, 77L)
                .build();
    }

    private static DemoFiling filing(long seed) {
        return new DemoFiling(
                seed,
                START,
                "hotline",
                null,
                "help",
                "ENV-NOISE-LIFE",
                true,
                "噪声",
                "point",
                116.4,
                39.9,
                null,
                null,
                1,
                -1);
    }
}
