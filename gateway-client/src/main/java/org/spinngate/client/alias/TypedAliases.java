package org.spinngate.client.alias;

import java.io.IOException;
import java.net.Inet4Address;

/** On other systems: a person makes the alias, by a command that is told. */
final class TypedAliases implements AliasMaker {
  @Override
  public void make(Inet4Address address) throws IOException {
    throw new IOException("not done by this program on this system");
  }

  @Override
  public void remove(Inet4Address address) throws IOException {
    throw new IOException("not done by this program on this system");
  }

  @Override
  public String commandToMake(Inet4Address address) {
    return "sudo ifconfig lo0 alias " + address.getHostAddress();
  }

  @Override
  public String commandToRemove(Inet4Address address) {
    return "sudo ifconfig lo0 -alias " + address.getHostAddress();
  }

  @Override
  public boolean isAllowed() {
    return false;
  }
}
