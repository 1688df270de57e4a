package org.servicemap.gazetteer;

import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.servicemap.gazetteer.words.Token;

/**
 * The sounds of a text for an index: for each character or word its likely sounds at one position, so that phrases of sounds
 * can be found.
 */
final class SoundStream extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final List<Token> tokens;
    private int token = 0;
    private int sound = 0;

    SoundStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        if (token == tokens.size()) {
            return false;
        }
        List<String> sounds = tokens.get(token).blurred();
        term.append(sounds.get(sound));
        step.setPositionIncrement(sound == 0 ? 1 : 0);
        sound++;
        if (sound == sounds.size()) {
            sound = 0;
            token++;
        }
        return true;
    }

    @Override
    public void reset() {
        token = 0;
        sound = 0;
    }
}
