package org.vae4j.backend.djl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vae4j.backend.Program;
import org.vae4j.backend.Update;
import org.vae4j.backend.Update.AdamUpdate;
import org.vae4j.backend.djl.Value.Form;
import org.vae4j.tensor.Tensor;

/**
 * Writes the updates of a program, after everything else. Assignments are copies in place. Adam
 * updates with the same settings are one call of the engine's fused kernel.
 *
 * <p>The kernel works out bias corrections from a step count, a program gives them as numbers. It
 * is told that infinitely many steps were made, which makes its own corrections 1, and the given
 * ones move into the other settings:
 *
 * <pre>
 * α·(m/c₁) / (√(v/c₂) + ε)  =  α′·m / (√v + ε′)     α′ = α·√c₂/c₁, ε′ = ε·√c₂
 * α·λ·θ                     =  α′·λ′·θ              λ′ = λ·c₁/√c₂
 * </pre>
 */
final class UpdateScript {
  /** What a group adds to the arguments of a run: lists of pieces of memory, side by side. */
  private static final List<String> LISTS =
      List.of("targets", "gradients", "firstMoments", "secondMoments");

  private record Settings(
      Tensor learningRate,
      Tensor biasCorrection1,
      Tensor biasCorrection2,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay) {
    static Settings of(AdamUpdate update) {
      return new Settings(
          update.learningRate(),
          update.biasCorrection1(),
          update.biasCorrection2(),
          update.beta1(),
          update.beta2(),
          update.epsilon(),
          update.weightDecay());
    }
  }

  private final Program program;
  private final Body body;
  private final Function<Tensor, Value> values;
  private final Map<Settings, List<AdamUpdate>> groups;
  private final List<AdamUpdate> fused;

  UpdateScript(Program program, Body body, Function<Tensor, Value> values) {
    this.program = program;
    this.body = body;
    this.values = values;
    this.groups =
        program.updates().stream()
            .filter(AdamUpdate.class::isInstance)
            .map(AdamUpdate.class::cast)
            .collect(Collectors.groupingBy(Settings::of, LinkedHashMap::new, Collectors.toList()));
    this.fused = groups.values().stream().flatMap(List::stream).toList();
  }

  List<List<AdamUpdate>> groups() {
    return List.copyOf(groups.values());
  }

  /** Where the engine wants a gradient, if this is one. */
  Optional<String> place(Tensor tensor) {
    return fused.stream()
        .filter(update -> update.gradient() == tensor)
        .findFirst()
        .map(this::gradient);
  }

  private String gradient(AdamUpdate update) {
    return body.argument("gradients[" + fused.indexOf(update) + "]");
  }

  /** The parameters of a run that hold the groups. */
  String parameters() {
    StringBuilder text = new StringBuilder();
    for (int group = 0; group < groups.size(); group++) {
      for (String list : LISTS) {
        text.append(", ").append(list).append(group).append(": List[List[Tensor]]");
      }
    }
    return text.toString();
  }

  void write() {
    if (program.updates().isEmpty()) {
      return;
    }
    // All that is read is complete, and apart from the variables, before the first of them changes.
    List<String> statements = new ArrayList<>();
    for (Update update : program.updates()) {
      if (update instanceof Update.Assign assign) {
        Value next = body.detached(body.named(values.apply(assign.value())));
        int target = program.variables().indexOf(assign.variable());
        String variable = body.argument("variables[" + target + "]");
        statements.add(body.freshName() + " = torch.copy_(" + variable + ", " + next.name() + ")");
      }
    }
    int group = 0;
    for (Map.Entry<Settings, List<AdamUpdate>> entry : groups.entrySet()) {
      statements.addAll(adam(entry.getKey(), entry.getValue(), group++));
    }
    Optional<Tensor> condition = program.commitIf();
    if (condition.isEmpty()) {
      statements.forEach(body::line);
    } else {
      String test = body.named(values.apply(condition.get())).name();
      body.line("if bool(torch.ne(" + test + ", " + body.scalar(0, Form.FLOAT) + ")):");
      body.block(() -> statements.forEach(body::line));
    }
  }

  private List<String> adam(Settings settings, List<AdamUpdate> updates, int group) {
    for (AdamUpdate update : updates) {
      Value gradient = body.full(values.apply(update.gradient()), update.gradient().shape());
      String place = gradient(update);
      if (!gradient.name().equals(place)) {
        body.let("torch.copy_(" + place + ", " + gradient.name() + ")");
      }
    }
    String root = body.let("torch.sqrt(" + number(settings.biasCorrection2()) + ")");
    String first = body.let(number(settings.biasCorrection1()));
    String rate = body.let(number(settings.learningRate()) + " * " + root + " / " + first);
    String epsilon = body.let(settings.epsilon() + " * " + root);
    String decay =
        settings.weightDecay() == 0
            ? "0."
            : body.let(settings.weightDecay() + " * " + first + " / " + root);
    String infinity = body.scalar(Double.POSITIVE_INFINITY, Form.FLOAT);
    String endless = body.view(infinity, "torch.to(" + infinity + ", " + Body.FLOAT32 + ")");
    String loop = "for %2$s in range(torch.len(targets%1$d)):";
    String piece = body.freshName();
    String arguments =
        "targets%1$d[%2$s], gradients%1$d[%2$s], firstMoments%1$d[%2$s], secondMoments%1$d[%2$s],"
            + " annotate(List[Tensor], []), [%3$s]";
    String own = "lr=%s, weight_decay=%s, eps=%s".formatted(rate, decay, epsilon);
    String settled =
        "beta1=%s, beta2=%s, amsgrad=False, maximize=False"
            .formatted(settings.beta1(), settings.beta2());
    List<String> statements = new ArrayList<>();
    statements.add(loop.formatted(group, piece));
    statements.add(
        "  torch._fused_adamw_("
            + arguments.formatted(group, piece, endless)
            + ", "
            + own
            + ", "
            + settled
            + ")");
    statements.addAll(guards(group, piece));
    return statements;
  }

  /**
   * What keeps the moments out of the denormals, while they are still in the processor's cache.
   * Adding the first guard and taking it away again would round what is below its last digit to
   * zero; so that is set to zero.
   */
  private List<String> guards(int group, String piece) {
    String first = body.freshName();
    String second = body.freshName();
    double digit = AdamUpdate.FIRST_MOMENT_GUARD * (body.isDouble() ? 0x1p-53 : 0x1p-24);
    String guard = body.scalar(AdamUpdate.SECOND_MOMENT_GUARD, Form.FLOAT);
    return List.of(
        "  " + first + " = firstMoments" + group + "[" + piece + "][0]",
        "  "
            + body.freshName()
            + " = torch.hardshrink("
            + first
            + ", "
            + digit
            + ", out="
            + first
            + ")",
        "  " + second + " = secondMoments" + group + "[" + piece + "][0]",
        "  " + body.freshName() + " = torch.add_(" + second + ", " + guard + ")");
  }

  /** A scalar tensor as a number of the script. */
  private String number(Tensor scalar) {
    int feed = program.inputs().indexOf(scalar);
    // What the host feeds is read there: a GPU would have to be waited for.
    String name =
        feed < 0 ? body.named(values.apply(scalar)).name() : body.argument("feeds[" + feed + "]");
    return "float(" + name + ")";
  }
}
