package org.spinngate.protocol.net;

import io.netty.channel.unix.Errors.NativeIoException;

/**
 * Why the system does not let a socket have an address. Told by error number where that is known,
 * since the system's words are in the language of the locale.
 */
public enum BindProblem {
  /** Another socket has it. */
  IN_USE,
  /** The system does not let this user have the port. */
  NOT_ALLOWED,
  /** This machine does not have the address at present. */
  NOT_HERE,
  /** This machine does without IPv6. */
  NO_IPV6,
  /** Something else. */
  OTHER;

  /** What Linux says (errno-base.h, errno.h). */
  private static final int EPERM = -1;

  private static final int EACCES = -13;
  private static final int EAFNOSUPPORT = -97;
  private static final int EADDRINUSE = -98;
  private static final int EADDRNOTAVAIL = -99;

  /** What an attempt to bind has failed for. */
  public static BindProblem of(Throwable cause) {
    if (cause instanceof NativeIoException told) {
      return switch (told.expectedErr()) {
        case EADDRINUSE -> IN_USE;
        case EACCES, EPERM -> NOT_ALLOWED;
        case EADDRNOTAVAIL -> NOT_HERE;
        case EAFNOSUPPORT -> NO_IPV6;
        default -> OTHER;
      };
    }
    return fromText(String.valueOf(cause.getMessage()));
  }

  /** What Java's own sockets say, and Netty's when there is none at all. */
  private static BindProblem fromText(String message) {
    if (message.contains("in use")) {
      return IN_USE;
    }
    if (message.contains("ermission denied")) {
      return NOT_ALLOWED;
    }
    if (message.contains("annot assign requested address")) {
      return NOT_HERE;
    }
    boolean noFamily =
        message.contains("ddress family not supported") || message.contains("rotocol family");
    return noFamily ? NO_IPV6 : OTHER;
  }
}
