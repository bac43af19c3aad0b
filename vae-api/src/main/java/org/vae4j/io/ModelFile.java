package org.vae4j.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.vae4j.error.ModelFormatException;

/**
 * The content of a {@code .vae} file: a description and weights, and, in a checkpoint, the state of
 * the training that {@code resume} needs.
 *
 * <p>The file is a zip of {@code model.json}, {@code weights.safetensors} and, in a checkpoint,
 * {@code training.json} and {@code training.safetensors}. Entries are stored, not compressed:
 * weights hardly shrink, and no small file can claim much memory. The same content gives the same
 * bytes. The file holds no code.
 *
 * @param description what the model is: an object of maps with text keys, lists, {@code String},
 *     {@code Boolean}, whole numbers ({@code Long} when read) and finite {@code Double}; without
 *     the field {@code formatVersion}, which is this class's own
 * @param weights parameters and state by path
 * @param checkpoint the state of the training, if it is kept
 */
public record ModelFile(
    Map<String, Object> description,
    Map<String, TensorData> weights,
    Optional<Checkpoint> checkpoint) {

  /** The version of the format that this class writes, and the newest that it reads. */
  public static final int FORMAT_VERSION = 1;

  static final String FORMAT_FIELD = "formatVersion";
  static final String MODEL = "model.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String TRAINING = "training.json";
  static final String TRAINING_TENSORS = "training.safetensors";

  /**
   * Later than 1980-01-01, which zip takes for "unknown" and then writes in the local time zone.
   */
  private static final LocalDateTime TIMESTAMP = LocalDateTime.of(1980, 2, 1, 0, 0);

  /**
   * The state of a training between two steps.
   *
   * @param description as the model's
   * @param tensors optimizer slots and whatever else training keeps, by path
   */
  public record Checkpoint(Map<String, Object> description, Map<String, TensorData> tensors) {
    /**
     * Copies the maps.
     *
     * @throws IllegalArgumentException if the description holds something that JSON cannot
     */
    public Checkpoint {
      description = JsonTree.object(description, "");
      tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    }
  }

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if the description holds something that JSON cannot, or the
   *     field {@code formatVersion}
   */
  public ModelFile {
    description = JsonTree.object(description, "");
    weights = Collections.unmodifiableMap(new TreeMap<>(weights));
    if (description.containsKey(FORMAT_FIELD)) {
      throw new IllegalArgumentException(
          "cannot describe a model: the field %s is added when the file is written; leave it out"
              .formatted(FORMAT_FIELD));
    }
  }

  /** A model without the state of its training. */
  public static ModelFile of(Map<String, Object> description, Map<String, TensorData> weights) {
    return new ModelFile(description, weights, Optional.empty());
  }

  /** This model with the state of its training. */
  public ModelFile withCheckpoint(Checkpoint state) {
    return new ModelFile(description, weights, Optional.of(state));
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws IOException if it cannot be written; names the file and the reason
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, this::writeTo);
  }

  private void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    Map<String, Object> versioned = new LinkedHashMap<>();
    versioned.put(FORMAT_FIELD, FORMAT_VERSION);
    versioned.putAll(description);
    store(zip, MODEL, entry -> entry.write(JsonTree.indented(versioned)));
    store(zip, WEIGHTS, Safetensors.of(weights)::writeTo);
    if (checkpoint.isPresent()) {
      Checkpoint state = checkpoint.get();
      store(zip, TRAINING, entry -> entry.write(JsonTree.indented(state.description)));
      store(zip, TRAINING_TENSORS, Safetensors.of(state.tensors)::writeTo);
    }
    zip.finish();
  }

  /** A stored entry starts with its size and checksum, so its content is produced twice. */
  private static void store(ZipOutputStream zip, String name, AtomicFile.Content content)
      throws IOException {
    SizeAndChecksum measured = new SizeAndChecksum();
    content.writeTo(measured);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(TIMESTAMP);
    entry.setSize(measured.size);
    entry.setCrc(measured.checksum.getValue());
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }

  /**
   * Reads a model; the state of its training, if it is there, is left alone.
   *
   * @throws ModelFormatException if the file is truncated, damaged, hostile, or of a newer version
   * @throws IOException if the file cannot be read
   */
  public static ModelFile read(Path file) throws IOException {
    try (ModelFileReader reader = ModelFileReader.open(file)) {
      return reader.model();
    }
  }

  /**
   * Reads a model and the state of its training.
   *
   * @throws ModelFormatException as {@link #read}, or if the file holds no state of a training
   * @throws IOException if the file cannot be read
   */
  public static ModelFile readCheckpoint(Path file) throws IOException {
    try (ModelFileReader reader = ModelFileReader.open(file)) {
      return reader.model().withCheckpoint(reader.checkpoint());
    }
  }

  /** Keeps nothing of what is written to it but the size and the checksum. */
  private static final class SizeAndChecksum extends OutputStream {
    private final CRC32 checksum = new CRC32();
    private long size;

    @Override
    public void write(int value) {
      checksum.update(value);
      size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      checksum.update(bytes, offset, length);
      size += length;
    }
  }
}
