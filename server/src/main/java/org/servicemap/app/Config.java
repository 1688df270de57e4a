package org.servicemap.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Filing;

/**
 * The program's whole configuration, validated. Values come from the environment, else from the file that {@code
 * SERVICEMAP_CONFIG} names, else from {@link Option#fallback()}.
 *
 * @param port 0 to 65535; 0 takes a free port
 * @param data data directory, absolute
 * @param keys folder of the keyset that seals personal data, absolute
 * @param attachments folder of the sealed photos and documents, absolute
 * @param dbUrl JDBC URL, or null for the embedded database
 * @param dbReadUrl JDBC URL of a replica, or null
 * @param dbReadStaleSeconds as old as what is read there may be
 * @param demo whether the demo city is loaded into an empty database
 * @param demoHistory invented requests that the demo city is given; 0 for none
 * @param pack folder of the pack to load first instead of the demo city, or null
 * @param tilesUrl template of the base map's tiles, or null
 * @param tilesMaxZoom the finest zoom that they have
 * @param fieldPositionDays after which the positions of wardens' visits and phones are cleared
 * @param accounts how people log in
 * @param messages how messages go out
 * @param filings numbers under which authorities know the site
 * @param logLevel the least that is logged
 * @param operate how the server tells how it does
 */
public record Config(
        int port,
        String host,
        Path data,
        Path keys,
        Path attachments,
        @Nullable String dbUrl,
        String dbUser,
        String dbPassword,
        int dbPool,
        @Nullable String dbReadUrl,
        int dbReadStaleSeconds,
        boolean demo,
        int demoHistory,
        @Nullable Path pack,
        @Nullable String tilesUrl,
        String tilesAttribution,
        String tilesCrs,
        int tilesMaxZoom,
        int batchMaxMegabytes,
        int uploadMaxMegabytes,
        int fieldPositionDays,
        AccountsConfig accounts,
        MessagesConfig messages,
        List<Filing> filings,
        String logLevel,
        OperateConfig operate) {
    private static final List<String> LOG_LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    /** Reads and validates; every fault is a {@link ConfigException} that names the variable. */
    public static Config from(Map<String, String> environment) {
        Values values = new Values(withFile(environment));
        String dbUrl = values.jdbcUrl(Option.DB_URL);
        String tilesCrs = values.text(Option.TILES_CRS);
        if (!tilesCrs.equals("wgs84") && !tilesCrs.equals("gcj02")) {
            throw new ConfigException(Option.TILES_CRS, "wgs84 or gcj02");
        }
        String pack = values.text(Option.PACK);
        Path data = absolute(values.text(Option.DATA));
        String keys = values.text(Option.KEYS);
        String attachments = values.text(Option.ATTACHMENTS);
        return new Config(
                values.integer(Option.PORT, 0, 65_535),
                values.text(Option.HOST),
                data,
                keys.isEmpty() ? data.resolve("keys") : absolute(keys),
                attachments.isEmpty() ? data.resolve("attachments") : absolute(attachments),
                emptyToNull(dbUrl),
                values.text(Option.DB_USER),
                values.text(Option.DB_PASSWORD),
                values.integer(Option.DB_POOL, 2, 200),
                emptyToNull(values.jdbcUrl(Option.DB_READ_URL)),
                values.integer(Option.DB_READ_STALE, 1, 600),
                values.bool(Option.DEMO),
                values.integer(Option.DEMO_HISTORY, 0, 50_000_000),
                pack.isEmpty() ? null : absolute(pack),
                emptyToNull(values.text(Option.TILES_URL)),
                values.text(Option.TILES_ATTRIBUTION),
                tilesCrs,
                values.integer(Option.TILES_MAX_ZOOM, 1, 22),
                values.integer(Option.BATCH_MAX_MB, 1, 1_000_000),
                values.integer(Option.UPLOAD_MAX_MB, 1, 100),
                values.integer(Option.FIELD_POSITION_DAYS, 1, 3650),
                new AccountOptions(values::text).read(),
                new MessageOptions(values::text).read(),
                filings(values),
                logLevel(values.text(Option.LOG_LEVEL)),
                operate(values));
    }

    private static OperateConfig operate(Values values) {
        String format = values.text(Option.LOG_FORMAT);
        if (!format.equals("text") && !format.equals("json")) {
            throw new ConfigException(Option.LOG_FORMAT, "text or json");
        }
        String token = values.text(Option.METRICS_TOKEN);
        if (!token.isEmpty() && token.length() < OperateConfig.SHORTEST_TOKEN) {
            throw new ConfigException(
                    Option.METRICS_TOKEN, "at least " + OperateConfig.SHORTEST_TOKEN + " characters, or nothing");
        }
        return new OperateConfig(
                format.equals("json"),
                values.integer(Option.SLOW_QUERY_MS, 0, 3_600_000),
                token,
                values.integer(Option.LEAVE_SECONDS, 0, OperateConfig.LONGEST_LEAVE));
    }

    private static List<Filing> filings(Values values) {
        List<Filing> filings = new ArrayList<>();
        String map = values.text(Option.MAP_REVIEW_NUMBER);
        String icp = values.text(Option.ICP_NUMBER);
        String security = values.text(Option.PUBLIC_SECURITY_NUMBER);
        if (!map.isEmpty()) {
            filings.add(Filing.mapReview(map));
        }
        if (!icp.isEmpty()) {
            filings.add(Filing.icp(icp));
        }
        if (!security.isEmpty()) {
            filings.add(Filing.publicSecurity(security));
        }
        return List.copyOf(filings);
    }

    private static String logLevel(String text) {
        String level = text.toUpperCase(Locale.ROOT);
        if (!LOG_LEVELS.contains(level)) {
            throw new ConfigException(Option.LOG_LEVEL, "one of " + String.join(", ", LOG_LEVELS));
        }
        return level;
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    /** The same configuration on another port and data directory: for tests and for several servers on one machine. */
    public Config with(int newPort, Path newData) {
        return new Config(
                newPort,
                host,
                newData,
                keys,
                attachments,
                dbUrl,
                dbUser,
                dbPassword,
                dbPool,
                dbReadUrl,
                dbReadStaleSeconds,
                demo,
                demoHistory,
                pack,
                tilesUrl,
                tilesAttribution,
                tilesCrs,
                tilesMaxZoom,
                batchMaxMegabytes,
                uploadMaxMegabytes,
                fieldPositionDays,
                accounts,
                messages,
                filings,
                logLevel,
                operate);
    }

    /** The value in force for each option, as text; secrets are masked. */
    static Map<Option, String> inForce(Map<String, String> environment) {
        Values values = new Values(withFile(environment));
        Map<Option, String> shown = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            String value = values.text(option);
            shown.put(option, option.isSecret() && !value.isEmpty() ? "********" : value);
        }
        return shown;
    }

    private static @Nullable String emptyToNull(String value) {
        return value.isEmpty() ? null : value;
    }

    private static Map<String, String> withFile(Map<String, String> environment) {
        String file = environment.getOrDefault(Option.CONFIG.variable(), "").strip();
        if (file.isEmpty()) {
            return environment;
        }
        Map<String, String> merged = new LinkedHashMap<>(readFile(Path.of(file)));
        merged.putAll(environment);
        return merged;
    }

    private static Map<String, String> readFile(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                String text = line.strip();
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                int equals = text.indexOf('=');
                String name = equals < 0 ? text : text.substring(0, equals).strip();
                if (equals < 0 || !isKnown(name)) {
                    throw new ConfigException(
                            Option.CONFIG, "known NAME=value lines; line " + number + " is «" + name + "»");
                }
                values.put(name, text.substring(equals + 1).strip());
            }
        } catch (IOException e) {
            throw new ConfigException(Option.CONFIG, "a file that can be read (" + file + ")");
        }
        return values;
    }

    private static boolean isKnown(String name) {
        for (Option option : Option.values()) {
            if (option.variable().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private record Values(Map<String, String> environment) {
        String text(Option option) {
            String value = environment.getOrDefault(option.variable(), "").strip();
            return value.isEmpty() ? option.fallback() : value;
        }

        String jdbcUrl(Option option) {
            String url = text(option);
            if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
                throw new ConfigException(option, "a JDBC URL like jdbc:postgresql://host:5432/database");
            }
            return url;
        }

        int integer(Option option, int min, int max) {
            String expected = "a whole number from " + min + " to " + max;
            try {
                int value = Integer.parseInt(text(option));
                if (value < min || value > max) {
                    throw new ConfigException(option, expected);
                }
                return value;
            } catch (NumberFormatException e) {
                throw new ConfigException(option, expected);
            }
        }

        boolean bool(Option option) {
            return switch (text(option)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new ConfigException(option, "true or false");
            };
        }
    }
}
