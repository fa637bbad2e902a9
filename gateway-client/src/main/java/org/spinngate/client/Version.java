package org.spinngate.client;

import org.spinngate.protocol.ProtocolVersion;
import picocli.CommandLine.IVersionProvider;

/** Which program this is. */
public final class Version implements IVersionProvider {
  /** Name and version in one word, such as {@code gateway-client/0.1.0}. */
  static String ofProgram() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "gateway-client/" + (version == null ? "unpackaged" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {ofProgram().replace('/', ' ') + ", protocol " + ProtocolVersion.NEWEST};
  }
}
