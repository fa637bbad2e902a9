package org.spinngate.client.dial;

import java.util.Optional;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Refused;

/** Why a connection, or an attempt at one, came to its end. */
public sealed interface Ending {
  /** What the process exits with if this is final. */
  ExitCode exitCode();

  /** Whether trying again may help without anybody changing anything. */
  boolean temporary();

  /** A sentence for people, without a full stop; may hold the server's own words. */
  String text();

  /**
   * One of the causes that both sides know.
   *
   * @param cause which
   * @param text in words
   * @param holder who has the board, if that is the reason
   * @param advice what may have caused it and what to do, if the cause does not say; or empty
   */
  record Caused(CloseCause cause, String text, Optional<Holder> holder, String advice)
      implements Ending {
    /** One whose cause says enough. */
    public Caused(CloseCause cause, String text, Optional<Holder> holder) {
      this(cause, text, holder, "");
    }

    @Override
    public ExitCode exitCode() {
      return cause.exitCode();
    }

    @Override
    public boolean temporary() {
      return cause.temporary();
    }
  }

  /**
   * No server answers there, or nothing that speaks as one.
   *
   * @param text in words, with host and port
   * @param reason the same without host, port and advice, for a list of several
   */
  record Unreachable(String text, String reason) implements Ending {
    /** One that needs no shorter words. */
    public Unreachable(String text) {
      this(text, text);
    }

    @Override
    public ExitCode exitCode() {
      return ExitCode.UNREACHABLE;
    }

    @Override
    public boolean temporary() {
      return true;
    }
  }

  /**
   * Somebody answers who cannot prove to be the server.
   *
   * @param text in words, with what to do
   */
  record NotTrusted(String text) implements Ending {
    @Override
    public ExitCode exitCode() {
      return ExitCode.IDENTITY_MISMATCH;
    }

    @Override
    public boolean temporary() {
      return false;
    }
  }

  /**
   * The server sends to another one, and has nothing else to say.
   *
   * @param address where that listens, in the server's words
   */
  record Elsewhere(String address) implements Ending {
    @Override
    public ExitCode exitCode() {
      return CloseCause.ELSEWHERE.exitCode();
    }

    @Override
    public boolean temporary() {
      return CloseCause.ELSEWHERE.temporary();
    }

    @Override
    public String text() {
      return CloseCause.ELSEWHERE.sentence();
    }
  }

  /**
   * This machine has no place for the board.
   *
   * @param exitCode what the process exits with
   * @param text in words, with what to do
   */
  record NoPlace(ExitCode exitCode, String text) implements Ending {
    @Override
    public boolean temporary() {
      return false;
    }
  }

  /** An end in the cause's own words. */
  static Ending of(CloseCause cause) {
    return new Caused(cause, cause.sentence(), Optional.empty());
  }

  /** The server's last message. */
  static Ending of(Bye bye) {
    return new Caused(bye.cause(), words(bye.cause(), bye.text()), Optional.empty());
  }

  /** The server's refusal. */
  static Ending of(Refused refused) {
    return new Caused(refused.cause(), words(refused.cause(), refused.text()), refused.holder());
  }

  private static String words(CloseCause cause, String text) {
    return text.isBlank() ? cause.sentence() : text;
  }
}
