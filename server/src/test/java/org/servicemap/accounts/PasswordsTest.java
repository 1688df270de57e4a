package org.servicemap.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    @Test
    void hashesAreArgon2idWithTheirOwnSalt() {
        String hash = Passwords.hash("correct horse battery");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Passwords.hash("correct horse battery")).isNotEqualTo(hash);
        assertThat(Passwords.matches("correct horse battery", hash)).isTrue();
        assertThat(Passwords.matches("correct horse batterz", hash)).isFalse();
        assertThat(Passwords.matches("correct horse battery", null)).isFalse();
    }

    @Test
    void weakPasswordsAreRefused() {
        for (String weak :
                List.of("short", "aaaaaaaaaaaa", "1234567890", "Servicemap-Demo", "my-zhang.wei-1", "x".repeat(201))) {
            assertThatThrownBy(() -> Passwords.requireStrong(weak, "zhang.wei"))
                    .as(weak)
                    .isInstanceOf(AccountException.class);
        }
        assertThatCode(() -> Passwords.requireStrong("西城区的一棵老槐树下", "zhang.wei")).doesNotThrowAnyException();
    }
}
