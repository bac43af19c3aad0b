package org.vae4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vae4j.backend.Backend;
import org.vae4j.tensor.Elementwise;
import org.vae4j.tensor.Operation;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.UnaryFunction;

/**
 * Special functions at some arguments to 20 digits: closed forms and the tables of Abramowitz &amp;
 * Stegun (1964), chapters 6 and 7, computed with more digits by mpmath. What measures the reference
 * itself.
 */
record PublishedValues(Operation operation, List<Double> arguments, List<Double> values) {
  private static final String TABLE =
      """
      lgamma   0.001  6.9071788853838536825
      lgamma   0.1    2.2527126517342059599
      lgamma   0.5    0.57236494292470008707
      lgamma   1      0.0
      lgamma   1.5    -0.12078223763524522235
      lgamma   2      0.0
      lgamma   2.5    0.28468287047291915963
      lgamma   10     12.801827480081469611
      lgamma   100    359.13420536957539878
      lgamma   1e4    82099.717496442377273
      lgamma   -0.5   1.2655121234846453965
      lgamma   -1.5   0.86004701537648101451
      lgamma   -2.25  0.55550154502064747059
      erf      1e-10  1.1283791670955125739e-10
      erf      0.1    0.1124629160182848922
      erf      0.5    0.52049987781304653768
      erf      1      0.84270079294971486934
      erf      2      0.99532226501895273416
      erf      3      0.99997790950300141456
      erf      -0.75  -0.7111556336535151316
      erfc     -1     1.8427007929497148693
      erfc     0.1    0.8875370839817151078
      erfc     0.5    0.47950012218695346232
      erfc     1      0.15729920705028513066
      erfc     3      0.000022090496998585441373
      erfc     5      1.5374597944280348502e-12
      erfc     10     2.088487583762544757e-45
      erfc     25     8.300172571196522752e-274
      polygamma0 0.1    -10.423754940411076795
      polygamma0 0.5    -1.9635100260214234794
      polygamma0 1      -0.57721566490153286061
      polygamma0 2      0.42278433509846713939
      polygamma0 10     2.2517525890667211076
      polygamma0 100    4.6001618527380874002
      polygamma1 0.1    101.43329915079275882
      polygamma1 0.5    4.9348022005446793094
      polygamma1 1      1.6449340668482264365
      polygamma1 2      0.64493406684822643647
      polygamma1 10     0.10516633568168574612
      polygamma1 100    0.010050166663333571395
      polygamma2 0.1    -2001.8614573783440063
      polygamma2 0.5    -16.828796644234319996
      polygamma2 1      -2.4041138063191885708
      polygamma2 2      -0.4041138063191885708
      polygamma2 10     -0.011049834970802067462
      polygamma2 100    -0.000101004999833349997
      polygamma3 0.1    60004.512876790266707
      polygamma3 0.5    97.409091034002437236
      polygamma3 1      6.4939394022668291491
      polygamma3 2      0.4939394022668291491
      polygamma3 10     0.0023199013042898683856
      polygamma3 100    2.0301999900013330334e-6
      polygamma4 0.1    -2400015.6072031958649
      polygamma4 0.5    -771.47424982666722519
      polygamma4 1      -24.886266123440878232
      polygamma4 2      -0.88626612344087823195
      polygamma4 10     -0.0007299311682352866345
      polygamma4 100    -6.1209999300119967013e-8
      """;

  /** One entry for each function. */
  static List<PublishedValues> all() {
    List<PublishedValues> all = new ArrayList<>();
    for (String line : TABLE.lines().toList()) {
      String[] words = line.strip().split(" +", 3);
      Operation operation = operation(words[0]);
      if (all.isEmpty() || !all.get(all.size() - 1).operation.equals(operation)) {
        all.add(new PublishedValues(operation, new ArrayList<>(), new ArrayList<>()));
      }
      all.get(all.size() - 1).arguments.add(Double.parseDouble(words[1]));
      all.get(all.size() - 1).values.add(Double.parseDouble(words[2]));
    }
    return all;
  }

  private static Operation operation(String name) {
    String family = "polygamma";
    return name.startsWith(family)
        ? new Elementwise.Polygamma(Integer.parseInt(name.substring(family.length())))
        : new Elementwise.Unary(UnaryFunction.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  /** Compares a backend with the values. */
  void check(Backend backend) {
    Tolerance tolerance =
        operation.label().equals("erfc") ? Tolerances.SMALL_RESULTS : Tolerances.SPECIAL_FUNCTION;
    Numbers x = Numbers.of(Shape.of(arguments.size()), doubles(arguments));
    double[] actual = Numbers.run(backend, in -> in.get(0).graph().apply(operation, in.get(0)), x);
    tolerance.in(backend.info().precision()).check(operation + " of " + x, actual, doubles(values));
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
