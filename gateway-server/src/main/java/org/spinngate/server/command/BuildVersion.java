package org.spinngate.server.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar. */
public final class BuildVersion implements IVersionProvider {

  /** Name and version of this program. */
  public static String text() {
    return new BuildVersion().getVersion()[0];
  }

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(BuildVersion.class.getPackage().getImplementationVersion())
            .orElse("development build");
    return new String[] {"gateway-server " + version};
  }
}
