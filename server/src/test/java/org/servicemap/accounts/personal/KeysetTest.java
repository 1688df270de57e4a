package org.servicemap.accounts.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetTest {
    private static final String PHONE = "petitioner.phone";

    @TempDir
    Path data;

    private Path folder() {
        return data.resolve("keys");
    }

    @Test
    void whatIsSealedOpensInItsContextAndInNoOther() {
        PersonalCipher cipher = Keyset.openOrCreate(folder()).cipher();
        List<String> contexts = List.of(PHONE, "petitioner.phone ", "petitioner.name", "", "Petitioner.phone", "电话");
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            String value = text(random);
            for (String context : contexts) {
                byte[] sealed = cipher.seal(value, context);
                assertThat(cipher.open(sealed, context)).isEqualTo(value);
                for (String other : contexts) {
                    if (!other.equals(context)) {
                        assertClosed(cipher, sealed, other);
                    }
                }
            }
        }
    }

    @Test
    void everyFlippedBitAndEveryCutIsNoticed() {
        PersonalCipher cipher = Keyset.openOrCreate(folder()).cipher();
        byte[] sealed = cipher.seal("13812341234", PHONE);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertClosed(cipher, changed, PHONE);
        }
        for (int length = 0; length < sealed.length; length++) {
            assertClosed(cipher, java.util.Arrays.copyOf(sealed, length), PHONE);
        }
    }

    @Test
    void theSameValueIsSealedDifferentlyEveryTimeAndNeverReadable() {
        PersonalCipher cipher = Keyset.openOrCreate(folder()).cipher();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String sealed = new String(cipher.seal("13812341234", PHONE), StandardCharsets.ISO_8859_1);
            assertThat(sealed).doesNotContain("1381234");
            assertThat(seen.add(sealed)).isTrue();
        }
    }

    @Test
    void afterARotationOldValuesOpenAndNewOnesAreSealedWithTheNewKey() {
        Keyset keyset = Keyset.openOrCreate(folder());
        byte[] before = keyset.cipher().seal("张三", PHONE);
        byte[] index = keyset.index().of("phone", "+8613812341234");
        keyset.rotate();
        keyset.rotate();
        assertThat(keyset.size()).isEqualTo(3);
        byte[] after = keyset.cipher().seal("李四", PHONE);
        assertThat(java.util.Arrays.copyOf(after, 5)).isNotEqualTo(java.util.Arrays.copyOf(before, 5));

        Keyset again = Keyset.open(folder());
        assertThat(again.cipher().open(before, PHONE)).isEqualTo("张三");
        assertThat(again.cipher().open(after, PHONE)).isEqualTo("李四");
        assertThat(again.index().of("phone", "+8613812341234")).isEqualTo(index);
    }

    @Test
    void aProcessThatRunsMeetsAKeyThatAnotherMade() {
        Keyset running = Keyset.openOrCreate(folder());
        Keyset other = Keyset.open(folder());
        other.rotate();
        byte[] sealed = other.cipher().seal("王五", PHONE);
        assertThat(running.cipher().open(sealed, PHONE)).isEqualTo("王五");
        assertThat(running.size()).isEqualTo(2);
    }

    @Test
    void manyWhoStartTogetherShareOneKeyset() {
        List<Keyset> all = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> Keyset.openOrCreate(folder()))
                .toList();
        byte[] sealed = all.get(0).cipher().seal("x", PHONE);
        assertThat(all)
                .allSatisfy(keyset ->
                        assertThat(keyset.cipher().open(sealed, PHONE)).isEqualTo("x"));
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws IOException {
        Keyset keyset = Keyset.openOrCreate(folder());
        keyset.rotate();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyset.path())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        try (var files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(KeysetFile.NAME, "lock");
        }
    }

    @Test
    void anotherKeysetOpensNothingAndIndexesDifferently() {
        Keyset mine = Keyset.openOrCreate(folder());
        Keyset theirs = Keyset.openOrCreate(data.resolve("other"));
        assertClosed(theirs.cipher(), mine.cipher().seal("x", PHONE), PHONE);
        assertThat(theirs.index().of("phone", "1")).isNotEqualTo(mine.index().of("phone", "1"));
    }

    @Test
    void aMissingOrDamagedFileIsNamed() throws IOException {
        assertThatThrownBy(() -> Keyset.open(folder()))
                .isInstanceOfSatisfying(
                        PersonalDataException.class,
                        e -> assertThat(e.code()).isEqualTo(PersonalDataException.KEYSET_MISSING))
                .hasMessageContaining(folder().toString())
                .hasMessageContaining("SERVICEMAP_KEYS");
        Keyset keyset = Keyset.openOrCreate(folder());
        byte[] good = Files.readAllBytes(keyset.path());
        for (int length = 0; length < good.length - 2; length += 37) {
            Files.write(keyset.path(), java.util.Arrays.copyOf(good, length));
            assertThatThrownBy(() -> Keyset.openOrCreate(folder()))
                    .isInstanceOfSatisfying(
                            PersonalDataException.class,
                            e -> assertThat(e.code()).isEqualTo(PersonalDataException.KEYSET_DAMAGED));
        }
    }

    @Test
    void theIndexTellsKindsAndValuesApart() {
        BlindIndex index = Keyset.openOrCreate(folder()).index();
        assertThat(index.of("phone", "1")).hasSize(32).isEqualTo(index.of("phone", "1"));
        assertThat(index.of("phone", "1")).isNotEqualTo(index.of("name", "1"));
        assertThat(index.of("phone1", "")).isNotEqualTo(index.of("phone", "1"));
        assertThatThrownBy(() -> index.of("a\0b", "c")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertClosed(PersonalCipher cipher, byte[] sealed, String context) {
        assertThatThrownBy(() -> cipher.open(sealed, context))
                .isInstanceOfSatisfying(
                        PersonalDataException.class,
                        e -> assertThat(e.code()).isEqualTo(PersonalDataException.CANNOT_OPEN));
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(40), 0x20, 0x9FA5)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
