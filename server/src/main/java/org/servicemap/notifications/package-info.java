/**
 * Messages to people and systems: the outbox, its couriers, webhook subscriptions. May import http, storage, text, accounts,
 * accounts.personal, and its templates.
 */
@NullMarked
package org.servicemap.notifications;

import org.jspecify.annotations.NullMarked;
