package org.servicemap.http;

import java.nio.file.Path;
import java.util.List;

/**
 * How the server listens and what it allows.
 *
 * @param host address to bind
 * @param port port to bind, 0 for any free one
 * @param title name of the API in its document
 * @param version version of the program
 * @param spoolDirectory where uploads wait while they are answered; created when missing
 * @param maxJsonBytes largest JSON body
 * @param maxUploadBytes largest batch file
 * @param stopMillis how long requests in flight may take when the server stops
 * @param imageSources origins of map tiles and photos beside the own one, for the Content-Security-Policy
 */
public record HttpSettings(
        String host,
        int port,
        String title,
        String version,
        Path spoolDirectory,
        long maxJsonBytes,
        long maxUploadBytes,
        int stopMillis,
        List<String> imageSources) {
    public static final long DEFAULT_MAX_JSON_BYTES = 10L << 20;
    public static final long DEFAULT_MAX_UPLOAD_BYTES = 4L << 30;

    public HttpSettings {
        imageSources = List.copyOf(imageSources);
    }

    public static HttpSettings of(int port, Path spoolDirectory, String version) {
        return new HttpSettings(
                "0.0.0.0",
                port,
                "ServiceMap",
                version,
                spoolDirectory,
                DEFAULT_MAX_JSON_BYTES,
                DEFAULT_MAX_UPLOAD_BYTES,
                5000,
                List.of());
    }
}
