/** Ways to bring a message to its recipient: SMTP, SMS by HTTP, signed webhooks. May import notifications. */
@NullMarked
package org.servicemap.notifications.senders;

import org.jspecify.annotations.NullMarked;
