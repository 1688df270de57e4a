/**
 * Who may log in or call, with which roles and for which unit and area: accounts, their sessions, service accounts, the audit
 * of logins and of every opening of personal data, and answers kept under an {@code Idempotency-Key}. How people prove who they
 * are is in {@code login}. May import accounts.personal, areas, http, storage, text, units.
 */
@NullMarked
package org.servicemap.accounts;

import org.jspecify.annotations.NullMarked;
