package org.servicemap.app;

import java.util.Arrays;
import java.util.List;
import org.servicemap.insights.ToneProof;
import org.servicemap.requests.language.Tone;
import org.servicemap.requests.language.ToneQuality;

/** How well the requests' tones are told, as the insights show it. */
final class ToneWiring {
    private ToneWiring() {}

    /** Measured once, when it is first asked for. */
    private static final class Measured {
        private static final ToneProof PROOF = proof(ToneQuality.measured());
    }

    static ToneProof proof() {
        return Measured.PROOF;
    }

    private static ToneProof proof(ToneQuality quality) {
        return new ToneProof(
                quality.phrases(),
                quality.accuracy(),
                quality.low(),
                quality.high(),
                quality.macroF1(),
                Arrays.stream(Tone.values()).map(tone -> of(quality, tone)).toList());
    }

    private static ToneProof.OfTone of(ToneQuality quality, Tone tone) {
        List<Integer> said = quality.confusion().get(tone.ordinal());
        return new ToneProof.OfTone(
                tone.key(),
                quality.phrases(tone),
                quality.precision(tone),
                quality.recall(tone),
                quality.f1(tone),
                said.get(Tone.NEGATIVE.ordinal()),
                said.get(Tone.NEUTRAL.ordinal()),
                said.get(Tone.POSITIVE.ordinal()));
    }
}
