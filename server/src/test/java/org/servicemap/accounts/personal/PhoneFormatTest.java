package org.servicemap.accounts.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneFormatTest {
    private static final PhoneFormat BEIJING = PhoneFormat.of(
            Map.of("country", 86, "trunk", "0", "area", 10, "mobile", "1[3-9]\\d{9}", "local", "[2-8]\\d{6,7}"));

    @ParameterizedTest
    @CsvSource({
        "13812341234, +8613812341234",
        "138 1234 1234, +8613812341234",
        "138-1234-1234, +8613812341234",
        "+86 138 1234 1234, +8613812341234",
        "(+86)13812341234, +8613812341234",
        "0086-138-1234-1234, +8613812341234",
        "86 138 1234 1234, +8613812341234",
        "013812341234, +8613812341234",
        "１３８１２３４１２３４, +8613812341234",
        "＋８６　１３８－１２３４－１２３４, +8613812341234",
        "010-65123456, +861065123456",
        "（010）65123456, +861065123456",
        "65123456, +861065123456",
        "+86 10 6512 3456, +861065123456",
        "+86 (0)10 6512 3456, +861065123456",
        "861065123456, +861065123456",
        "021-61234567, +862161234567",
        "010-65123456转801, +861065123456;ext=801",
        "010-65123456 ext. 801, +861065123456;ext=801",
        "+44 (0)20 7946 0958, +442079460958",
        "12345, 12345",
        "110, 110",
    })
    void everyWritingComesToOneForm(String written, String normalised) {
        assertThat(BEIJING.parse(written))
                .hasValueSatisfying(number -> assertThat(number.value()).isEqualTo(normalised));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "11",
                "张三",
                "138123412ab",
                "13812341234 / 13912341234",
                "1234567890123456",
                "+123",
                "打我电话"
            })
    void whatIsNoNumberIsNotMadeOne(String written) {
        assertThat(BEIJING.parse(written)).isEmpty();
    }

    @Test
    void decorationNeverChangesTheNumber() {
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            String mobile = "1" + (3 + random.nextInt(7)) + digits(random, 9);
            String prefix = List.of("", "+86", "0086", "86", "0").get(random.nextInt(5));
            String written = decorated(prefix + mobile, random);
            assertThat(BEIJING.parse(written).map(PhoneNumber::value))
                    .as(written)
                    .contains("+86" + mobile);
        }
    }

    @Test
    void theNormalisedFormIsAFixedPoint() {
        Random random = new Random(8);
        for (int round = 0; round < 5_000; round++) {
            String written =
                    (random.nextBoolean() ? "" : "+") + (1 + random.nextInt(9)) + digits(random, random.nextInt(16));
            BEIJING.parse(written).ifPresent(number -> {
                assertThat(BEIJING.parse(number.value())).contains(number);
                assertThat(BEIJING.parse(BEIJING.national(number))).as(written).contains(number);
            });
        }
    }

    @Test
    void aCityThatSaysNothingKeepsWhatWasDialled() {
        PhoneFormat plain = PhoneFormat.of(null);
        assertThat(plain.parse("(555) 010-9999").map(PhoneNumber::value)).contains("5550109999");
        assertThat(plain.parse("+1 555 010 9999").map(PhoneNumber::value)).contains("+15550109999");
    }

    @Test
    void aNumberIsReadAsItIsDialledInTheCity() {
        assertThat(BEIJING.national(new PhoneNumber("+8613812341234"))).isEqualTo("13812341234");
        assertThat(BEIJING.national(new PhoneNumber("+861065123456"))).isEqualTo("01065123456");
        assertThat(BEIJING.national(new PhoneNumber("+442079460958"))).isEqualTo("+442079460958");
    }

    @Test
    void aNumberInALogLineIsMasked() {
        assertThat(new PhoneNumber("+8613812341234") + "").isEqualTo("+86138****1234");
    }

    private static String digits(Random random, int count) {
        return random.ints(count, '0', '9' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String decorated(String number, Random random) {
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < number.length(); i++) {
            char sign = number.charAt(i);
            boolean wide = random.nextInt(4) == 0;
            written.append(wide ? (char) (sign - '0' + '０') : sign);
            if (i > 1 && random.nextInt(4) == 0) {
                written.append(List.of(" ", "-", "－", "　", ".", "‐", "–").get(random.nextInt(7)));
            }
        }
        return written.toString();
    }
}
