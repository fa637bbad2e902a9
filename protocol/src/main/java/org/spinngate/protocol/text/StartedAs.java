package org.spinngate.protocol.text;

import java.util.Optional;
import java.util.Properties;

/**
 * How the program was started. Its help calls it by its name, which is right where a start script
 * is installed; a user who started a jar is told what the name stands for.
 */
public final class StartedAs {
  /** The start scripts set this property of Java. */
  static final String BY_SCRIPT = "spinngate.script";

  /** What the launcher of Java was told to run: the jar as it was written, then the arguments. */
  static final String COMMAND = "sun.java.command";

  private StartedAs() {}

  /**
   * One line for the help: what {@code program} stands for; nothing if a start script was used.
   *
   * @param program the name that the help uses, which is also that of the jar
   * @param properties of Java
   */
  public static Optional<String> helpLine(String program, Properties properties) {
    String command = properties.getProperty(COMMAND, "");
    String jar = program + ".jar";
    int end = command.indexOf(jar) + jar.length();
    if (properties.containsKey(BY_SCRIPT) || end < jar.length()) {
      return Optional.empty();
    }
    return Optional.of(program + " stands for: java -jar " + command.substring(0, end));
  }
}
