package org.servicemap.accounts.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login by a provider leads back to a path of ours, whatever the link said that began it. */
class ReturnToTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: a=b",
                "/ /evil.example",
                "/<script>",
                ""
            })
    void nothingLeadsToAnotherSite(String wanted) {
        assertThat(OidcLogins.safe(wanted)).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/desk?list=mine&number=1", "/courtyard?view=%E4%B8%AD"})
    void ownPathsAreKept(String wanted) {
        assertThat(OidcLogins.safe(wanted)).isEqualTo(wanted);
    }
}
