package org.servicemap.gazetteer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.servicemap.gazetteer.words.Spelling;
import org.servicemap.gazetteer.words.Tokens;
import org.servicemap.text.LocalText;

/** The indexed fields of a document: one thing's names in every spelling that is searched. */
final class NameFields {
    static final String KEY = "key"; // whole names and codes, in one spelling
    static final String WORD = "word"; // their words, of scripts that have blanks
    static final String PINYIN = "pinyin"; // whole names in pinyin
    static final String INITIALS = "initials"; // first letters of the pinyin
    static final String NAME = "name_text"; // the name, for parts in the middle
    static final String CHAIN = "chain"; // the areas' names and the name, for parts in the middle
    static final String SOUND = "sound"; // sounds of the name
    static final String AROUND = "around"; // sounds of the areas' names, of the category and of what can be done there
    static final String LIKENESS = "likeness"; // all of that as text, to judge likeness by

    private static final int LONGEST = 999;

    private final Spelling spelling;
    private final Tokens tokens;

    NameFields(Spelling spelling) {
        this.spelling = spelling;
        this.tokens = new Tokens(spelling);
    }

    /**
     * Adds them.
     *
     * @param sounds whether it is found by parts that are misspelt, too
     * @return length of the shortest name
     */
    int add(Document document, Entry entry, LocalText context, boolean sounds) {
        Set<String> keys = new LinkedHashSet<>();
        int shortest = LONGEST;
        for (Map.Entry<String, String> name : entry.name().byTag().entrySet()) {
            String key = name(document, name.getValue(), keys, sounds);
            shortest = Math.min(shortest, key.length());
            String before = context.byTag().getOrDefault(name.getKey(), "");
            document.add(new TextField(CHAIN, spelling.key(before) + key, Field.Store.NO));
        }
        for (String alias : aliases(entry.aliases())) {
            name(document, alias, keys, sounds);
        }
        spellings(document, keys);
        keys.add(spelling.key(entry.code()));
        keys.forEach(key -> document.add(new StringField(KEY, key, Field.Store.NO)));
        if (sounds) {
            around(document, context);
            entry.about().forEach(text -> around(document, text));
            BytesRef texts = new BytesRef(LikenessText.of(entry, context).written());
            document.add(new BinaryDocValuesField(LIKENESS, texts));
        }
        return shortest;
    }

    private String name(Document document, String name, Set<String> keys, boolean sounds) {
        String key = spelling.key(name);
        keys.add(key);
        document.add(new TextField(NAME, key, Field.Store.NO));
        for (String word : new LinkedHashSet<>(spelling.words(name))) {
            document.add(new StringField(WORD, word, Field.Store.NO));
        }
        if (sounds) {
            document.add(new TextField(SOUND, new SoundStream(tokens.of(name))));
        }
        return key;
    }

    static List<String> aliases(LocalText aliases) {
        List<String> all = new ArrayList<>();
        aliases.byTag().values().forEach(text -> all.addAll(List.of(text.split("[;；]"))));
        all.removeIf(String::isBlank);
        return all;
    }

    private void around(Document document, LocalText text) {
        text.byTag().values().forEach(one -> document.add(new TextField(AROUND, new SoundStream(tokens.of(one)))));
    }

    private void spellings(Document document, Set<String> keys) {
        for (String key : keys) {
            spelling.pinyin(key).forEach(one -> document.add(new StringField(PINYIN, one, Field.Store.NO)));
            spelling.initials(key).forEach(one -> document.add(new StringField(INITIALS, one, Field.Store.NO)));
        }
    }
}
