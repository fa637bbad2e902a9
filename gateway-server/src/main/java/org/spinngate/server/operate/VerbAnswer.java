package org.spinngate.server.operate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.report.Json;

/**
 * What a verb has to say.
 *
 * @param exitCode what the command exits with
 * @param text the result; may have several lines
 */
public record VerbAnswer(ExitCode exitCode, String text) {

  /** All is well. */
  static VerbAnswer fine(String text) {
    return new VerbAnswer(ExitCode.FINE, text);
  }

  /** All is well, in words or as an object of one field or two. */
  static VerbAnswer done(Arguments arguments, String words, Map<String, ?> fields) {
    return fine(arguments.json() ? Json.of(fields) : words);
  }

  /** Two fields in this order. */
  static Map<String, @Nullable Object> fields(
      String first, @Nullable Object one, String second, @Nullable Object other) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put(first, one);
    fields.put(second, other);
    return fields;
  }
}
