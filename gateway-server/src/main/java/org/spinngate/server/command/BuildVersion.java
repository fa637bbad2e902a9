package org.spinngate.server.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar. */
public final class BuildVersion implements IVersionProvider {

  /** The version alone, such as {@code 0.1.0}. */
  public static String number() {
    return Optional.ofNullable(BuildVersion.class.getPackage().getImplementationVersion())
        .orElse("development build");
  }

  /** Name and version of this program. */
  public static String text() {
    return "gateway-server " + number();
  }

  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }
}
