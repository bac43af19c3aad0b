package org.vae4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Data in files of every supported kind. */
public final class DataFiles {

  private DataFiles() {}

  static Dataset read(Path path) throws IOException {
    byte[] start;
    try (SourceFile file = SourceFile.open(path)) {
      start = file.readNBytes(8);
    }
    String name = path.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (NpyReader.recognizes(start) || name.endsWith(".npy")) {
      return NpyReader.read(path);
    }
    if (IdxReader.recognizes(start) || name.matches(".*([.-]idx[^/]*|-ubyte)")) {
      return IdxReader.read(path);
    }
    if (name.endsWith(".csv")) {
      return CsvReader.read(path);
    }
    throw new org.vae4j.error.DataException(
        ("cannot read %s: expected CSV (.csv), IDX (.idx, -ubyte) or NPY (.npy), each also"
                + " with .gz, got another kind; convert the data to one of them")
            .formatted(path));
  }
}
