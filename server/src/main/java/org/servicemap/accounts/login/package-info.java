/**
 * How people prove who they are: password with lock-out, time-based one-time password, OpenID Connect, codes sent to citizens;
 * and where citizens live. May import accounts, accounts.personal, http, storage, text, units.
 */
@NullMarked
package org.servicemap.accounts.login;

import org.jspecify.annotations.NullMarked;
