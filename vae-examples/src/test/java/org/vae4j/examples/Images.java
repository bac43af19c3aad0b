package org.vae4j.examples;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Image files for tests. */
public final class Images {
  private Images() {}

  /** Writes 8 × 8 images of a bright bar each, in the format of the MNIST files. */
  public static Path bars(int count, Path file) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(0x803);
      out.writeInt(count);
      out.writeInt(8);
      out.writeInt(8);
      for (int image = 0; image < count; image++) {
        for (int pixel = 0; pixel < 64; pixel++) {
          int line = image % 2 == 0 ? pixel / 8 : pixel % 8;
          out.writeByte(line == image / 2 % 8 ? 250 : 5);
        }
      }
    }
    return file;
  }
}
