package org.servicemap.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.servicemap.operate.JsonLines;
import org.slf4j.LoggerFactory;

/** How much the program says of itself. The environment's is known from the first line on, the configuration file's from here. */
final class LogLevel {
    private LogLevel() {}

    /** From here on each line is a JSON object. */
    static void asJson() {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root
                && root.getAppender("console") instanceof OutputStreamAppender<ILoggingEvent> console
                && !(console.getEncoder() instanceof JsonLines)) {
            JsonLines lines = new JsonLines();
            lines.setContext(root.getLoggerContext());
            lines.start();
            console.stop();
            console.setEncoder(lines);
            console.start();
        }
    }

    static void apply(String level) {
        if (LoggerFactory.getLogger("org.servicemap") instanceof Logger logger) {
            logger.setLevel(Level.valueOf(level));
        }
    }
}
