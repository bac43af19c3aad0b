package org.vae4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The page for those who write backends names every conformance test, and none that is not there.
 */
final class SpiPageTest {
  private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

  @Test
  void theTableNamesEveryTest() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../docs/spi.md"));
    Set<String> named = new TreeSet<>();
    for (String line : lines) {
      int lastColumn = line.startsWith("|") ? line.lastIndexOf('|', line.length() - 2) : -1;
      Matcher quoted = QUOTED.matcher(lastColumn < 0 ? "" : line.substring(lastColumn));
      while (quoted.find()) {
        named.add(quoted.group(1));
      }
    }

    assertThat(named).isEqualTo(tests());
  }

  private static Set<String> tests() {
    Class<?> kit = BackendConformanceTests.class;
    return Stream.concat(Stream.of(kit), Arrays.stream(kit.getInterfaces()))
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(
            method ->
                method.isAnnotationPresent(Test.class)
                    || method.isAnnotationPresent(TestFactory.class))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
