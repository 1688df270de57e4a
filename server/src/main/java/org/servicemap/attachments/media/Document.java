package org.servicemap.attachments.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** A PDF (ISO 32000) without author, dates, XMP, scripts, actions at opening, and files inside. */
final class Document {
    private Document() {}

    static byte[] clean(byte[] file) {
        try (PDDocument document = Loader.loadPDF(file)) {
            if (document.isEncrypted()) {
                throw protectedDocument();
            }
            document.setDocumentInformation(new PDDocumentInformation());
            clean(document.getDocumentCatalog().getCOSObject());
            for (PDPage page : document.getPages()) {
                remove(page.getCOSObject(), "Metadata", "AA", "PieceInfo", "LastModified");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
            document.save(out);
            return out.toByteArray();
        } catch (InvalidPasswordException e) {
            throw protectedDocument();
        } catch (IOException | ClassCastException | IllegalArgumentException | IllegalStateException e) {
            throw MediaException.damaged(MediaKind.PDF, e);
        }
    }

    private static void clean(COSDictionary catalog) {
        remove(catalog, "Metadata", "OpenAction", "AA", "PieceInfo", "AF", "Collection");
        if (catalog.getDictionaryObject(COSName.NAMES) instanceof COSDictionary names) {
            remove(names, "JavaScript", "EmbeddedFiles");
        }
        if (catalog.getDictionaryObject(COSName.ACRO_FORM) instanceof COSDictionary form) {
            remove(form, "XFA");
        }
    }

    private static void remove(COSDictionary dictionary, String... names) {
        for (String name : names) {
            dictionary.removeItem(COSName.getPDFName(name));
        }
    }

    private static MediaException protectedDocument() {
        return new MediaException(MediaException.PROTECTED_DOCUMENT, "the document wants a password: send it without");
    }
}
