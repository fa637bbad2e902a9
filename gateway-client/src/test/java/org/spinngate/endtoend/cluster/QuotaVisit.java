package org.spinngate.endtoend.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.spinngate.endtoend.RawClient;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Waiting;

/** Somebody who logs in, asks for a board, and gives it back if it was had; one step at a time. */
final class QuotaVisit {
  /** The board was had. */
  static final String OPENED = "opened";

  /** The account had as many sessions as it may have. */
  static final String LIMITED = CloseCause.USER_LIMIT.name();

  private final InetSocketAddress gateway;
  private final String account;
  private final String board;
  private RawClient client;
  private volatile String outcome = "";
  private volatile long askedNanos;
  private volatile long answeredNanos;
  private volatile long leftNanos;

  QuotaVisit(InetSocketAddress gateway, String account, String board) {
    this.gateway = gateway;
    this.account = account;
    this.board = board;
  }

  void logIn() {
    try {
      client = new RawClient(gateway).logIn(account).admitted();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  void ask() {
    try {
      askedNanos = System.nanoTime();
      client.say(new Open(board, 0));
      ControlMessage answer = client.word();
      while (answer instanceof Ping || answer instanceof Waiting) {
        answer = client.word();
      }
      answeredNanos = System.nanoTime();
      outcome = word(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String word(ControlMessage answer) {
    if (answer instanceof Opened) {
      return OPENED;
    }
    return answer instanceof Refused refused
        ? refused.cause().name()
        : answer.getClass().getSimpleName();
  }

  void leave() {
    leftNanos = System.nanoTime();
    try (RawClient last = client) {
      if (isOpened()) {
        last.say(new Bye(CloseCause.RELEASED, ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String account() {
    return account;
  }

  String outcome() {
    return outcome;
  }

  boolean isOpened() {
    return outcome.equals(OPENED);
  }

  /** How long it waited for the answer. */
  Duration waited() {
    return Duration.ofNanos(answeredNanos - askedNanos);
  }

  long askedNanos() {
    return askedNanos;
  }

  long answeredNanos() {
    return answeredNanos;
  }

  /** Whether it surely had a session at that moment. */
  boolean hadAt(long nanos) {
    return isOpened() && nanos - answeredNanos >= 0 && nanos - leftNanos < 0;
  }
}
