package org.vae4j.cli;

import com.google.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;
import org.vae4j.backend.Availability;
import org.vae4j.backend.Backends;

/** {@code vae backends}. */
final class BackendsCommand implements Command {
  static final CommandSpec SPEC =
      new CommandSpec(
          "backends",
          "the backends on the classpath, and which can be used",
          new Options(),
          BackendsCommand.class);

  private final Console console;

  @Inject
  BackendsCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    List<Map<String, Object>> list = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Backends.Candidate candidate : Backends.available()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("id", candidate.id());
      String line;
      if (candidate.availability() instanceof Availability.Unavailable no) {
        fields.put("available", false);
        fields.put("reason", no.reason());
        fields.put("remedy", no.remedy());
        line = "not usable: " + no.reason() + "; " + no.remedy();
      } else {
        Availability.Available yes = (Availability.Available) candidate.availability();
        fields.put("available", true);
        fields.put("priority", yes.priority());
        fields.put("detail", yes.detail());
        line =
            "usable, priority "
                + yes.priority()
                + (yes.detail().isEmpty() ? "" : "; " + yes.detail());
      }
      list.add(fields);
      text.append(String.format("%-12s %s%n", candidate.id(), line));
    }
    if (list.isEmpty()) {
      text.append(
          "none on the classpath; put a backend's jars beside it, see"
              + " docs/troubleshooting.md#no-backend\n");
    }
    console.result(Map.of("backends", list), text.toString());
  }
}
