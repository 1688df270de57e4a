package org.servicemap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The style sheet's colours as people see them who lack one kind of cone (Machado, Oliveira, Fernandes 2009, severity 1), and how far apart
 * they are then: distances in CIELAB, of which 2.3 is just noticed side by side.
 */
@NullMarked
class PaletteTest {
    private static final double[][][] EYES = {
        {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
        {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}
    };
    private static final String[] NAMES = {"all cones", "no red", "no green", "no blue"};
    private static final int THEMES = 2;
    private static final int STEPS = 7;
    private static String css = "";

    @BeforeAll
    static void read() throws IOException {
        Path web = Files.isDirectory(Path.of("web")) ? Path.of("web") : Path.of("../web");
        css = Files.readString(web.resolve("styles/tokens.css"));
    }

    /** The first is of the light theme, the second of the dark one. */
    private static String colour(String scale, int step, int theme) {
        Matcher found =
                Pattern.compile("--" + scale + "-" + step + ": (#[0-9a-f]{6});").matcher(css);
        for (int i = 0; i <= theme; i++) {
            assertThat(found.find()).as(scale + step).isTrue();
        }
        return found.group(1);
    }

    private static double linear(String hex, int at) {
        double part = Integer.parseInt(hex.substring(1 + 2 * at, 3 + 2 * at), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    private static double root(double part) {
        return part > 216.0 / 24389 ? Math.cbrt(part) : (24389.0 / 27 * part + 16) / 116;
    }

    /** L, a and b, white of D65. */
    private static double[] seen(String hex, double[][] eye) {
        double[] rgb = new double[3];
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += eye[i][k] * linear(hex, k);
            }
            rgb[i] = Math.max(0, Math.min(1, sum));
        }
        double x = root((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047);
        double y = root(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
        double z = root((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static List<double[]> seen(String scale, int from, int to, int theme, int eye) {
        List<double[]> seen = new ArrayList<>();
        for (int step = from; step <= to; step++) {
            seen.add(seen(colour(scale, step, theme), EYES[eye]));
        }
        return seen;
    }

    private static double apart(double[] one, double[] other) {
        return Math.sqrt(
                Math.pow(one[0] - other[0], 2) + Math.pow(one[1] - other[1], 2) + Math.pow(one[2] - other[2], 2));
    }

    private static double nearest(List<double[]> colours) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < colours.size(); i++) {
            for (int k = 0; k < i; k++) {
                least = Math.min(least, apart(colours.get(i), colours.get(k)));
            }
        }
        return least;
    }

    @Test
    void anyTwoColoursStayApart() {
        for (int theme = 0; theme < THEMES; theme++) {
            for (int eye = 0; eye < EYES.length; eye++) {
                String of = "theme " + theme + ", " + NAMES[eye];
                assertThat(nearest(seen("cat", 1, 6, theme, eye)))
                        .as("categories, " + of)
                        .isGreaterThan(17);
                assertThat(nearest(seen("cat", 0, 6, theme, eye)))
                        .as("with grey, " + of)
                        .isGreaterThan(13);
                assertThat(nearest(seen("seq", 1, STEPS, theme, eye)))
                        .as("steps, " + of)
                        .isGreaterThan(8);
                assertThat(nearest(seen("div", 1, STEPS, theme, eye)))
                        .as("both sides, " + of)
                        .isGreaterThan(15);
            }
        }
    }

    /** Steps are told by lightness alone, from one end to the other; of two sides from the middle on. */
    @Test
    void scalesAreAScaleWithoutColourToo() {
        for (int theme = 0; theme < THEMES; theme++) {
            for (int eye = 0; eye < EYES.length; eye++) {
                int darker = theme == 0 ? 1 : -1;
                List<double[]> steps = seen("seq", 1, STEPS, theme, eye);
                List<double[]> sides = seen("div", 1, STEPS, theme, eye);
                for (int step = 1; step < STEPS; step++) {
                    assertThat(darker * (steps.get(step - 1)[0] - steps.get(step)[0]))
                            .isGreaterThan(5);
                    int away = step <= STEPS / 2 ? -1 : 1;
                    assertThat(darker * away * (sides.get(step - 1)[0] - sides.get(step)[0]))
                            .isGreaterThan(4);
                }
            }
        }
    }

    /** What the computation says of colours whose distances are known: white is 100 away from black, and without red cones red is dark. */
    @Test
    void theEyesAreTheRightOnes() {
        assertThat(apart(seen("#ffffff", EYES[0]), seen("#000000", EYES[0])))
                .isCloseTo(100, org.assertj.core.data.Offset.offset(0.1));
        assertThat(seen("#ff0000", EYES[0])[0]).isCloseTo(53.2, org.assertj.core.data.Offset.offset(0.2));
        assertThat(seen("#ff0000", EYES[1])[0]).isLessThan(seen("#ff0000", EYES[0])[0] - 10);
    }
}
