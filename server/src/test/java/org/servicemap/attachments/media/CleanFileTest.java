package org.servicemap.attachments.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.xmp.XmpDirectory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFileAttachment;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanFileTest {
    @Test
    void anUprightPhotoKeepsItsPixelsAndLosesAllElse() throws Exception {
        byte[] upload = TestPictures.jpeg(800, 600, 1);
        CleanFile clean = CleanFile.of(upload, false);
        assertThat(clean.kind()).isEqualTo(MediaKind.JPEG);
        assertThat(clean.width()).isEqualTo(800);
        assertThat(clean.height()).isEqualTo(600);
        assertClean(clean.content());
        assertSamePixels(TestPictures.read(clean.content()), TestPictures.read(TestPictures.plain("jpg", 800, 600)));
    }

    @Test
    void thePositionIsOfferedBeforeItGoes() {
        for (byte[] upload : new byte[][] {
            TestPictures.jpeg(80, 60, 1), TestPictures.jpeg(80, 60, 6), TestPictures.png(80, 60, 1), TestPictures.webp()
        }) {
            CleanFile clean = CleanFile.of(upload, false);
            assertThat(clean.position()).isNotNull();
            assertThat(clean.position().lon()).isCloseTo(116.3975, within(1e-6));
            assertThat(clean.position().lat()).isCloseTo(39.9087, within(1e-6));
        }
        assertThat(CleanFile.of(TestPictures.plain("jpg", 80, 60), false).position())
                .isNull();
    }

    /** The drawing is white at its top left; EXIF's orientation says where that corner is shown. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrientationIsTurnedUpright(int orientation) throws Exception {
        for (byte[] upload :
                new byte[][] {TestPictures.jpeg(160, 80, orientation), TestPictures.png(160, 80, orientation)}) {
            CleanFile clean = CleanFile.of(upload, false);
            boolean swapped = orientation >= 5;
            assertThat(clean.width()).isEqualTo(swapped ? 80 : 160);
            assertThat(clean.height()).isEqualTo(swapped ? 160 : 80);
            assertClean(clean.content());
            for (byte[] shown : new byte[][] {clean.content(), clean.thumbnail()}) {
                BufferedImage picture = TestPictures.read(shown);
                boolean right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
                boolean bottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
                int x = right ? picture.getWidth() - 5 : 5;
                int y = bottom ? picture.getHeight() - 5 : 5;
                assertThat(isWhite(picture, x, y)).isTrue();
                assertThat(isWhite(picture, picture.getWidth() - 1 - x, y)).isFalse();
                assertThat(isWhite(picture, x, picture.getHeight() - 1 - y)).isFalse();
            }
        }
    }

    /** A phone's photo is kept with its thumbnail behind it; a server of an earlier version beside this one reads both as one file. */
    @Test
    void whatStandsBehindAPictureIsNoPartOfIt() {
        for (byte[] upload :
                new byte[][] {TestPictures.jpeg(160, 80, 1), TestPictures.png(160, 80, 1), TestPictures.webp()}) {
            CleanFile once = CleanFile.of(upload, false);
            byte[] thumbnail = Objects.requireNonNull(once.thumbnail());
            byte[] both = Arrays.copyOf(once.content(), once.content().length + thumbnail.length);
            System.arraycopy(thumbnail, 0, both, once.content().length, thumbnail.length);

            assertThat(CleanFile.of(both, false))
                    .as("%s", once.kind())
                    .usingRecursiveComparison()
                    .isEqualTo(CleanFile.of(once.content(), false));
        }
    }

    private static boolean isWhite(BufferedImage picture, int x, int y) {
        int rgb = picture.getRGB(x, y);
        return (rgb >> 16 & 0xFF) > 180 && (rgb >> 8 & 0xFF) > 180 && (rgb & 0xFF) > 180;
    }

    @Test
    void pngAndWebpLoseTheirMetadataToo() throws Exception {
        CleanFile png = CleanFile.of(TestPictures.png(64, 48, 1), false);
        assertThat(png.kind()).isEqualTo(MediaKind.PNG);
        assertClean(png.content());
        assertSamePixels(TestPictures.read(png.content()), TestPictures.drawing(64, 48));

        CleanFile webp = CleanFile.of(TestPictures.webp(), false);
        assertThat(webp.kind()).isEqualTo(MediaKind.WEBP);
        assertThat(webp.width()).isEqualTo(1);
        assertClean(webp.content());
    }

    @Test
    void aThumbnailIsSmallAndInProportion() {
        BufferedImage small = TestPictures.read(
                CleanFile.of(TestPictures.jpeg(2400, 1200, 1), false).thumbnail());
        assertThat(small.getWidth()).isEqualTo(480);
        assertThat(small.getHeight()).isEqualTo(240);
        BufferedImage tiny = TestPictures.read(
                CleanFile.of(TestPictures.jpeg(30, 20, 1), false).thumbnail());
        assertThat(tiny.getWidth()).isEqualTo(30);
    }

    @Test
    void whatIsNoPictureIsRefusedByItsContent() {
        assertRefused("<svg xmlns='http://www.w3.org/2000/svg'/>", MediaException.UNSUPPORTED_FILE);
        assertRefused("<html><script>alert(1)</script>", MediaException.UNSUPPORTED_FILE);
        assertRefused("GIF89a", MediaException.UNSUPPORTED_FILE);
        assertRefused("MZ", MediaException.UNSUPPORTED_FILE);
        assertRefused("", MediaException.UNSUPPORTED_FILE);
        assertRefused("\0\0\0\u0018ftypheic\0\0\0\0", MediaException.UNSUPPORTED_PICTURE);
        assertRefused("\u00ff\u00d8\u00ff<script>alert(1)</script>", MediaException.DAMAGED_FILE);
        assertRefused("\u0089PNG\r\n\u001a\n", MediaException.DAMAGED_FILE);
        assertRefused("RIFF\u0004\0\0\0WEBP", MediaException.DAMAGED_FILE);
        assertRefused("%PDF-1.7", MediaException.UNSUPPORTED_FILE);
    }

    @Test
    void cutAndSpoiledFilesAreRefusedOrCleanNeverAnythingElse() {
        Random random = new Random(3);
        byte[][] good = {TestPictures.jpeg(64, 48, 6), TestPictures.png(64, 48, 1), TestPictures.webp()};
        for (int round = 0; round < 600; round++) {
            byte[] file = good[round % good.length].clone();
            if (random.nextBoolean()) {
                file = Arrays.copyOf(file, random.nextInt(file.length));
            } else {
                for (int i = 0; i < 8; i++) {
                    file[random.nextInt(file.length)] = (byte) random.nextInt();
                }
            }
            try {
                assertThat(CleanFile.of(file, false).thumbnail()).isNotEmpty();
            } catch (MediaException e) {
                assertThat(e.code()).isNotEmpty();
            }
        }
    }

    @Test
    void bombsAreRefusedBeforeTheyAreUnpacked() {
        // 50,000 × 50,000 pixels of nothing, packed into a few kilobytes.
        byte[] header = ByteBuffer.allocate(13)
                .putInt(50_000)
                .putInt(50_000)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        TestPictures.chunk(bomb, "IHDR", header);
        TestPictures.chunk(bomb, "IDAT", packed(1 << 20));
        TestPictures.chunk(bomb, "IEND", new byte[0]);
        assertRefused(bomb.toByteArray(), MediaException.TOO_MANY_PIXELS);

        byte[] jpeg = TestPictures.plain("jpg", 64, 64);
        for (int at = 2; at < jpeg.length - 9; at++) {
            if (jpeg[at] == (byte) 0xFF && jpeg[at + 1] == (byte) 0xC0) {
                ByteBuffer.wrap(jpeg).putShort(at + 5, (short) 65_000).putShort(at + 7, (short) 65_000);
            }
        }
        assertRefused(jpeg, MediaException.TOO_MANY_PIXELS);
    }

    private static byte[] packed(int bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(new byte[bytes]);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    @Test
    void aDocumentLosesItsAuthorAndScriptsAndIsForStaffOnly() throws Exception {
        byte[] upload = pdf(null);
        assertThat(new String(upload, StandardCharsets.ISO_8859_1)).contains(TestPictures.SECRET);
        CleanFile clean = CleanFile.of(upload, true);
        assertThat(clean.kind()).isEqualTo(MediaKind.PDF);
        assertThat(new String(clean.content(), StandardCharsets.ISO_8859_1))
                .doesNotContain(TestPictures.SECRET)
                .doesNotContain("JavaScript");
        try (PDDocument document = Loader.loadPDF(clean.content())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(document.getDocumentInformation().getAuthor()).isNull();
        }
        assertThatThrownBy(() -> CleanFile.of(upload, false)).hasMessageContaining("only pictures");
        assertThatThrownBy(() -> CleanFile.of(pdf("secret"), true))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(MediaException.PROTECTED_DOCUMENT));
        assertThatThrownBy(() -> CleanFile.of("%PDF-1.7 nothing".getBytes(StandardCharsets.US_ASCII), true))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(MediaException.DAMAGED_FILE));
    }

    /** At an annotation, a field, an entry of the outline, one action after another; and in circles, as pages name their parents. */
    @Test
    void aDocumentLosesWhatActsOrHidesWhereverItHangsAndKeepsItsLinks() throws Exception {
        byte[] clean = CleanFile.of(busyPdf(), true).content();
        try (PDDocument document = Loader.loadPDF(clean)) {
            List<PDAnnotation> annotations = document.getPage(0).getAnnotations();
            assertThat(annotations).extracting(PDAnnotation::getSubtype).containsExactly("Link", "Link", "Widget");
            assertThat(((PDAnnotationLink) annotations.get(0)).getAction()).isInstanceOf(PDActionURI.class);
            assertThat(((PDAnnotationLink) annotations.get(1)).getAction()).isNull();
            assertThat(annotations.get(2).getCOSObject().containsKey(COSName.AA))
                    .isFalse();
            assertThat(document.getDocumentCatalog()
                            .getDocumentOutline()
                            .getFirstChild()
                            .getAction())
                    .isNull();
            assertThat(document.getPage(0).getResources().getFontNames()).containsExactly(COSName.getPDFName("JS"));
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            document.save(plain, org.apache.pdfbox.pdfwriter.compress.CompressParameters.NO_COMPRESSION);
            assertThat(plain.toString(StandardCharsets.ISO_8859_1))
                    .contains("https://example.org")
                    .doesNotContain("app.alert")
                    .doesNotContain("Launch")
                    .doesNotContain("EmbeddedFile");
        }
    }

    private static byte[] busyPdf() throws Exception {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            PDResources resources = new PDResources();
            resources.put(COSName.getPDFName("JS"), new PDType1Font(Standard14Fonts.FontName.HELVETICA));
            page.setResources(resources);
            PDActionURI link = new PDActionURI();
            link.setURI("https://example.org");
            link.setNext(List.of(new PDActionJavaScript("app.alert(1)")));
            PDAnnotationLink kept = new PDAnnotationLink();
            kept.setAction(link);
            PDAnnotationLink launching = new PDAnnotationLink();
            launching.setAction(new PDActionLaunch());
            PDAnnotationFileAttachment attached = new PDAnnotationFileAttachment();
            PDComplexFileSpecification file = new PDComplexFileSpecification();
            file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(new byte[] {1})));
            attached.setFile(file);
            PDAnnotationWidget field = new PDAnnotationWidget();
            field.getCOSObject().setItem(COSName.AA, new PDActionJavaScript("app.alert(2)"));
            field.getCOSObject().setItem(COSName.PARENT, page);
            page.setAnnotations(List.of(kept, launching, attached, field));
            PDOutlineItem entry = new PDOutlineItem();
            entry.setAction(new PDActionJavaScript("app.alert(3)"));
            PDDocumentOutline outline = new PDDocumentOutline();
            outline.addLast(entry);
            document.getDocumentCatalog().setDocumentOutline(outline);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] pdf(String password) throws Exception {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.getDocumentInformation().setAuthor(TestPictures.SECRET);
            document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert('x')"));
            if (password != null) {
                document.protect(new StandardProtectionPolicy(password, password, new AccessPermission()));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out, org.apache.pdfbox.pdfwriter.compress.CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        }
    }

    private static void assertRefused(String content, String code) {
        assertRefused(content.getBytes(StandardCharsets.ISO_8859_1), code);
    }

    private static void assertRefused(byte[] content, String code) {
        assertThatThrownBy(() -> CleanFile.of(content, false))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertClean(byte[] content) throws Exception {
        assertThat(new String(content, StandardCharsets.ISO_8859_1)).doesNotContain(TestPictures.SECRET);
        for (Directory directory : ImageMetadataReader.readMetadata(new ByteArrayInputStream(content))
                .getDirectories()) {
            assertThat(directory).isNotInstanceOfAny(ExifDirectoryBase.class, GpsDirectory.class, XmpDirectory.class);
        }
    }

    private static void assertSamePixels(BufferedImage one, BufferedImage other) {
        assertThat(one.getWidth()).isEqualTo(other.getWidth());
        int[] ofOne = one.getRGB(0, 0, one.getWidth(), one.getHeight(), null, 0, one.getWidth());
        int[] ofOther = other.getRGB(0, 0, other.getWidth(), other.getHeight(), null, 0, other.getWidth());
        assertThat(ofOne).isEqualTo(ofOther);
    }
}
