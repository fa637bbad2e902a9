package org.spinngate.server.config.power;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.spinngate.server.config.rule.Rules;

/** What switches the power of a board. */
public sealed interface PowerSource {
  /** Where it is, if it is on the network and not known by name only. */
  default Optional<InetAddress> host() {
    return Optional.empty();
  }

  /**
   * The BMP of the frame that the board is in.
   *
   * @param address of the BMP; one by name is looked up each time that the BMP is needed, and is
   *     not resolved
   * @param slot the board's, 0 to 23
   * @param simulated whether the server simulates the BMP itself
   */
  record Bmp(InetSocketAddress address, int slot, boolean simulated) implements PowerSource {
    /** Checks the slot, and that nobody else on the network gets a simulated BMP. */
    public Bmp {
      new Rules()
          .between("slot", slot, 0, 23)
          .that(
              !simulated || (!address.isUnresolved() && address.getAddress().isLoopbackAddress()),
              "host",
              "a simulated BMP listens on a loopback address only, such as 127.0.0.2")
          .hold();
    }

    @Override
    public Optional<InetAddress> host() {
      return Optional.ofNullable(address.getAddress());
    }

    /** Whether both are one switch. */
    public boolean isAt(Bmp other) {
      return slot == other.slot && address.equals(other.address);
    }
  }

  /** Two commands of the operator's. */
  record Commands(Argv on, Argv off) implements PowerSource {
    /** Checks that both are there. */
    public Commands {
      String both = "is empty; a board that can be switched off must be switched on, too";
      new Rules().that(!on.isNothing(), "on", both).that(!off.isNothing(), "off", both).hold();
    }
  }
}
