package org.spinngate.server.session;

import io.netty.channel.EventLoop;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Brings what others answer, on any thread, to the event loop that asked. What is there already is
 * taken at once, so that nothing comes between question and answer.
 *
 * @param <T> what is answered
 * @param loop the loop that asks
 * @param broken takes what goes wrong with the answer, on the loop
 */
record AnswerOnLoop<T>(EventLoop loop, Consumer<Throwable> broken) {
  /** Waits for an answer without stopping; call on the loop. */
  void of(CompletionStage<T> stage, Consumer<T> then) {
    assert loop.inEventLoop();
    CompletableFuture<T> answer = stage.toCompletableFuture();
    if (answer.isDone()) {
      take(answer, then);
    } else {
      var unused = answer.whenComplete((any, fault) -> loop.execute(() -> takeLater(answer, then)));
    }
  }

  private void takeLater(CompletableFuture<T> answer, Consumer<T> then) {
    new LaterTask(() -> take(answer, then), broken).run();
  }

  private void take(CompletableFuture<T> answer, Consumer<T> then) {
    T value;
    try {
      value = answer.join();
    } catch (CompletionException | CancellationException e) {
      broken.accept(e);
      return;
    }
    then.accept(value);
  }
}
