package org.servicemap.requests.language;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A learned model on disk: a version, what it was learned from, hashes and numbers. No text of anybody is in it. */
final class CategoryModelFile {
    private static final int MAGIC = 0x534D434D;
    private static final int VERSION = 1;

    private CategoryModelFile() {}

    /** A model and the mark of what it was learned from. */
    record Stored(CategoryModel model, long mark) {}

    /** Whole or not at all. */
    static void write(Path file, Stored stored) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "model-", ".tmp");
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(fresh))))) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeLong(stored.mark());
            write(out, stored.model());
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(DataOutputStream out, CategoryModel model) throws IOException {
        out.writeDouble(model.temperature);
        out.writeInt(model.categories.size());
        for (int c = 0; c < model.categories.size(); c++) {
            out.writeUTF(model.categories.get(c));
            out.writeFloat(model.bias[c]);
        }
        out.writeInt(model.vocabulary.size());
        for (int f = 0; f < model.vocabulary.size(); f++) {
            out.writeLong(model.vocabulary.hashes()[f]);
            out.writeFloat(model.vocabulary.weights()[f]);
            for (float weight : model.weights[f]) {
                out.writeFloat(weight);
            }
        }
    }

    /** @throws IOException when it is no such file, of another version, or cut short */
    static Stored read(Path file) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                throw new IOException("no category model of version " + VERSION + ": " + file.getFileName());
            }
            long mark = in.readLong();
            return new Stored(read(in), mark);
        }
    }

    private static CategoryModel read(DataInputStream in) throws IOException {
        double temperature = in.readDouble();
        List<String> categories = new ArrayList<>();
        float[] bias = new float[in.readInt()];
        for (int c = 0; c < bias.length; c++) {
            categories.add(in.readUTF());
            bias[c] = in.readFloat();
        }
        int features = in.readInt();
        long[] hashes = new long[features];
        float[] values = new float[features];
        float[][] weights = new float[features][bias.length];
        for (int f = 0; f < features; f++) {
            hashes[f] = in.readLong();
            values[f] = in.readFloat();
            for (int c = 0; c < bias.length; c++) {
                weights[f][c] = in.readFloat();
            }
        }
        return new CategoryModel(categories, new Vocabulary(hashes, values), weights, bias, temperature);
    }
}
