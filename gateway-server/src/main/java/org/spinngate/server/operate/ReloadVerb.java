package org.spinngate.server.operate;

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
  public Answer answer(Arguments arguments, Consumer<String> progress) throws Refusal {
    arguments.requireNoOperand();
    Operations.Reloaded outcome = reload.reload();
    ExitCode code = outcome.applied() ? ExitCode.FINE : ExitCode.CONFIGURATION;
    if (arguments.json()) {
      return new Answer(
          code, Json.of(Answer.fields("applied", outcome.applied(), "lines", outcome.lines())));
    }
    String text = String.join("\n", outcome.lines());
    if (!outcome.applied()) {
      throw new Refusal(code, text + "\nnothing is changed; the old configuration stays in force");
    }
    return Answer.fine(text);
  }
}
