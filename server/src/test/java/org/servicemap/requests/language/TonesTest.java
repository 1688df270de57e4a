package org.servicemap.requests.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.servicemap.requests.language.TonePhrases.Phrase;

/** Floors below what was measured (server/docs/insights.md). */
class TonesTest {
    private static final Tones TONES = Tones.learned();

    @Test
    void tellsTheToneOfPhrasesThatItNeverSaw() {
        List<String> wrong = new ArrayList<>();
        List<Phrase> heldOut =
                TonePhrases.read().stream().filter(Phrase::heldOut).toList();
        ToneQuality quality = ToneQuality.of(TONES, heldOut, wrong::add);

        assertThat(heldOut).hasSizeGreaterThan(80);
        assertThat(quality.phrases() - wrong.size()).isEqualTo((int) Math.round(quality.accuracy() * heldOut.size()));
        assertThat(quality.macroF1()).as(wrong.toString()).isGreaterThan(0.72);
        for (Tone tone : Tone.values()) {
            assertThat(quality.f1(tone)).as(tone.key()).isGreaterThan(0.65);
        }
        assertThat(ToneQuality.measured()).isEqualTo(quality);
    }

    /** A quarter of each tone is held out, and none of it can be learned in other words. */
    @Test
    void whatIsHeldOutIsApart() {
        List<Phrase> all = TonePhrases.read();
        for (Tone tone : Tone.values()) {
            List<Phrase> of = all.stream().filter(p -> p.tone() == tone).toList();
            assertThat(of.stream().filter(Phrase::heldOut).count() / (double) of.size())
                    .isCloseTo(0.25, within(0.02));
        }
        assertThat(all.stream().map(Phrase::text)).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(300);
        Set<String> words = TonePhrases.words().stream().map(Labelled::text).collect(Collectors.toSet());
        assertThat(all.stream().filter(Phrase::heldOut).map(Phrase::text)).doesNotContainAnyElementsOf(words);
    }

    /** What happened does not make the tone, how it is told does; spelling does not either. */
    @Test
    void isOfHowItIsSaid() {
        assertThat(TONES.of("二号楼电梯停运，请安排检修")).isEqualTo(Tone.NEUTRAL);
        assertThat(TONES.of("二号楼电梯又停了，投诉多少次都没人管，太过分了")).isEqualTo(Tone.NEGATIVE);
        assertThat(TONES.of("二号楼电梯修好了，谢谢师傅，点赞")).isEqualTo(Tone.POSITIVE);
        assertThat(TONES.of("二號樓電梯修好了，謝謝師傅，點贊")).isEqualTo(Tone.POSITIVE);
        assertThat(TONES.of("")).isNotNull();
    }

    /** By hand: 3 of 4, 1 of 2 and 2 of 2 right. */
    @Test
    void countsAsTheDefinitionsSay() {
        ToneQuality quality = ToneQuality.of(new int[][] {{3, 1, 0}, {0, 1, 1}, {0, 0, 2}});
        assertThat(quality.accuracy()).isCloseTo(6 / 8.0, within(1e-12));
        assertThat(quality.precision(Tone.NEGATIVE)).isEqualTo(1);
        assertThat(quality.recall(Tone.NEGATIVE)).isEqualTo(0.75);
        assertThat(quality.f1(Tone.NEGATIVE)).isCloseTo(6 / 7.0, within(1e-12));
        assertThat(quality.f1(Tone.NEUTRAL)).isEqualTo(0.5);
        assertThat(quality.f1(Tone.POSITIVE)).isCloseTo(0.8, within(1e-12));
        assertThat(quality.macroF1()).isCloseTo((6 / 7.0 + 0.5 + 0.8) / 3, within(1e-12));
        // Wilson's interval of 6 in 8 as tables have it
        assertThat(quality.low()).isCloseTo(0.409, within(0.001));
        assertThat(quality.high()).isCloseTo(0.928, within(0.001));
    }
}
