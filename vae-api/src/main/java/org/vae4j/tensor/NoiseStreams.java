package org.vae4j.tensor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one noise declaration. The latest is remembered and asked for again at no cost;
 * another period of the same run costs a hash. Not thread-safe.
 */
public final class NoiseStreams {
  private static final String FORMAT = "vae4j-noise-1";
  private static final int PERIOD_FROM_END = Long.BYTES + Integer.BYTES;

  private final String path;
  private final int visit;
  private final MessageDigest sha256;
  private long seed;
  private @Nullable String purpose;
  private int attempt;
  private long period;
  private ByteBuffer message = ByteBuffer.allocate(0); // all that is hashed
  private NoiseStream latest = new NoiseStream(0);

  /**
   * The streams of a declaration.
   *
   * @param path path and name of the declaration, such as {@code "encoder/dropout"}
   * @param visit how often that path was visited before in the same program, from 0
   * @throws IllegalArgumentException if a count is negative, or a string is not valid Unicode
   */
  public NoiseStreams(String path, int visit) {
    requireNotNegative("visit", visit);
    utf8("path", path);
    this.path = path;
    this.visit = visit;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The stream of a run and period; see {@link NoiseStream#of}.
   *
   * @throws IllegalArgumentException if a count is negative, or a string is not valid Unicode
   */
  public NoiseStream of(long seed, String purpose, long period, int attempt) {
    boolean sameRun = seed == this.seed && attempt == this.attempt && purpose.equals(this.purpose);
    if (sameRun && period == this.period) {
      return latest;
    }
    requireNotNegative("period", period);
    if (!sameRun) {
      requireNotNegative("attempt", attempt);
      message = message(seed, purpose, attempt);
      this.seed = seed;
      this.purpose = purpose;
      this.attempt = attempt;
    }
    this.period = period;
    message.putLong(message.capacity() - PERIOD_FROM_END, period);
    latest = new NoiseStream(ByteBuffer.wrap(sha256.digest(message.array())).getLong());
    return latest;
  }

  private ByteBuffer message(long seed, String purpose, int attempt) {
    byte[] format = utf8("format", FORMAT);
    byte[] purposeBytes = utf8("purpose", purpose);
    byte[] pathBytes = utf8("path", path);
    return ByteBuffer.allocate(format.length + 32 + purposeBytes.length + pathBytes.length)
        .put(format)
        .putLong(seed)
        .putInt(purposeBytes.length)
        .put(purposeBytes)
        .putInt(pathBytes.length)
        .put(pathBytes)
        .putInt(visit)
        .putLong(0) // the period
        .putInt(attempt);
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
}
