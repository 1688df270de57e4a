package org.servicemap.requests;

import org.jspecify.annotations.Nullable;

/**
 * The person whose data it is about: by phone, e-mail address or own account. At least one is given.
 *
 * @param account of a citizen
 */
record Subject(
        @Nullable String phone,
        @Nullable String email,
        @Nullable Long account) {
    Subject {
        if (phone == null && email == null && account == null) {
            throw new RequestException(RequestException.BAD_FIELD, "phone", "name a phone number or an e-mail address");
        }
    }
}
