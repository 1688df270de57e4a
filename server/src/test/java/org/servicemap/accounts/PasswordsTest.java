package org.servicemap.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    @AfterEach
    void cheapAgain() {
        Passwords.cost = CheapPasswords.COST;
    }

    @Test
    void hashesAreArgon2idWithTheirOwnSalt() {
        String cheap = Passwords.hash("correct horse battery");
        Passwords.cost = Passwords.OWASP;
        String hash = Passwords.hash("correct horse battery");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Passwords.hash("correct horse battery")).isNotEqualTo(hash);
        assertThat(Passwords.matches("correct horse battery", hash)).isTrue();
        assertThat(Passwords.matches("correct horse battery", cheap))
                .as("a hash is checked at its own cost")
                .isTrue();
        assertThat(Passwords.matches("correct horse batterz", hash)).isFalse();
        assertThat(Passwords.matches("correct horse battery", null)).isFalse();
    }

    @Test
    void weakPasswordsAreRefused() {
        for (String weak : List.of(
                "elevenchars",
                "aaaaaaaaaaaa",
                "123456789012",
                "Servicemap-Demo",
                "my-zhang.wei-1",
                "长椅子x".repeat(33))) {
            assertThatThrownBy(() -> Passwords.requireStrong(weak, "zhang.wei"))
                    .as(weak)
                    .isInstanceOf(AccountException.class);
        }
        assertThatCode(() -> Passwords.requireStrong("西城区的那一棵老槐树下面", "zhang.wei"))
                .doesNotThrowAnyException();
        assertThatCode(() -> Passwords.requireStrong("长椅子x".repeat(32), "zhang.wei"))
                .as("128 characters")
                .doesNotThrowAnyException();
    }
}
