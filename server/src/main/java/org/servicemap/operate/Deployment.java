package org.servicemap.operate;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the program was set up, as far as its checks need to know.
 *
 * @param embedded whether it runs its own database
 * @param publicUrl where browsers find it; null when it was not said
 * @param demo whether the demo is loaded into an empty database
 * @param mail SMTP server; null for none
 * @param sms gateway; null for none
 */
public record Deployment(
        boolean embedded,
        Path data,
        Path keys,
        Path attachments,
        String host,
        int port,
        int pool,
        @Nullable URI publicUrl,
        int proxies,
        boolean rateLimits,
        boolean secondFactor,
        boolean demo,
        boolean privateWebhooks,
        @Nullable URI mail,
        @Nullable URI sms) {
    List<Path> folders() {
        return List.of(data, keys, attachments);
    }
}
