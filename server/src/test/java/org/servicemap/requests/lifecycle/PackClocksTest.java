package org.servicemap.requests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.servicemap.requests.lifecycle.Life.input;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the clocks of the cities that come with the platform no unit is late with what it cannot do. */
class PackClocksTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final TypeReference<Map<String, Object>> BLOCK = new TypeReference<>() {};

    private static Life life(String city) throws IOException {
        Map<String, Object> pack =
                YAML.readValue(Path.of("..", "gis-data", city, "pack.yml").toFile(), BLOCK);
        return new Life("ordinary", YAML.convertValue(Objects.requireNonNull(pack.get("process")), BLOCK));
    }

    private static Life summoned(String city) throws IOException {
        Life life = life(city).accepted();
        life.take(Action.WHISTLE, reason().list(Input.UNITS, List.of("U1", "U2")));
        return life;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "beijing"})
    void allStandInASuspensionAndTheSummonedMayComeAllTheSame(String city) throws IOException {
        Life life = summoned(city);
        life.take(Action.ASK_EXTENSION, reason().until(life.time.plus(Duration.ofDays(30))));

        life.take(Action.SUSPEND, reason().until(life.time.plus(Duration.ofDays(9))));

        assertThat(running(life)).containsExactly("suspension");
        come(life, "U1");
        assertThat(life.clocks()).containsExactly("deadline", "extension", "first_contact", "suspension", "whistle");
        life.pass(Duration.ofDays(9)).take(Action.RESUME, input());
        assertThat(running(life)).isEqualTo(life.clocks());
        assertThat(life.clock("first_contact").dueAt()).isEqualTo(Life.START.plus(Duration.ofDays(10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "beijing"})
    void whatIsHandledWaitsForNoContactButForWhoWasSummoned(String city) throws IOException {
        Life life = summoned(city);
        life.take(Action.HANDLE, input().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));

        assertThat(running(life)).containsExactly("callback", "callback_end", "whistle", "whistle");
        come(life, "U1");
        life.take(Action.ATTEMPT, input().text(Input.UNREACHED, "no_answer"));
        life.take(Action.DECLINE_WHISTLE, reason(), "U2", Set.of(Actor.WHISTLED));
        assertThat(running(life)).containsExactly("callback", "callback_end");
        assertThat(life.now.facts().state()).isEqualTo(State.CALLBACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "beijing"})
    void whileADisputeIsReviewedOnlyReviewAndDeadlineRun(String city) throws IOException {
        Life life = life(city).dispatched().pass(Duration.ofHours(2));
        life.take(Action.DISPUTE, reason());
        assertThat(running(life)).containsExactly("deadline", "review");

        life.pass(Duration.ofDays(3)).take(Action.UPHOLD, reason());

        assertThat(life.clock("acceptance").dueAt()).isEqualTo(life.time.plus(Duration.ofHours(24)));
        assertThat(life.clock("acceptance").nextAt()).isNotNull();
    }

    /** Whom the former unit summoned cannot come before the new one has accepted. */
    @ParameterizedTest
    @ValueSource(strings = {"tiny", "beijing"})
    void aReassignmentEndsTheSummons(String city) throws IOException {
        Life life = summoned(city);
        life.take(Action.REASSIGN, reason().text(Input.UNIT, "S002"));

        assertThat(life.clocks()).doesNotContain("whistle").contains("acceptance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "beijing"})
    void aSuspensionIsReviewedOnItsDateByUnitAndTheOneAbove(String city) throws IOException {
        Life life = life(city).accepted();
        Instant review = life.time.plus(Duration.ofDays(9));
        life.take(Action.SUSPEND, reason().until(review));
        assertThat(life.clock("suspension").dueAt()).isEqualTo(review);

        life.pass(Duration.ofDays(9)).take(Action.OVERDUE, input().text(Input.CLOCK, "suspension"));

        assertThat(life.toldTo("S001")).containsExactly(Notice.Kind.OVERDUE);
        assertThat(life.toldTo("D01")).containsExactly(Notice.Kind.OVERDUE);
        assertThat(life.now.facts().flag(Field.OVERDUE)).as("nobody is late").isFalse();
        life.take(Action.REASSIGN, reason().text(Input.UNIT, "S002"));
        assertThat(life.clocks()).doesNotContain("suspension");
    }

    /** Each by its own date; a unit that is whistled for besides has that clock too, and both their own time. */
    @ParameterizedTest
    @ValueSource(strings = {"tiny", "beijing"})
    void whoAssistsHasAClockUntilItReports(String city) throws IOException {
        Life life = life(city).accepted();
        Instant first = life.time.plus(Duration.ofDays(2));
        Instant whistled = life.time.plus(Duration.ofHours(3));
        life.take(
                Action.ASK_ASSISTANCE,
                reason().list(Input.UNITS, List.of("U1", "U2")).until(first));
        life.take(Action.WHISTLE, reason().list(Input.UNITS, List.of("U1")).until(whistled));
        assertThat(life.now.clocks())
                .filteredOn(clock -> !clock.subject().isEmpty())
                .extracting(RunningClock::clock, RunningClock::subject, RunningClock::dueAt)
                .containsExactlyInAnyOrder(
                        tuple("assistance", "U1", first),
                        tuple("assistance", "U2", first),
                        tuple("whistle", "U1", whistled));

        life.take(Action.ASSIST, input().text(Input.TEXT, "已协助"), "U1", Set.of(Actor.ASSISTANT));
        assertThat(life.now.clocks())
                .filteredOn(clock -> clock.clock().equals("assistance"))
                .extracting(RunningClock::subject)
                .containsExactly("U2");
        life.take(Action.OVERDUE, input().text(Input.CLOCK, "assistance").text(Input.UNIT, "U2"));
        assertThat(life.toldTo("U2")).containsExactly(Notice.Kind.OVERDUE);
        assertThat(life.toldTo("S001")).containsExactly(Notice.Kind.OVERDUE);
        life.take(Action.HANDLE, input().text(Input.REPLY, "好了").text(Input.OUTCOME, "solved"));
        assertThat(life.clocks()).doesNotContain("assistance");
    }

    private static List<String> running(Life life) {
        return life.now.clocks().stream()
                .filter(clock -> clock.nextAt() != null)
                .map(RunningClock::clock)
                .sorted()
                .toList();
    }

    private static void come(Life life, String unit) {
        life.take(Action.REPORT_IN, input().text(Input.TEXT, "到了"), unit, Set.of(Actor.WHISTLED));
    }

    private static ActionInput.Builder reason() {
        return input().text(Input.REASON, "原因");
    }
}
