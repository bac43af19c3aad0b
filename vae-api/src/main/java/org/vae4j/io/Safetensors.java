package org.vae4j.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vae4j.error.ModelFormatException;
import org.vae4j.tensor.Shape;

/**
 * Named tensors in the safetensors format: the length of a header as a 64-bit integer, the header
 * (JSON: type, shape and place of every tensor), then the values, all least byte first. Only 32-bit
 * floats ({@code F32}).
 *
 * <p>The bytes depend on the content alone: tensors stand in the order of their names, and the
 * header is padded with spaces so that values start at a multiple of 8.
 *
 * @param tensors by name, in the order of their names
 * @param metadata texts that travel along, in the order of their keys
 */
public record Safetensors(Map<String, TensorData> tensors, Map<String, String> metadata) {

  private static final String METADATA = "__metadata__";
  private static final int MAX_HEADER = 1 << 24;
  private static final int BLOCK = 1 << 16;

  /**
   * Sorts and copies the maps.
   *
   * @throws IllegalArgumentException if a tensor has the reserved name {@code __metadata__}
   */
  public Safetensors {
    if (tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException(
          "cannot name a tensor %s: the name is reserved; choose another".formatted(METADATA));
    }
    tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /** Tensors without metadata. */
  public static Safetensors of(Map<String, TensorData> tensors) {
    return new Safetensors(tensors, Map.of());
  }

  /**
   * Writes header and values.
   *
   * @param out not closed
   * @throws IOException if writing fails
   */
  public void writeTo(OutputStream out) throws IOException {
    byte[] header = header();
    byte[] length = new byte[8];
    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length);
    out.write(length);
    out.write(header);
    byte[] block = new byte[BLOCK];
    FloatBuffer floats = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (TensorData tensor : tensors.values()) {
      FloatBuffer values = tensor.buffer();
      while (values.hasRemaining()) {
        int count = Math.min(values.remaining(), BLOCK / 4);
        floats.put(0, values, values.position(), count);
        values.position(values.position() + count);
        out.write(block, 0, 4 * count);
      }
    }
  }

  private byte[] header() {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put(METADATA, metadata);
    }
    long offset = 0;
    for (Map.Entry<String, TensorData> entry : tensors.entrySet()) {
      Shape shape = entry.getValue().shape();
      long end = offset + 4L * shape.elementCount();
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("dtype", "F32");
      description.put("shape", Arrays.stream(shape.toArray()).boxed().toList());
      description.put("data_offsets", List.of(offset, end));
      header.put(entry.getKey(), description);
      offset = end;
    }
    byte[] json = JsonTree.compact(header);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  /**
   * Reads header and values.
   *
   * @param in not closed
   * @param size number of bytes to read; no more memory than this is used for values
   * @param where what is being read, for messages, such as a file name
   * @throws ModelFormatException if the content is not valid: says what is wrong
   * @throws IOException if reading fails
   */
  public static Safetensors read(InputStream in, long size, String where) throws IOException {
    try {
      return new Reader(in, size, where).read();
    } catch (EOFException e) {
      throw new ModelFormatException(
          "%s: expected %d bytes, got fewer; the file is truncated, get it again"
              .formatted(where, size),
          e);
    }
  }

  /** Where a tensor's values are, as the header says. */
  private record Place(String name, Shape shape, long begin, long end) {}

  /** One reading. */
  private record Reader(InputStream in, long size, String where) {

    Safetensors read() throws IOException {
      long headerSize =
          size < 8 ? -1 : ByteBuffer.wrap(bytes(8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (headerSize < 2 || headerSize > Math.min(size - 8, MAX_HEADER)) {
        throw invalid(
            "expected a header of 2 to %d bytes, got one of %d"
                .formatted(Math.max(2, Math.min(size - 8, MAX_HEADER)), headerSize));
      }
      Map<String, Object> header = JsonTree.parse(bytes((int) headerSize), where);
      Map<String, String> metadata = new LinkedHashMap<>();
      List<Place> places = new ArrayList<>();
      header.forEach(
          (name, value) -> {
            if (name.equals(METADATA)) {
              JsonFields texts = JsonFields.of(value, where + ": " + METADATA);
              ((Map<?, ?>) value)
                  .keySet()
                  .forEach(key -> metadata.put((String) key, texts.text((String) key)));
            } else {
              places.add(place(name, JsonFields.of(value, where + ": tensor " + name)));
            }
          });
      places.sort(Comparator.comparingLong(Place::begin));
      requireTiled(places, size - 8 - headerSize);
      Map<String, TensorData> tensors = new LinkedHashMap<>();
      for (Place place : places) {
        tensors.put(place.name, TensorData.owning(place.shape, floats(place.shape.elementCount())));
      }
      return new Safetensors(tensors, metadata);
    }

    private Place place(String name, JsonFields fields) {
      String type = fields.text("dtype");
      if (!type.equals("F32")) {
        throw invalid("tensor %s: expected dtype F32, got %s".formatted(name, type));
      }
      int[] sizes = fields.integers("shape");
      long[] offsets = fields.longs("data_offsets");
      fields.requireAllRead();
      Shape shape;
      try {
        shape = Shape.of(sizes);
      } catch (IllegalArgumentException e) {
        throw invalid("tensor %s: %s".formatted(name, e.getMessage()));
      }
      long bytes = 4L * shape.elementCount();
      if (offsets.length != 2 || offsets[0] < 0 || offsets[1] - offsets[0] != bytes) {
        throw invalid(
            "tensor %s: expected the places of %d bytes for shape %s, got %s"
                .formatted(name, bytes, shape, Arrays.toString(offsets)));
      }
      return new Place(name, shape, offsets[0], offsets[1]);
    }

    /** Values may neither overlap nor leave gaps, and end with the file. */
    private void requireTiled(List<Place> places, long dataSize) {
      long end = 0;
      for (Place place : places) {
        if (place.begin != end) {
          throw invalid(
              ("tensor %s: expected values from byte %d on, right after the previous"
                      + " tensor's, got %d")
                  .formatted(place.name, end, place.begin));
        }
        end = place.end;
      }
      if (end != dataSize) {
        throw invalid(
            "expected %d bytes of values as the header says, got %d".formatted(end, dataSize));
      }
    }

    private float[] floats(int count) throws IOException {
      float[] values = new float[count];
      for (int start = 0; start < count; start += BLOCK / 4) {
        int part = Math.min(BLOCK / 4, count - start);
        ByteBuffer block = ByteBuffer.wrap(bytes(4 * part)).order(ByteOrder.LITTLE_ENDIAN);
        block.asFloatBuffer().get(values, start, part);
      }
      return values;
    }

    private byte[] bytes(int count) throws IOException {
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw new EOFException();
      }
      return bytes;
    }

    private ModelFormatException invalid(String problem) {
      return new ModelFormatException(
          "%s: %s; the file is damaged, get it again".formatted(where, problem));
    }
  }
}
