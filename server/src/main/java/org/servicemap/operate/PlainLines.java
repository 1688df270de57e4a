package org.servicemap.operate;

import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Log lines for people: time, level, logger, the request's id, message; a fault's trace below, set in. What others sent may stand in
 * messages: it begins no line of its own.
 */
public final class PlainLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};
    private static final Pattern BREAKS = Pattern.compile("[\\r\\n\\u0085\\u2028\\u2029]+");
    private static final Pattern NEXT_LINE = Pattern.compile("\\n(?=.)");
    private static final int LEVEL_WIDTH = 5;
    private static final int LOGGER_WIDTH = 24;

    private final DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
            .withZone(ZoneId.systemDefault());
    private final TargetLengthBasedClassNameAbbreviator names = new TargetLengthBasedClassNameAbbreviator(LOGGER_WIDTH);

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        time.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        String level = event.getLevel().toString();
        line.append(' ').append(level).append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())));
        line.append(' ').append(names.abbreviate(event.getLoggerName()));
        line.append(' ').append(event.getMDCPropertyMap().getOrDefault("request", ""));
        String message = String.valueOf(event.getFormattedMessage());
        line.append(' ').append(BREAKS.matcher(message).replaceAll(" | "));
        line.append(System.lineSeparator());
        IThrowableProxy fault = event.getThrowableProxy();
        if (fault != null) {
            String trace = ThrowableProxyUtil.asString(fault);
            line.append(NEXT_LINE.matcher(trace).replaceAll("\n    "));
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
