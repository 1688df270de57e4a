package org.servicemap.citypack;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.servicemap.formats.Format;
import org.servicemap.formats.FormatException;
import org.servicemap.formats.Formats;
import org.servicemap.formats.ReadOptions;
import org.servicemap.geo.BBox;

/**
 * A layer of a pack as {@code pack.yml} describes it: where its file is, how that is read, which fields mean what. Opened anew
 * for each iteration.
 */
final class LayerSource implements Iterable<LayerFeature> {
    private final Path path;
    private final ReadOptions options;
    private final Terms terms;
    private final ReadingFaults faults;

    /**
     * @param key of the layer in {@code pack.yml}
     * @param faults gets the features that cannot lie where their numbers say
     * @throws PackException the file is not there, or what the pack says of it makes no sense
     */
    LayerSource(CityPack pack, PackFile.LayerBlock block, String key, ReadingFaults faults) {
        this.faults = faults;
        this.path = pack.resolve(block.file(), key + ".file");
        this.options = options(block, key);
        BBox vicinity = pack.vicinity();
        String near = vicinity == null
                ? ""
                : " (expected near map.center " + pack.file().map().center() + ": is that longitude, latitude?)";
        this.terms = new Terms(block.file(), block.crs(), LayerFields.of(pack, block.fields(), key), vicinity, near);
    }

    /**
     * What the pack says of a layer.
     *
     * @param layer its file's name there
     * @param crs null where the file says it
     * @param vicinity where it must lie; null where nobody knows
     * @param near the same in words: what is refused may lie right, and that be wrong
     */
    record Terms(
            String layer,
            @Nullable String crs,
            LayerFields fields,
            @Nullable BBox vicinity,
            String near) {}

    private static ReadOptions options(PackFile.LayerBlock block, String key) {
        ReadOptions options = ReadOptions.DEFAULT.withLayer(block.layer());
        if (block.format() != null && !block.format().equals("auto")) {
            options = options.withFormat(format(block.format(), key));
        }
        return block.encoding() == null ? options : options.withCharset(charset(block.encoding(), key));
    }

    private static Format format(String name, String key) {
        try {
            return Format.parse(name);
        } catch (FormatException e) {
            throw PackException.atKey(e.code(), CityPack.MAIN_FILE, key + ".format", String.valueOf(e.getMessage()));
        }
    }

    private static Charset charset(String name, String key) {
        return Formats.charset(name)
                .orElseThrow(() -> CityPack.fault(
                        key + ".encoding", "«" + name + "» is no known character encoding, such as GBK or UTF-8"));
    }

    String shownName() {
        return terms.layer();
    }

    /** @throws PackException the layer cannot be opened, or its first feature refuses it */
    @Override
    public LayerReading iterator() {
        try {
            return new LayerReading(Formats.open(path, options), terms, faults);
        } catch (IOException e) {
            throw unreadable(terms.layer(), e);
        } catch (FormatException e) {
            throw fault(terms.layer(), e);
        }
    }

    /** A reader knows neither the pack nor the name that the file has in it. */
    static PackException fault(String layer, FormatException e) {
        return new PackException(e.code(), layer, 0, String.valueOf(e.getMessage()), e).ofFeature(e.feature());
    }

    static PackException unreadable(String layer, IOException e) {
        return e instanceof CharacterCodingException
                ? new PackException("bad_encoding", layer, 0, "is not in the encoding that it should be in", e)
                : new PackException("bad_layer", layer, 0, "cannot be read: " + reason(e), e);
    }

    /** What the file system says is the file's place on the machine, which is nobody's business. */
    private static String reason(IOException e) {
        if (e instanceof FileSystemException file) {
            String said = file.getReason();
            return said == null ? file.getClass().getSimpleName() : said;
        }
        return String.valueOf(e.getMessage());
    }
}
