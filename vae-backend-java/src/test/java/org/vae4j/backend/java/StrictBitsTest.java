package org.vae4j.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.backend.Precision;
import org.vae4j.backend.Program;
import org.vae4j.backend.java.Sample.Feed;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.Tensor;
import org.vae4j.tensor.TensorType;

/**
 * The strict precision gives the same bits everywhere; any Java that runs this must find the same.
 */
class StrictBitsTest {
  /**
   * Changes only when the strict arithmetic is changed on purpose, which the changelog must then
   * say.
   */
  private static final String GOLDEN =
      "6224d7bc1e06aa937528aa9889ffb69d016d9b92d40c5d3bf9237a482e0ce162";

  /** Interpreted, compiled by the first compiler, by the second, and all of them mixed. */
  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation", "-Xmixed"})
  void everyCompilerGivesTheGoldenBits(String flag) throws IOException, InterruptedException {
    assertThat(digestOfFork(flag)).isEqualTo(GOLDEN);
  }

  private static String digestOfFork(String flag) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(flag);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StrictBits.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }

  /** What a row becomes does not depend on the rows beside it. */
  @Test
  void rowsDoNotDependOnTheSizeOfTheirChunk() {
    Feed all = Feed.floats(Shape.of(256, 37), -1, 1);
    double[] together = network(all);
    int outputs = together.length / 256;
    for (int rows : new int[] {1, 2, 64}) {
      for (int from = 0; from < 256; from += 64) {
        double[] values = java.util.Arrays.copyOfRange(all.values(), from * 37, (from + rows) * 37);
        double[] apart = network(new Feed(TensorType.floats(Shape.of(rows, 37)), values));
        assertThat(apart)
            .isEqualTo(
                java.util.Arrays.copyOfRange(together, from * outputs, (from + rows) * outputs));
      }
    }
  }

  private static double[] network(Feed x) {
    Random random = new Random(3);
    Graph graph = new Graph();
    Tensor input = graph.input("x", x.type());
    Tensor hidden = input.matmul(weights(graph, 37, 53, random)).tanh();
    Tensor logits = hidden.matmul(weights(graph, 53, 11, random));
    Tensor result =
        Tensor.concat(
            1, logits.logSoftmaxOver(-1), logits.softplus(), logits.sumOver(-1).expandAt(-1));
    Program program = Program.builder("network").output("result", result).build();
    return Sample.run(Precision.STRICT_FLOAT32, program, List.of(x)).get(0);
  }

  private static Tensor weights(Graph graph, int rows, int columns, Random random) {
    return graph.literal(
        Shape.of(rows, columns), random.doubles(rows * (long) columns, -1, 1).toArray());
  }
}
