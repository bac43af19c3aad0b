package org.vae4j.data;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.vae4j.schema.Column;
import org.vae4j.schema.DataSchema;
import org.vae4j.schema.ImageShape;
import org.vae4j.schema.Matrix;
import org.vae4j.tensor.NoiseGenerator;
import org.vae4j.tensor.NoiseStream;

/**
 * A built-in data set: grey images of one white shape on black, and the factors that each was drawn
 * from. The factors are independent and uniform, so it is known what a model should find. Nothing
 * is read or downloaded.
 *
 * <table>
 *   <caption>Columns of the factors</caption>
 *   <tr><td>{@code shape}</td><td>0 square, 1 ellipse, 2 heart</td></tr>
 *   <tr><td>{@code scale}</td><td>in [0.5, 1]; 1 is an area of about 200 pixels</td></tr>
 *   <tr><td>{@code rotation}</td><td>in [−π/4, π/4], clockwise: a square looks the same after a quarter
 *       turn</td></tr>
 *   <tr><td>{@code x}, {@code y}</td><td>place of the center in [0, 1], to the right and down: the
 *       middle third of the image</td></tr>
 * </table>
 *
 * <p>Edges are smooth: a pixel's value is the part of it that the shape covers, of 16 points. The
 * same rows and seed give the same bytes on every machine, and more rows begin with those of fewer.
 *
 * <p>The idea is dSprites (L. Matthey, I. Higgins, D. Hassabis and A. Lerchner, "dSprites:
 * disentanglement testing sprites dataset", 2017). This set is drawn anew, and differs: 32 × 32
 * pixels for 64 × 64, shades of grey for black and white, a quarter turn for a whole one, so that
 * every image has one rotation only, factors drawn at random for every combination on a grid.
 *
 * @param images {@value #SIZE} × {@value #SIZE} pixels of one channel
 * @param factors what they were drawn from, in the same order
 */
public record Sprites(Dataset images, Dataset factors) {
  /** Height and width of an image in pixels. */
  public static final int SIZE = 32;

  /** The most rows there can be: all pixels are in one array. */
  public static final int MAX_ROWS = Integer.MAX_VALUE / (SIZE * SIZE);

  private static final ImageShape IMAGE = new ImageShape(SIZE, SIZE, 1);
  private static final DataSchema FACTORS =
      DataSchema.table(Stream.of("shape", "scale", "rotation", "x", "y").map(Column::of).toList());
  private static final List<Outline> OUTLINES =
      List.of(Sprites::square, Sprites::ellipse, Sprites::heart);

  private static final double UNIT = 7; // pixels: half a side of the square at scale 1
  private static final double RADIUS = 1.45; // in units; no shape reaches as far
  private static final double MARGIN = 10.5; // pixels from an edge of the image to a center
  private static final int POINTS = 4; // across a pixel

  /**
   * Draws a set.
   *
   * @param rows how many, at least 1
   * @param seed which ones
   * @throws IllegalArgumentException if there are too few or too many rows
   */
  public static Sprites of(int rows, long seed) {
    if (rows < 1 || rows > MAX_ROWS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "cannot draw sprites: expected 1 to %d rows, got %d", MAX_ROWS, rows));
    }
    Matrix factors = factors(rows, seed);
    byte[] pixels = new byte[rows * IMAGE.size()];
    for (int row = 0; row < rows; row++) {
      draw(factors.row(row), pixels, row * IMAGE.size());
    }
    return new Sprites(
        Dataset.checked(
            new RawValues.Bytes(IMAGE.size(), pixels), DataSchema.image(IMAGE), "sprites"),
        Dataset.checked(new RawValues.Floats(factors), FACTORS, "factors of sprites"));
  }

  private static Matrix factors(int rows, long seed) {
    NoiseGenerator noise = new NoiseGenerator();
    NoiseStream stream = NoiseStream.of(seed, "data", "sprites", 0, 0, 0);
    return Matrix.ofRows(
        rows,
        FACTORS.width(),
        (row, out) -> {
          noise.fillUniform(stream, 0, row, 1, out.length, out, 0);
          out[0] = (float) StrictMath.floor(out[0] * OUTLINES.size());
          out[1] = 0.5f + 0.5f * out[1];
          out[2] = (out[2] - 0.5f) * (float) (Math.PI / 2);
        });
  }

  private static void draw(float[] factors, byte[] pixels, int offset) {
    Outline outline = OUTLINES.get((int) factors[0]);
    double unit = UNIT * factors[1];
    double cos = StrictMath.cos(factors[2]) / unit;
    double sin = StrictMath.sin(factors[2]) / unit;
    double centerX = MARGIN + (SIZE - 2 * MARGIN) * factors[3];
    double centerY = MARGIN + (SIZE - 2 * MARGIN) * factors[4];
    double reach = RADIUS * unit;
    for (int y = (int) (centerY - reach); y < centerY + reach; y++) {
      for (int x = (int) (centerX - reach); x < centerX + reach; x++) {
        int points = covered(outline, x - centerX, y - centerY, cos, sin);
        pixels[offset + y * SIZE + x] = (byte) (255 * points / (POINTS * POINTS));
      }
    }
  }

  /** How many points of a pixel a shape covers. The pixel's corner is given from the center. */
  private static int covered(Outline outline, double left, double top, double cos, double sin) {
    int covered = 0;
    for (int i = 0; i < POINTS; i++) {
      double down = top + (i + 0.5) / POINTS;
      for (int j = 0; j < POINTS; j++) {
        double right = left + (j + 0.5) / POINTS;
        covered += outline.contains(cos * right + sin * down, cos * down - sin * right) ? 1 : 0;
      }
    }
    return covered;
  }

  /** A shape about the origin, of an area of 4, more or less. */
  private interface Outline {
    boolean contains(double right, double down);
  }

  private static boolean square(double right, double down) {
    return right >= -1 && right <= 1 && down >= -1 && down <= 1;
  }

  private static boolean ellipse(double right, double down) {
    double x = right / 1.4;
    double y = down / 0.9;
    return x * x + y * y <= 1;
  }

  /** (x² + y² − 1)³ ≤ x² y³, moved to its center of mass. */
  private static boolean heart(double right, double down) {
    double x = right / 1.05;
    double y = 0.2935 - down / 1.05;
    double ring = x * x + y * y - 1;
    return ring * ring * ring <= x * x * y * y * y;
  }
}
