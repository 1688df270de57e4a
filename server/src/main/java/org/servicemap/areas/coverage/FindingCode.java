package org.servicemap.areas.coverage;

import java.util.Arrays;
import org.servicemap.text.LocalText;

/** Everything that import can find; {@link #id()} is stable. In the texts {0} is the area, {1} the other one, {2} the m². */
public enum FindingCode {
    NULL_GEOMETRY("{0} 没有几何", "{0} has no geometry"),
    EMPTY_GEOMETRY("{0} 的几何为空", "{0} has an empty geometry"),
    BAD_GEOMETRY("{0} 的几何无法读取（修复时略去）：{1}", "the geometry of {0} cannot be read (repair leaves it out): {1}"),
    NOT_A_POLYGON("{0} 不是面", "{0} is not a polygon"),
    UNCLOSED_RING("{0} 的边界环没有闭合", "{0} has a ring that is not closed"),
    TOO_FEW_POINTS("{0} 有少于三个点的边界环", "{0} has a ring of fewer than three points"),
    DUPLICATE_RING("{0} 有重复的边界环", "{0} has the same ring twice"),
    SELF_INTERSECTION(
            "{0} 的边界自相交，修复涉及 {2} 平方米", "{0} has a boundary that crosses or touches itself; the repair concerns {2} m²"),
    INVALID_RINGS(
            "{0} 的各部分或内环彼此不合，修复涉及 {2} 平方米（{1}）",
            "{0} has parts or holes that do not fit each other; the repair concerns {2} m² ({1})"),
    NOT_A_NUMBER("{0} 含有非数字坐标", "{0} has a coordinate that is not a number"),
    COORDINATE_OUT_OF_RANGE("{0} 的坐标超出范围", "{0} has a coordinate out of range"),
    AXIS_ORDER("{0} 的经纬度似乎颠倒", "{0} seems to have longitude and latitude swapped"),
    MISSING_CODE("{0} 没有代码", "{0} has no code"),
    DUPLICATE_CODE("代码 {0} 重复（另见 {1}）", "code {0} is used twice (see also {1})"),
    UNKNOWN_LEVEL("{0} 属于不存在的层级", "{0} belongs to a level that does not exist"),
    UNKNOWN_PARENT("{0} 的上级 {1} 不存在", "{0} names a parent {1} that does not exist"),
    PARENT_NOT_COARSER("{0} 的上级 {1} 不在更高层级", "{0} names a parent {1} that is not of a coarser level"),
    CYCLIC_PARENT("{0} 与上级 {1} 互为上下级", "{0} and its parent {1} form a circle"),
    OUTSIDE_PARENT("{0} 大部分（{2} 平方米）不在上级 {1} 之内", "most of {0} ({2} m²) lies outside its parent {1}"),
    SPANS_PARENTS("{0} 有超过 1%（{2} 平方米）不在上级 {1} 之内", "more than 1 % of {0} ({2} m²) lies outside its parent {1}"),
    CLIPPED("{0} 超出上级 {1} 的 {2} 平方米被裁去", "{0} was cut where it left its parent {1}: {2} m²"),
    REBUILT("{0} 按下级重建，与原边界相差 {2} 平方米", "{0} was rebuilt from its children and differs from its own outline by {2} m²"),
    OVERLAP("{0} 与 {1} 重叠 {2} 平方米，归 {0}", "{0} and {1} overlap by {2} m²; it goes to {0}"),
    GAP("{0} 旁有 {2} 平方米的缝隙", "there is a gap of {2} m² beside {0}"),
    HOLE("下级未覆盖的 {2} 平方米归 {0}", "{2} m² that no child covers belong to {0}"),
    SLIVER("{0} 的 {2} 平方米碎片并入 {1}", "a splinter of {0} of {2} m² goes to {1}"),
    TINY_AREA("{0} 只有 {2} 平方米", "{0} has only {2} m²"),
    NO_AREAS("没有任何区域", "there are no areas at all"),
    VANISHED("{0} 修复后没有剩余面积", "nothing is left of {0} after repair"),
    NOT_A_LINE("{0} 不是线", "{0} is not a line"),
    MISSING_FILE("文件不存在：{1}", "{1}"),
    MISSING_PART("缺少配套文件：{1}", "{1}"),
    EMPTY_FILE("文件是空的：{1}", "{1}"),
    BAD_LAYER("文件无法读取：{1}", "{1}"),
    NOT_A_LAYER("文件不是图层：{1}", "{1}"),
    UNKNOWN_FORMAT("无法识别文件格式：{1}", "{1}"),
    SEVERAL_LAYERS("文件中有多个图层，请在 layer: 中指明：{1}", "{1}"),
    UNKNOWN_LAYER("文件中没有所指的图层：{1}", "{1}"),
    NO_GEOMETRY("文件没有几何列：{1}", "{1}"),
    TRUNCATED("文件不完整：{1}", "{1}"),
    BAD_ENCODING("字符编码不符：{1}", "{1}"),
    BAD_JSON("JSON 有语法错误：{1}", "{1}"),
    BAD_ROW("表格中有一行有误：{1}", "{1}"),
    ARCHIVE_TOO_LARGE("压缩包展开后过大：{1}", "{1}"),
    CRS_MISSING("没有说明坐标系：{1}", "{1}"),
    UNKNOWN_CRS("无法识别坐标系：{1}", "{1}"),
    IMPLAUSIBLE_COORDINATES("坐标不可能属于所声明的坐标系：{1}", "{1}"),
    UNKNOWN_FIELD("图层没有所指的字段：{1}", "{1}"),
    BAD_YAML("YAML 有语法错误：{1}", "{1}"),
    UNKNOWN_KEY("有未知的键：{1}", "{1}"),
    BAD_VALUE("有不合要求的值：{1}", "{1}"),
    EXAMPLE_FAILS("规则目录的示例不成立：{1}", "{1}"),
    REFUSED("城市数据包有误：{1}", "{1}");

    private final String zh;
    private final String en;

    FindingCode(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** The words for a reader's code that concerns more than one area; {@link #REFUSED}'s when there are none. */
    static FindingCode ofReader(String id) {
        return Arrays.stream(values())
                .filter(code -> code.en.equals("{1}") && code.id().equals(id))
                .findFirst()
                .orElse(REFUSED);
    }

    /** The stable code: {@code null_geometry}, {@code overlap} … */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    LocalText message(String area, String other, double m2) {
        return LocalText.of("zh", fill(zh, area, other, m2), "en", fill(en, area, other, m2));
    }

    /** Of what concerns no area. */
    LocalText message(LocalText why) {
        return LocalText.of("zh", fill(zh, "", why.in("zh", "en"), 0), "en", fill(en, "", why.in("en", "zh"), 0));
    }

    private static String fill(String template, String area, String other, double m2) {
        String sized = template.contains("{2}") ? template.replace("{2}", SquareMetres.text(m2)) : template;
        return sized.replace("{0}", area).replace("{1}", other);
    }
}
