package org.servicemap.operate;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Log lines as JSON, one object a line: {@code at}, {@code level}, {@code logger}, {@code thread}, {@code request_id} (as in the
 * header {@code X-Request-Id}), {@code message}, {@code error}. JSON escapes whatever could forge a line.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] NOTHING = {};

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("at", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        String request = event.getMDCPropertyMap().get("request");
        if (request != null) {
            line.put("request_id", request);
        }
        line.put("message", String.valueOf(event.getFormattedMessage()));
        IThrowableProxy fault = event.getThrowableProxy();
        if (fault != null) {
            line.put("error", ThrowableProxyUtil.asString(fault));
        }
        try {
            return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can always be written", e);
        }
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
