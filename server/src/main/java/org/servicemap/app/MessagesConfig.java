package org.servicemap.app;

import org.jspecify.annotations.Nullable;
import org.servicemap.notifications.senders.SmsSettings;
import org.servicemap.notifications.senders.SmtpSettings;

/**
 * How messages go out.
 *
 * @param smtp null leaves e-mails on the outbox page
 * @param sms null leaves SMS on the outbox page
 * @param ownNetworks whether webhooks may call loopback and private addresses, and without TLS
 */
public record MessagesConfig(
        @Nullable SmtpSettings smtp, @Nullable SmsSettings sms, boolean ownNetworks) {}
