package org.servicemap.accounts.personal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
    @ParameterizedTest
    @CsvSource({
        "13812341234, 138****1234",
        "+8613812341234, +86138****1234",
        "01065123456, 010****3456",
        "65123456, 65****56",
        "12345, 1***5",
        "110, 1**",
        "01065123456;ext=801, 010****3456",
        "'', ''"
    })
    void phones(String number, String masked) {
        // 110 has no digit left to show at its end: a quarter of three is none.
        assertThat(Mask.phone(number)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "张三, 张*",
        "张小明, 张**",
        "欧阳修, 欧阳*",
        "欧阳, 欧*",
        "张, 张*",
        "John Smith, J*** S***",
        " Bo , B***",
        "𠮷田太郎, 𠮷***",
        "阿卜杜拉·买买提, 阿*******",
        "'', ''"
    })
    void names(String name, String masked) {
        assertThat(Mask.name(name)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "北京市朝阳区建国路88号院3号楼1201室, 北京市朝阳区建国路***",
        "长安街甲3号, 长安街***",
        "望京街道花家地南里小区五号楼, 望京街道***",
        "某某村十二号, 某某村***",
        "幸福家园三号楼, ***",
        "'12 Main Street, Springfield', '***, Springfield'",
        "'12 Main Street, Flat 4B', ***",
        "12 Main Street, ***"
    })
    void addresses(String address, String masked) {
        assertThat(Mask.address(address)).isEqualTo(masked);
    }
}
