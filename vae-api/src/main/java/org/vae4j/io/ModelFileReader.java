package org.vae4j.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.vae4j.error.ModelFormatException;

/** Reads a {@code .vae} file and trusts nothing in it. */
final class ModelFileReader implements Closeable {

  private static final int MAX_JSON = 1 << 24;
  private static final Set<String> ENTRIES =
      Set.of(ModelFile.MODEL, ModelFile.WEIGHTS, ModelFile.TRAINING, ModelFile.TRAINING_TENSORS);

  private final Path path;
  private final ZipFile zip;
  private final long size;

  private ModelFileReader(Path path, ZipFile zip, long size) {
    this.path = path;
    this.zip = zip;
    this.size = size;
  }

  static ModelFileReader open(Path path) throws IOException {
    FileAccess.requireReadable(path);
    try {
      ZipFile zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8);
      return new ModelFileReader(path, zip, Files.size(path));
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new ModelFormatException(
          ("cannot read %s: expected a .vae file, got no complete zip file (%s); it is"
                  + " truncated, damaged or no model: get it again")
              .formatted(path, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  ModelFile model() throws IOException {
    Map<String, Object> description = new LinkedHashMap<>(json(ModelFile.MODEL));
    requireVersion(description.remove(ModelFile.FORMAT_FIELD));
    requireKnownEntries();
    return ModelFile.of(description, tensors(ModelFile.WEIGHTS));
  }

  ModelFile.Checkpoint checkpoint() throws IOException {
    if (zip.getEntry(ModelFile.TRAINING) == null) {
      throw invalid(
          "expected a checkpoint, got a model without the state of its training; train anew, or"
              + " resume from a checkpoint");
    }
    return new ModelFile.Checkpoint(json(ModelFile.TRAINING), tensors(ModelFile.TRAINING_TENSORS));
  }

  private void requireVersion(@Nullable Object version) {
    if (!(version instanceof Long number) || number < 1) {
      throw invalid(
          "expected a field %s from 1 on in %s, got %s; it is no vae4j model, or damaged"
              .formatted(ModelFile.FORMAT_FIELD, ModelFile.MODEL, version));
    }
    if (number > ModelFile.FORMAT_VERSION) {
      throw invalid(
          ("expected format version %d at most, got %d; the file was written by a newer"
                  + " vae4j: use that or a later one")
              .formatted(ModelFile.FORMAT_VERSION, number));
    }
  }

  private void requireKnownEntries() {
    Set<String> seen = new HashSet<>();
    for (String name : zip.stream().map(ZipEntry::getName).toList()) {
      if (!ENTRIES.contains(name)) {
        throw invalid(
            "expected only the entries %s, got \"%s\"; it is damaged or was tampered with"
                .formatted(ENTRIES.stream().sorted().toList(), name));
      }
      if (!seen.add(name)) {
        throw invalid(
            "expected one entry %s, got two; it is damaged or was tampered with".formatted(name));
      }
    }
  }

  private Map<String, Object> json(String name) throws IOException {
    return read(
        name,
        (in, entry) -> {
          byte[] text = in.readNBytes(MAX_JSON + 1);
          if (text.length > MAX_JSON) {
            throw invalid(
                "expected at most %d bytes in %s, got more; it is damaged or was tampered with"
                    .formatted(MAX_JSON, name));
          }
          return JsonTree.parse(text, where(name));
        });
  }

  private Map<String, TensorData> tensors(String name) throws IOException {
    return read(
        name,
        (in, entry) -> {
          if (entry.getMethod() != ZipEntry.STORED
              || entry.getSize() != entry.getCompressedSize()
              || entry.getSize() > size) {
            throw invalid(
                ("expected %s to be stored in the zip, got it compressed; store it"
                        + " uncompressed (zip -0)")
                    .formatted(name));
          }
          return Safetensors.read(in, entry.getSize(), where(name)).tensors();
        });
  }

  private String where(String name) {
    return "cannot read %s, entry %s".formatted(path, name);
  }

  private ModelFormatException invalid(String problem) {
    return new ModelFormatException("cannot read %s: %s".formatted(path, problem));
  }

  /** What to make of an entry's bytes. */
  private interface EntryReader<T> {
    T read(InputStream in, ZipEntry entry) throws IOException;
  }

  private <T> T read(String name, EntryReader<T> reader) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw invalid(
          "expected an entry %s, got only %s; it is no vae4j model, or damaged"
              .formatted(name, zip.stream().map(ZipEntry::getName).limit(8).toList()));
    }
    try (InputStream raw = zip.getInputStream(entry)) {
      CheckedInputStream in = new CheckedInputStream(raw, new CRC32());
      T content = reader.read(in, entry);
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw invalid(
            "the checksum of %s does not match; it is damaged, get it again".formatted(name));
      }
      return content;
    } catch (ZipException | EOFException e) {
      throw new ModelFormatException(
          "%s: %s; it is damaged, get it again".formatted(where(name), e.getMessage()), e);
    }
  }
}
