package org.servicemap.app;

/**
 * One configuration option: its environment variable, default and meaning. The list is the single source for the
 * configuration record, the {@code config} command and the README's table.
 */
public enum Option {
    PORT("SERVICEMAP_PORT", "8080", "TCP port of the web server; 0 takes any free one"),
    HOST("SERVICEMAP_HOST", "0.0.0.0", "address that the web server listens on"),
    DATA("SERVICEMAP_DATA", "data", "data directory: embedded database, saved indexes, search index"),
    KEYS(
            "SERVICEMAP_KEYS",
            "",
            "folder of the keyset that seals personal data: back it up apart from the database; empty is keys in the data"
                    + " directory"),
    DB_URL("SERVICEMAP_DB_URL", "", "JDBC URL of a PostgreSQL 15+ with PostGIS; empty starts the embedded one"),
    DB_USER("SERVICEMAP_DB_USER", "servicemap", "database user (with SERVICEMAP_DB_URL)"),
    DB_PASSWORD("SERVICEMAP_DB_PASSWORD", "", "database password (with SERVICEMAP_DB_URL)"),
    DB_POOL(
            "SERVICEMAP_DB_POOL",
            "10",
            "largest pool of database connections, 2 to 200; a server uses up to 5 more, and 6 at the replica"),
    DB_READ_URL(
            "SERVICEMAP_DB_READ_URL",
            "",
            "JDBC URL of a streaming replica, read where an answer may be a little old (insights, public figures); empty reads the"
                    + " database itself"),
    DB_READ_STALE("SERVICEMAP_DB_READ_STALE", "5", "as many seconds old may what is read there be, 1 to 600"),
    DEMO("SERVICEMAP_DEMO", "true", "load the demo city when the database holds no city; false starts empty"),
    DEMO_HISTORY(
            "SERVICEMAP_DEMO_HISTORY",
            "200000",
            "invented requests of one year that the demo city is given in the background; 0 for none"),
    PACK("SERVICEMAP_PACK", "", "folder of the city pack to load on first start instead of the demo city"),
    TILES_URL(
            "SERVICEMAP_TILES_URL", "", "base map tiles as a template with {z}/{x}/{y}; empty draws the own data only"),
    TILES_ATTRIBUTION("SERVICEMAP_TILES_ATTRIBUTION", "", "attribution shown with the base map tiles"),
    TILES_CRS("SERVICEMAP_TILES_CRS", "wgs84", "CRS of the base map tiles: wgs84 or gcj02"),
    TILES_MAX_ZOOM("SERVICEMAP_TILES_MAX_ZOOM", "18", "finest zoom of the base map tiles, 1 to 22"),
    BATCH_MAX_MB(
            "SERVICEMAP_BATCH_MAX_MB",
            "2048",
            "largest upload to /api/v1/resolve/batch or /api/v1/imports in megabytes"),
    ATTACHMENTS(
            "SERVICEMAP_ATTACHMENTS",
            "",
            "folder of the sealed photos and documents, which several servers can share; empty is attachments in the data"
                    + " directory"),
    UPLOAD_MAX_MB("SERVICEMAP_UPLOAD_MAX_MB", "15", "largest photo or document in megabytes, 1 to 100"),
    FIELD_POSITION_DAYS(
            "SERVICEMAP_FIELD_POSITION_DAYS",
            "90",
            "days after which the positions of wardens' visits and phones are cleared, 1 to 3650"),
    PUBLIC_URL(
            "SERVICEMAP_PUBLIC_URL",
            "",
            "where browsers find this server, as https://map.example.org; needed for OpenID Connect"),
    PROXIES(
            "SERVICEMAP_PROXIES",
            "0",
            "how many proxies of your own stand in front: whose X-Forwarded-For is believed"),
    RATE_LIMITS("SERVICEMAP_RATE_LIMITS", "true", "count logins and filings by caller; false only for load tests"),
    SECOND_FACTOR(
            "SERVICEMAP_SECOND_FACTOR",
            "true",
            "staff with a password need a second factor (authenticator app); never asked for in the demo"),
    OIDC_ISSUER("SERVICEMAP_OIDC_ISSUER", "", "OpenID provider by which staff log in; empty for none"),
    OIDC_CLIENT_ID("SERVICEMAP_OIDC_CLIENT_ID", "", "client id at that provider"),
    OIDC_CLIENT_SECRET("SERVICEMAP_OIDC_CLIENT_SECRET", "", "client secret at that provider"),
    OIDC_NAME("SERVICEMAP_OIDC_NAME", "OpenID", "name of that provider on its button"),
    OIDC_LOGIN_CLAIM(
            "SERVICEMAP_OIDC_LOGIN_CLAIM",
            "preferred_username",
            "claim of the provider that holds the login name of the account here"),
    OIDC_CITIZENS_ISSUER(
            "SERVICEMAP_OIDC_CITIZENS_ISSUER", "", "OpenID provider by which citizens log in; empty for none"),
    OIDC_CITIZENS_CLIENT_ID("SERVICEMAP_OIDC_CITIZENS_CLIENT_ID", "", "client id at the citizens' provider"),
    OIDC_CITIZENS_CLIENT_SECRET(
            "SERVICEMAP_OIDC_CITIZENS_CLIENT_SECRET", "", "client secret at the citizens' provider"),
    OIDC_CITIZENS_NAME("SERVICEMAP_OIDC_CITIZENS_NAME", "OpenID", "name of the citizens' provider on its button"),
    SMTP_URL(
            "SERVICEMAP_SMTP_URL",
            "",
            "mail server, as smtps://user:password@host or smtp://host:587; empty leaves mail on the outbox page"),
    MAIL_FROM("SERVICEMAP_MAIL_FROM", "", "mailbox that mail comes from (with SERVICEMAP_SMTP_URL)"),
    SMS_URL(
            "SERVICEMAP_SMS_URL",
            "",
            "SMS gateway that is posted to; {recipient}, {text} and {id} are put in; empty leaves SMS on the outbox page"),
    SMS_BODY(
            "SERVICEMAP_SMS_BODY",
            "{\"to\": \"{recipient}\", \"text\": \"{text}\"}",
            "what is posted to it: JSON, or a form when it does not begin with a brace"),
    SMS_HEADERS("SERVICEMAP_SMS_HEADERS", "", "headers for it as Name: value, several separated by semicolons"),
    WEBHOOKS_PRIVATE(
            "SERVICEMAP_WEBHOOKS_PRIVATE",
            "false",
            "webhooks may call loopback and private addresses, and without TLS"),
    MAP_REVIEW_NUMBER(
            "SERVICEMAP_MAP_REVIEW_NUMBER", "", "review number of the map (审图号), shown at the foot of public pages"),
    ICP_NUMBER("SERVICEMAP_ICP_NUMBER", "", "ICP filing number of the site, shown there with a link"),
    PUBLIC_SECURITY_NUMBER(
            "SERVICEMAP_PUBLIC_SECURITY_NUMBER",
            "",
            "public security filing number of the site, shown there with a link"),
    LOG_LEVEL("SERVICEMAP_LOG_LEVEL", "INFO", "least that is logged: ERROR, WARN, INFO, DEBUG or TRACE"),
    LOG_FORMAT(
            "SERVICEMAP_LOG_FORMAT",
            "text",
            "how it is logged, on standard error: text, or json with one object a line"),
    SLOW_QUERY_MS(
            "SERVICEMAP_SLOW_QUERY_MS",
            "500",
            "SQL that takes so many milliseconds is logged, without its values; 0 for none"),
    METRICS_TOKEN(
            "SERVICEMAP_METRICS_TOKEN",
            "",
            "bearer token for /metrics; empty lets in programs on the server's own machine only"),
    LEAVE_SECONDS(
            "SERVICEMAP_LEAVE_SECONDS",
            "0",
            "seconds that a server told to end goes on serving while /health/ready is 503, so that balancers leave it, 0 to 40:"
                    + " systemd and Compose, as delivered, end by force what has not ended after 60"),
    CONFIG("SERVICEMAP_CONFIG", "", "optional file of NAME=value lines; the environment wins over it");

    private final String variable;
    private final String fallback;
    private final String description;

    Option(String variable, String fallback, String description) {
        this.variable = variable;
        this.fallback = fallback;
        this.description = description;
    }

    /** Name of the environment variable. */
    public String variable() {
        return variable;
    }

    /** The value when neither the environment nor the file names it. */
    public String fallback() {
        return fallback;
    }

    public String description() {
        return description;
    }

    /** Whether its value is never printed. */
    public boolean isSecret() {
        return switch (this) {
            case DB_PASSWORD,
                    OIDC_CLIENT_SECRET,
                    OIDC_CITIZENS_CLIENT_SECRET,
                    SMTP_URL,
                    SMS_URL,
                    SMS_BODY,
                    SMS_HEADERS,
                    METRICS_TOKEN -> true;
            default -> false;
        };
    }
}
