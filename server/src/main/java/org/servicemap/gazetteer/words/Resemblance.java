package org.servicemap.gazetteer.words;

import java.util.List;

/**
 * How much of one text stands in another in the same order, sounds that are alike counting less than the same characters
 * (a longest common subsequence, with a price for each gap). Pure.
 */
public final class Resemblance {
    private static final double GAP = 0.08;
    private static final double SAME_SOUND = 0.8;
    private static final double LIKE_SOUND = 0.65;
    private static final double BEGINS_SO = 0.8;
    private static final double SWAPPED = 1.75;

    private Resemblance() {}

    /** From 0, nothing of it, to 1, all of it in one piece. Two neighbours that changed places lose little. */
    public static double coverage(List<Token> part, List<Token> whole) {
        if (part.isEmpty()) {
            return 0;
        }
        int width = whole.size() + 1;
        double[] before = new double[width];
        double[] best = new double[width];
        double[] run = new double[width];
        double[] likes = new double[width];
        for (int i = 0; i < part.size(); i++) {
            double[] nextBest = new double[width];
            double[] nextRun = new double[width];
            double[] nextLikes = likes(part.get(i), whole);
            for (int j = 1; j < width; j++) {
                double like = nextLikes[j];
                nextRun[j] = like <= 0 ? 0 : like + Math.max(run[j - 1], Math.max(0, best[j - 1] - GAP));
                boolean swapped = i > 0 && j > 1 && nextLikes[j - 1] == 1 && likes[j] == 1 && like < 1;
                if (swapped) {
                    nextRun[j] = Math.max(nextRun[j], SWAPPED + before[j - 2]);
                }
                nextBest[j] = Math.max(nextRun[j], Math.max(best[j], nextBest[j - 1]));
            }
            before = best;
            best = nextBest;
            run = nextRun;
            likes = nextLikes;
        }
        return best[width - 1] / part.size();
    }

    private static double[] likes(Token token, List<Token> whole) {
        double[] likes = new double[whole.size() + 1];
        for (int j = 1; j < likes.length; j++) {
            likes[j] = likeness(token, whole.get(j - 1));
        }
        return likes;
    }

    private static double likeness(Token token, Token other) {
        if (token.isHan() == other.isHan()) {
            return token.isHan() ? sound(token.likeness(other)) : latin(token, other);
        }
        Token han = token.isHan() ? token : other;
        Token latin = token.isHan() ? other : token;
        boolean sounds = han.sounds().contains(latin.text())
                || han.blurred().contains(latin.blurred().get(0));
        return sounds ? SAME_SOUND : 0;
    }

    /** What is typed was chosen by its look from those of one sound: another character is a slip, but a worse one than spoken. */
    private static double sound(double likeness) {
        return likeness == 1 || likeness == 0 ? likeness : likeness >= 0.9 ? SAME_SOUND : LIKE_SOUND;
    }

    private static double latin(Token typed, Token word) {
        double like = typed.likeness(word);
        if (like > 0) {
            return like;
        }
        String text = typed.text();
        boolean begins = text.length() >= 3 && word.text().startsWith(text);
        boolean typo = text.length() >= 5 && word.text().length() >= 5 && Token.oneTypo(text, word.text());
        return begins || typo ? BEGINS_SO : 0;
    }
}
