package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of further places, and of a home that somebody names. */
class FilingTest {
    private static Filing filing(String role, String address, @Nullable Contact contact, @Nullable Long account) {
        Where place = new Where(Where.Kind.NONE, null, null, null, null, null, null, address);
        return new Filing(
                "web",
                null,
                null,
                "help",
                null,
                null,
                "路灯坏了",
                Where.NOWHERE,
                Map.of(role, place),
                contact,
                "zh",
                List.of(),
                account);
    }

    @Test
    void aRoleIsAWordAsRulesNameIt() {
        assertThat(filing("Work-place_2", "x", null, null).places()).containsOnlyKeys("Work-place_2");
        assertThatThrownBy(() -> filing("work place", "x", null, null))
                .extracting("field")
                .isEqualTo("places");
    }

    @Test
    void aHomeAddressThatIsTooLongIsRefusedAndNotLost() {
        Contact contact = new Contact(false, "韩梅", null, null, null);

        assertThatThrownBy(() -> filing("residence", "街".repeat(201), contact, null))
                .extracting("code", "field")
                .containsExactly(RequestException.BAD_FIELD, "places.residence.address");
    }

    @Test
    void anAccountsHomeIsKeptWithoutAContactAndOfTheAnonymousNothing() {
        Contact kept = filing("residence", "书院街3号", null, 7L).contact();

        assertThat(kept).isNotNull();
        assertThat(kept.address()).isEqualTo("书院街3号");
        assertThat(filing("residence", "书院街3号", null, null).contact()).isNull();
        assertThat(filing("registered", "书院街3号", null, 7L).contact()).isNull();
    }
}
