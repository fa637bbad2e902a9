package org.spinngate.server.port;

import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** An address that cannot be listened at, and why, in words for the operator. */
public final class BindFailure extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_FREE_PORT = 1024;

  /** What Linux says (errno-base.h, errno.h). */
  private static final int EPERM = -1;

  private static final int EACCES = -13;
  private static final int EAFNOSUPPORT = -97;
  private static final int EADDRINUSE = -98;
  private static final int EADDRNOTAVAIL = -99;

  private final Reason reason;
  private final String why;

  /** What is in the way. */
  public enum Reason {
    /** Another socket has it. */
    IN_USE,
    /** The system does not let this user have the port. */
    NOT_ALLOWED,
    /** This machine does not have the address, or does not know the name, at present. */
    NOT_HERE,
    /** This machine does without IPv6. */
    NO_IPV6,
    /** Something else. */
    OTHER
  }

  private BindFailure(Reason reason, String what, String why, @Nullable Throwable cause) {
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
    Reason reason = address.isUnresolved() ? Reason.NOT_HERE : reason(cause);
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
      Reason reason, InetSocketAddress address, Throwable cause, String advice) {
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

  private static Reason reason(Throwable cause) {
    if (cause instanceof NativeIoException told) {
      return switch (told.expectedErr()) {
        case EADDRINUSE -> Reason.IN_USE;
        case EACCES, EPERM -> Reason.NOT_ALLOWED;
        case EADDRNOTAVAIL -> Reason.NOT_HERE;
        case EAFNOSUPPORT -> Reason.NO_IPV6;
        default -> Reason.OTHER;
      };
    }
    return fromText(String.valueOf(cause.getMessage()));
  }

  /** What Java's own sockets say, and Netty's when there is none at all. */
  private static Reason fromText(String message) {
    if (message.contains("in use")) {
      return Reason.IN_USE;
    }
    if (message.contains("ermission denied")) {
      return Reason.NOT_ALLOWED;
    }
    if (message.contains("annot assign requested address")) {
      return Reason.NOT_HERE;
    }
    boolean noFamily =
        message.contains("ddress family not supported") || message.contains("rotocol family");
    return noFamily ? Reason.NO_IPV6 : Reason.OTHER;
  }

  /** The message without what could not be done. */
  public String why() {
    return why;
  }

  /** What is in the way. */
  public Reason reason() {
    return reason;
  }

  /** Whether waiting may help, as long as nobody else does anything to this server. */
  public boolean mayHeal() {
    return reason == Reason.NOT_HERE;
  }

  /** Whether nothing will change until the operator changes something. */
  public boolean isForTheOperator() {
    return reason == Reason.NOT_ALLOWED || reason == Reason.NO_IPV6;
  }
}
