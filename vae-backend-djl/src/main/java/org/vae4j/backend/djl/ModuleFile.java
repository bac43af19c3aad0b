package org.vae4j.backend.djl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The file format of a TorchScript module: a zip of source text and two pickles. */
final class ModuleFile {
  /**
   * The pickle of an object of class {@code __torch__.Step} with the attribute {@code training =
   * True}.
   */
  private static final byte[] OBJECT =
      pickle("\u0080\u0002c__torch__\nStep\nq\0)\u0081}(X\u0008\0\0\0trainingq\1\u0088ub.");

  /** The pickle of an empty tuple. */
  private static final byte[] NO_CONSTANTS = pickle("\u0080\u0002).");

  private ModuleFile() {}

  /** Packs the source of a module. */
  static byte[] of(String source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      entry(zip, "m/version", "10\n".getBytes(StandardCharsets.US_ASCII));
      entry(zip, "m/data.pkl", OBJECT);
      entry(zip, "m/constants.pkl", NO_CONSTANTS);
      entry(zip, "m/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] pickle(String bytes) {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }
}
