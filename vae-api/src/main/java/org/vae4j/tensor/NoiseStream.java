package org.vae4j.tensor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One named stream of random numbers, identified by its 64-bit key. Equal arguments give equal
 * streams, on every machine and in every version; different ones give independent streams. A {@link
 * NoiseGenerator} reads its values, any of them in any order.
 *
 * <p>The key and everything that follows from it is specified to the bit in {@code docs/noise.md}.
 *
 * @param key the key of the counter-based generator
 */
public record NoiseStream(long key) {
  private static final String FORMAT = "vae4j-noise-1";

  /**
   * Returns the stream of one noise declaration during one period.
   *
   * @param seed the run's seed
   * @param purpose what the noise is for, such as {@code "training"}: two purposes never share a
   *     stream
   * @param path path and name of the declaration, such as {@code "encoder/dropout"}
   * @param visit how often that path was visited before in the same program, from 0
   * @param period epoch or step, from 0
   * @param attempt how often that period was begun anew before, from 0
   * @return the stream
   * @throws IllegalArgumentException if a count is negative, or a string is not valid Unicode
   */
  public static NoiseStream of(
      long seed, String purpose, String path, int visit, long period, int attempt) {
    requireNotNegative("visit", visit);
    requireNotNegative("period", period);
    requireNotNegative("attempt", attempt);
    byte[] format = FORMAT.getBytes(StandardCharsets.UTF_8);
    byte[] purposeBytes = utf8("purpose", purpose);
    byte[] pathBytes = utf8("path", path);
    ByteBuffer message =
        ByteBuffer.allocate(format.length + 32 + purposeBytes.length + pathBytes.length);
    message.put(format);
    message.putLong(seed);
    message.putInt(purposeBytes.length).put(purposeBytes);
    message.putInt(pathBytes.length).put(pathBytes);
    message.putInt(visit);
    message.putLong(period);
    message.putInt(attempt);
    return new NoiseStream(ByteBuffer.wrap(sha256(message.array())).getLong());
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "noise stream does not exist: expected " + name + " of 0 or more, got " + value);
    }
  }

  private static byte[] utf8(String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (!new String(bytes, StandardCharsets.UTF_8).equals(value)) {
      throw new IllegalArgumentException(
          "noise stream cannot encode its "
              + name
              + ": expected valid Unicode, got an unpaired surrogate (\""
              + value
              + "\"); rename it");
    }
    return bytes;
  }

  private static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
