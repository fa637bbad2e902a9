package org.spinngate.server.net;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.net.BindProblem;

/** An address that cannot be listened at, and why, in words for the operator. */
public final class BindFailure extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_FREE_PORT = 1024;

  private final BindProblem reason;
  private final String why;

  private BindFailure(BindProblem reason, String what, String why, @Nullable Throwable cause) {
    super(what + ": " + why, cause);
    this.reason = reason;
    this.why = why;
  }

  /**
   * From what the system has said.
   *
   * @param by what could not be bound, such as {@code UDP}; empty for a TCP port
   * @param advice where the operator finds the address
   */
  public static BindFailure of(
      InetSocketAddress address, String by, Throwable cause, String advice) {
    BindProblem reason = address.isUnresolved() ? BindProblem.NOT_HERE : BindProblem.of(cause);
    String what = "cannot listen " + (by.isEmpty() ? "" : "for " + by + " ") + "on ";
    String why = words(reason, address, cause, advice);
    return new BindFailure(reason, what + text(address), why, cause);
  }

  /** The address in words, of one whose name is not known, too. */
  public static String text(InetSocketAddress address) {
    return address.isUnresolved()
        ? address.getHostString() + ":" + address.getPort()
        : NetUtil.toSocketAddressString(address);
  }

  private static String words(
      BindProblem reason, InetSocketAddress address, Throwable cause, String advice) {
    return switch (reason) {
      case IN_USE -> "the port is in use; is another gateway running? " + advice;
      case NOT_ALLOWED -> notAllowed(address) + advice;
      case NOT_HERE -> notHere(address) + advice;
      case NO_IPV6 -> "this machine has no IPv6; " + advice;
      case OTHER -> cause.getMessage() + "; " + advice;
    };
  }

  private static String notAllowed(InetSocketAddress address) {
    return address.getPort() < FIRST_FREE_PORT
        ? "this user may not have ports below 1024; give the server CAP_NET_BIND_SERVICE or take a"
            + " higher port; "
        : "this user may not have this port; look for what protects it, such as SELinux; ";
  }

  private static String notHere(InetSocketAddress address) {
    return address.isUnresolved()
        ? "the name cannot be resolved now; "
        : "this machine does not have this address now; ";
  }

  /** The message without what could not be done. */
  public String why() {
    return why;
  }

  /** What is in the way. */
  public BindProblem reason() {
    return reason;
  }

  /** Whether waiting may help, as long as nobody else does anything to this server. */
  public boolean mayHeal() {
    return reason == BindProblem.NOT_HERE;
  }

  /** Whether nothing will change until the operator changes something. */
  public boolean isForTheOperator() {
    return reason == BindProblem.NOT_ALLOWED || reason == BindProblem.NO_IPV6;
  }
}
