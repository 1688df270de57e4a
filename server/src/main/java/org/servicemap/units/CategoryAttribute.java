package org.servicemap.units;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * A question that is asked about requests of a category, as Open311 calls it an attribute.
 *
 * @param code unique among the questions of a category and those above it
 * @param variable false for a text that is only shown and takes no answer
 * @param question what is asked
 * @param hint how to answer; may be empty
 * @param values what can be chosen from; empty unless the datatype is a list
 */
public record CategoryAttribute(
        String code,
        Datatype datatype,
        boolean required,
        boolean variable,
        LocalText question,
        LocalText hint,
        List<Choice> values) {
    /** The longest answer of one line, and of several, in characters. */
    private static final int LINE = 255;

    private static final int TEXT = 4000;
    private static final DateTimeFormatter ISO_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** One that can be chosen. */
    public record Choice(String key, LocalText name) {}

    /** GeoReport's six. */
    public enum Datatype {
        STRING,
        NUMBER,
        DATETIME,
        TEXT,
        SINGLEVALUELIST,
        MULTIVALUELIST;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isList() {
            return this == SINGLEVALUELIST || this == MULTIVALUELIST;
        }

        static Optional<Datatype> find(@Nullable Object key) {
            return Arrays.stream(values())
                    .filter(type -> type.key().equals(key))
                    .findFirst();
        }
    }

    public CategoryAttribute {
        values = List.copyOf(values);
    }

    /** The name of a choice; what was answered where there is none of it. */
    public LocalText nameOf(String answer) {
        return values.stream()
                .filter(choice -> choice.key().equals(answer))
                .map(Choice::name)
                .findFirst()
                .orElseGet(() -> LocalText.of("und", answer));
    }

    /** What is expected instead of these answers; empty when they will do. */
    public Optional<String> fault(List<String> answers) {
        if (datatype == Datatype.MULTIVALUELIST) {
            boolean good = areChoices(answers) && new HashSet<>(answers).size() == answers.size();
            return good ? Optional.empty() : Optional.of("some of " + keys());
        }
        return answers.size() == 1 && fits(answers.get(0)) ? Optional.empty() : Optional.of(expected());
    }

    private boolean fits(String answer) {
        int length = answer.codePointCount(0, answer.length());
        return switch (datatype) {
            case STRING -> length <= LINE && answer.lines().count() <= 1;
            case TEXT -> length <= TEXT;
            case NUMBER -> answer.matches("[+-]?\\d{1,15}(\\.\\d{1,15})?");
            case DATETIME -> isTime(answer);
            case SINGLEVALUELIST, MULTIVALUELIST -> areChoices(List.of(answer));
        };
    }

    private String expected() {
        return switch (datatype) {
            case STRING -> "one line of at most " + LINE + " characters";
            case TEXT -> "one text of at most " + TEXT + " characters";
            case NUMBER -> "one number such as 16.5";
            case DATETIME -> "one time such as 2026-01-31T08:00:00Z";
            case SINGLEVALUELIST, MULTIVALUELIST -> "one of " + keys();
        };
    }

    private static boolean isTime(String answer) {
        try {
            TemporalAccessor time =
                    ISO_TIME.parseBest(answer, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return time.isSupported(ChronoField.EPOCH_DAY);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean areChoices(List<String> answers) {
        return values.stream().map(Choice::key).toList().containsAll(answers);
    }

    private String keys() {
        return String.join(", ", values.stream().map(Choice::key).toList());
    }
}
