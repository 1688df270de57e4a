package org.servicemap.gazetteer.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CuesTest {
    @ParameterizedTest
    @CsvSource({"12,12", "１２,12", "三,3", "十,10", "十二,12", "二十,20", "三十五,35", "一二,12"})
    void numbersOfDoors(String said, String number) {
        assertThat(Cues.digits(said)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"A小区3号楼,3", "A第3栋,3", "A三号楼,3", "A停水3天,", "A3天没水,", "A building 4,4"})
    void doorsAfterAPlace(String text, String door) {
        assertThat(Cues.of(text, 0, 1).door()).isEqualTo(door);
    }
}
