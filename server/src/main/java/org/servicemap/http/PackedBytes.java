package org.servicemap.http;

import io.javalin.compression.Brotli;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Compressor;
import io.javalin.compression.Gzip;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bytes that are sent as they are again and again: compressed once for each encoding, harder than what is sent once. Thread-safe. */
final class PackedBytes {
    private static final CompressionStrategy ENCODINGS = new CompressionStrategy(new Brotli(6), new Gzip(9));
    /** What is smaller fits into one packet anyway. */
    private static final int SMALLEST = 1000;

    private final byte[] plain;
    private final boolean compressible;
    private final Map<String, byte[]> packed = new ConcurrentHashMap<>();

    PackedBytes(byte[] plain, String type) {
        this(
                plain,
                plain.length >= SMALLEST
                        && (type.startsWith("text/") || type.endsWith("json") || type.endsWith("+xml")));
    }

    private PackedBytes(byte[] plain, boolean compressible) {
        this.plain = plain;
        this.compressible = compressible;
    }

    /** What is sent once: packing it would cost more than it saves. */
    static PackedBytes once(byte[] plain) {
        return new PackedBytes(plain, false);
    }

    byte[] plain() {
        return plain;
    }

    /** As the caller accepts it. */
    void send(Context context) {
        if (compressible) {
            context.res().addHeader("Vary", "Accept-Encoding");
        }
        String accepted = context.header("Accept-Encoding");
        Compressor compressor = compressible && accepted != null ? ENCODINGS.findMatchingCompressor(accepted) : null;
        if (compressor == null) {
            context.result(plain);
            return;
        }
        context.header("Content-Encoding", compressor.encoding());
        context.result(packed.computeIfAbsent(compressor.encoding(), encoding -> pack(compressor)));
    }

    private byte[] pack(Compressor compressor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2);
        try (OutputStream out = compressor.compress(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
