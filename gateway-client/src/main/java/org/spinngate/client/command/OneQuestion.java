package org.spinngate.client.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.spinngate.client.KeeperFactory;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.dial.Dialler;
import org.spinngate.client.dial.EndedException;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.path.PathObserver;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;

/**
 * Asks a server one thing, without a session, and waits for the answer.
 *
 * @param environment of the command
 * @param access the server and how to get in
 * @param board that it is about; empty if it is about none in particular
 */
record OneQuestion(Environment environment, ServerAccess access, String board) {
  /**
   * Dials, asks and waits. Blocks.
   *
   * @param question begins to ask, on the event loop
   * @param ifInterrupted what is said if the user wants to end before the answer
   * @throws InterruptedException if so, with these words
   * @throws EndedException if there is no answer
   */
  <T> T ask(Function<Dialler, CompletableFuture<T>> question, String ifInterrupted)
      throws Exception {
    ClientSockets sockets = new ClientSockets(Transport.best());
    try {
      Dialler dialler =
          new KeeperFactory(
                  sockets,
                  this::warn,
                  new PathObserver(System::nanoTime),
                  Timing.of(System::nanoTime))
              .dialler(access, board);
      CompletableFuture<T> answer =
          CompletableFuture.supplyAsync(() -> question.apply(dialler), sockets.loop())
              .thenCompose(asked -> asked);
      CompletableFuture.anyOf(answer, environment.interruption()).exceptionally(e -> null).join();
      if (!answer.isDone()) {
        throw new InterruptedException(ifInterrupted);
      }
      return orEnded(answer);
    } finally {
      sockets.close().awaitUninterruptibly();
    }
  }

  private void warn(String warning) {
    environment.err().println("gateway-client: warning: " + warning);
  }

  private static <T> T orEnded(CompletableFuture<T> answer)
      throws InterruptedException, ExecutionException, EndedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EndedException ended) {
        throw ended;
      }
      throw e;
    }
  }
}
