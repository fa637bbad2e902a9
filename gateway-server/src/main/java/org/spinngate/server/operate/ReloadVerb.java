package org.spinngate.server.operate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.report.Json;

/** Takes the configuration anew; a bad one changes nothing. */
final class ReloadVerb implements Verb {
  private final Operations.Reload reload;

  ReloadVerb(Operations.Reload reload) {
    this.reload = reload;
  }

  @Override
  public String name() {
    return "reload";
  }

  @Override
  public boolean changes() {
    return true;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    arguments.requireNoOperand();
    Operations.Reloaded outcome = reload.reload();
    ExitCode code = outcome.applied() ? ExitCode.FINE : ExitCode.CONFIGURATION;
    if (arguments.json()) {
      return new VerbAnswer(code, Json.of(fields(outcome)));
    }
    String details = String.join("\n", outcome.lines());
    if (!outcome.applied()) {
      throw new VerbRefusal(code, (details + "\n" + outcome.summary()).strip());
    }
    return VerbAnswer.fine((outcome.summary() + "\n" + details).strip());
  }

  private static Map<String, Object> fields(Operations.Reloaded outcome) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("applied", outcome.applied());
    fields.put("summary", outcome.summary());
    fields.put("lines", outcome.lines());
    return fields;
  }
}
