package org.servicemap.operate;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PlainLinesTest {
    /** The library's own way to write what {@link PlainLines} writes; the oracle. */
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{24} %X{request:-} "
            + "%replace(%msg){'[\\r\\n\\u0085\\u2028\\u2029]+', ' | '}%n%replace(%ex){'\\n(?=.)', '\n    '}%nopex";

    private final LoggerContext context = new LoggerContext();
    private final PatternLayout pattern = new PatternLayout();
    private final PlainLines lines = new PlainLines();

    PlainLinesTest() {
        context.setMDCAdapter(((LoggerContext) LoggerFactory.getILoggerFactory()).getMDCAdapter());
        pattern.setContext(context);
        pattern.setPattern(PATTERN);
        pattern.start();
    }

    @Test
    void linesAreThoseOfThePattern() {
        IOException cause = new IOException("first\nsecond\r\n\nthird");
        IllegalStateException fault = new IllegalStateException("outer", cause);
        fault.addSuppressed(new IllegalArgumentException("beside"));
        same("org.servicemap.areas.AreaRegistry", Level.INFO, "loaded {} areas", 52, null, Map.of());
        same("org.servicemap.http.Faults", Level.WARN, "a\r\nb\u0085c\u2028d\u2029\ne {}", "$1\\", null, Map.of());
        same("short", Level.ERROR, "said", null, fault, Map.of("request", "proxy-17", "other", "x"));
        same(
                "com.a.very.long.name.of.packages.AndOfAClassThatIsLongerThanThat",
                Level.DEBUG,
                "县 {}",
                "东城区",
                cause,
                new TreeMap<>(Map.of("request", "")));
    }

    private void same(
            String logger,
            Level level,
            String message,
            @Nullable Object argument,
            @Nullable Throwable fault,
            Map<String, String> mdc) {
        Logger of = context.getLogger(logger);
        Object[] arguments = argument == null ? null : new Object[] {argument};
        LoggingEvent event = new LoggingEvent("caller", of, level, message, fault, arguments);
        event.setMDCPropertyMap(mdc);
        assertThat(new String(lines.encode(event), StandardCharsets.UTF_8)).isEqualTo(pattern.doLayout(event));
    }

    /** Nothing but the setup itself says where the log goes. */
    @Test
    void theSetupIsInForce() {
        LoggerContext inForce = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(inForce.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("console"))
                .isNotNull();
        assertThat(inForce.getLogger("org.hibernate.Any").getEffectiveLevel()).isEqualTo(Level.WARN);
    }
}
