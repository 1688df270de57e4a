package org.servicemap.attachments.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * A PDF (ISO 32000) without author, dates, XMP, scripts, files and media inside, and without actions other than links: wherever they hang,
 * at the document, a page, an annotation, a field of a form or an entry of the outline.
 */
final class Document {
    /** What holds scripts, files, private or descriptive data, whichever dictionary it stands in. */
    private static final List<COSName> HIDDEN = names(
            "AA",
            "AF",
            "Collection",
            "EF",
            "EmbeddedFiles",
            "JavaScript",
            "JS",
            "LastModified",
            "Metadata",
            "PieceInfo",
            "RichMediaContent",
            "XFA");

    /** Where an action may stand. */
    private static final List<COSName> ACTIONS = names("A", "Next", "OpenAction", "PA");

    /** Dictionaries whose keys are names that the document gave. */
    private static final Set<COSName> TABLES = Set.copyOf(names(
            "CharProcs", "ColorSpace", "Dests", "ExtGState", "Font", "Pattern", "Properties", "Shading", "XObject"));

    private static final Set<COSName> HARMLESS = Set.copyOf(names("GoTo", "URI"));

    /** Kinds of annotations that carry a file or play something. */
    private static final Set<COSName> CARRIERS =
            Set.copyOf(names("3D", "FileAttachment", "Movie", "RichMedia", "Screen", "Sound"));

    private Document() {}

    static byte[] clean(byte[] file) {
        try (PDDocument document = Loader.loadPDF(file)) {
            if (document.isEncrypted()) {
                throw protectedDocument();
            }
            document.setDocumentInformation(new PDDocumentInformation());
            cleanAll(document.getDocumentCatalog().getCOSObject());
            ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
            document.save(out);
            return out.toByteArray();
        } catch (InvalidPasswordException e) {
            throw protectedDocument();
        } catch (MediaException e) {
            throw e;
        } catch (IOException
                | RuntimeException
                | StackOverflowError e) { // the library meets what is not a document as it comes
            throw MediaException.damaged(MediaKind.PDF, e);
        }
    }

    /**
     * All that can be reached, each once: objects may lie in each other, in circles too. A table of names, whose keys a document chooses, is
     * only walked through, unless something else takes it for more than that.
     */
    private static void cleanAll(COSDictionary catalog) {
        Set<COSBase> cleaned = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<COSBase> walked = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Found> open = new ArrayDeque<>();
        open.add(new Found(catalog, false));
        while (!open.isEmpty()) {
            Found next = open.remove();
            if (!next.table && cleaned.add(next.object)) {
                clean(next.object);
            }
            if (walked.add(next.object)) {
                inside(next.object, open);
            }
        }
    }

    private record Found(COSBase object, boolean table) {}

    private static void inside(COSBase object, Deque<Found> open) {
        if (object instanceof COSDictionary dictionary) {
            dictionary.entrySet().forEach(entry -> queue(open, entry.getValue(), TABLES.contains(entry.getKey())));
        } else if (object instanceof COSArray array) {
            array.forEach(value -> queue(open, value, false));
        }
    }

    private static void queue(Deque<Found> open, @Nullable COSBase value, boolean table) {
        COSBase object = resolved(value);
        if (object != null) {
            open.add(new Found(object, table));
        }
    }

    private static void clean(COSBase object) {
        if (object instanceof COSDictionary dictionary) {
            HIDDEN.forEach(dictionary::removeItem);
            ACTIONS.stream()
                    .filter(name -> acts(dictionary.getDictionaryObject(name)))
                    .forEach(dictionary::removeItem);
        } else if (object instanceof COSArray array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (resolved(array.get(i)) instanceof COSDictionary item
                        && isOneOf(CARRIERS, item.getCOSName(COSName.SUBTYPE))) {
                    array.remove(i);
                }
            }
        }
    }

    /** An action (12.6) that is no link, or several of which one is none; a place to go to, and attributes, are no actions. */
    private static boolean acts(@Nullable COSBase value) {
        if (value instanceof COSArray several) {
            return several.toList().stream().anyMatch(each -> acts(resolved(each)));
        }
        return value instanceof COSDictionary action
                && action.containsKey(COSName.S)
                && !isOneOf(HARMLESS, action.getCOSName(COSName.S));
    }

    private static boolean isOneOf(Set<COSName> names, @Nullable COSName name) {
        return name != null && names.contains(name);
    }

    private static @Nullable COSBase resolved(@Nullable COSBase value) {
        return value instanceof COSObject reference ? reference.getObject() : value;
    }

    private static List<COSName> names(String... names) {
        return List.of(names).stream().map(COSName::getPDFName).toList();
    }

    private static MediaException protectedDocument() {
        return new MediaException(MediaException.PROTECTED_DOCUMENT, "the document wants a password: send it without");
    }
}
