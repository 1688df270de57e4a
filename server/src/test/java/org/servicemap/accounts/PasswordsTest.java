package org.servicemap.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        String long128 = IntStream.range(0, 128)
                .mapToObj(n -> String.valueOf((char) (0x4e00 + 7 * n)))
                .collect(Collectors.joining());
        assertThatCode(() -> Passwords.requireStrong(long128, "zhang.wei"))
                .as("128 characters")
                .doesNotThrowAnyException();
    }

    /** Thousands of lists begin with what these are made of. */
    @Test
    void whatIsTriedFirstIsRefusedHoweverItIsDressedUp() {
        for (String weak : List.of(
                "password12345",
                "P@ssw0rd2026!",
                "passwordpassword",
                "Administrator#1",
                "qwertyuiop123",
                "1qaz2wsx3edc",
                "q1w2e3r4t5y6",
                "1q2w3e4r5t6y",
                "abcdefghijkl",
                "abcd12345678",
                "987654321000",
                "110101199003077758",
                "13-08-1975-1981",
                "484884844848",
                "password84629173",
                "8472847284728472",
                "20261124-2026",
                "woaini1314520",
                "iLoveYou123456",
                "Welcome2Beijing",
                "我爱你我爱你我爱你我爱你",
                "kittenkittenkitten",
                "ServiceMap-2026")) {
            assertThat(CommonPasswords.has(weak)).as(weak).isTrue();
        }
        for (String fine : List.of(
                "correct horse battery",
                "海淀公园里的第七张旧长椅",
                "my bench 17 is red",
                "Vq7#mR2x!tLd9",
                "passing trains at four",
                "f3a9c1d27b6e4850",
                "73519284610537294861",
                "8402-9517-3362-7750",
                "2868 9296 8269 2982 6892")) {
            assertThat(CommonPasswords.has(fine)).as(fine).isFalse();
        }
    }
}
