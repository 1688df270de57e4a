package org.servicemap.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much the program says of itself. The environment's is known from the first line on, the configuration file's from here. */
final class LogLevel {
    private LogLevel() {}

    static void apply(String level) {
        if (LoggerFactory.getLogger("org.servicemap") instanceof Logger logger) {
            logger.setLevel(Level.valueOf(level));
        }
    }
}
