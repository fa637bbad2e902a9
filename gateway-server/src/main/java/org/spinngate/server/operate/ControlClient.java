package org.spinngate.server.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spinngate.protocol.ExitCode;

/**
 * Asks a running gateway one thing. Results go to one writer, reasons for the lack of them to the
 * other, as they come.
 */
public final class ControlClient {
  private static final Pattern HEAD = Pattern.compile("(ok|error)(?: ([0-9]{1,3}))?");
  private static final int CHUNK = 4096;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Duration patience;

  /**
   * @param out for results
   * @param err for the reasons why there is none
   * @param patience how long a gateway may take to begin its answer
   */
  public ControlClient(PrintWriter out, PrintWriter err, Duration patience) {
    this.out = out;
    this.err = err;
    this.patience = patience;
  }

  /**
   * Asks, and passes the answer on.
   *
   * @param request the verb and what belongs to it
   * @return the exit code that the gateway says
   */
  public int ask(Path socket, List<String> request) throws VerbRefusal {
    try (SocketChannel channel = connect(socket)) {
      send(channel, Words.join(request) + "\n");
      awaitAnswer(channel);
      return pass(
          new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), UTF_8)));
    } catch (IOException e) {
      throw unreachable("the gateway at " + socket + " does not answer: " + e.getMessage());
    }
  }

  private static SocketChannel connect(Path socket) throws VerbRefusal {
    if (!Files.exists(socket)) {
      throw unreachable(
          "no gateway is running here: there is no socket "
              + socket
              + "; start one, or name another");
    }
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (ConnectException e) {
      throw unreachable(
          "no gateway is running here: the one of " + socket + " has ended; start it again");
    } catch (IOException | IllegalArgumentException e) {
      throw unreachable(
          "cannot talk to the gateway at %s: %s; run the command as the gateway's user or as root"
              .formatted(socket, e.getMessage()));
    }
  }

  private static void send(SocketChannel channel, String line) {
    ByteBuffer bytes = UTF_8.encode(line);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      // A gateway that has too much to do says so without reading.
      bytes.clear();
    }
  }

  private void awaitAnswer(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      if (selector.select(patience.toMillis()) == 0) {
        throw new IOException("nothing heard for " + patience.toSeconds() + " s");
      }
    }
    channel.configureBlocking(true);
  }

  private int pass(BufferedReader answer) throws IOException {
    String head = answer.readLine();
    while (head != null && head.startsWith(VerbReply.MEANWHILE)) {
      err.println(head.substring(VerbReply.MEANWHILE.length()));
      head = answer.readLine();
    }
    Matcher matcher = HEAD.matcher(head == null ? "" : head);
    if (!matcher.matches()) {
      throw new IOException("it ended without a word");
    }
    boolean fine = matcher.group(1).equals(VerbReply.OK);
    copy(answer, fine ? out : err);
    return matcher.group(2) == null ? ExitCode.FINE.number() : Integer.parseInt(matcher.group(2));
  }

  private static void copy(Reader answer, PrintWriter to) {
    char[] chunk = new char[CHUNK];
    try {
      for (int read = answer.read(chunk); read >= 0; read = answer.read(chunk)) {
        to.write(chunk, 0, read);
        to.flush();
      }
    } catch (IOException e) {
      // A server that ends while it speaks has said all that it will.
      to.flush();
    }
  }

  private static VerbRefusal unreachable(String message) {
    return new VerbRefusal(ExitCode.UNREACHABLE, message);
  }
}
