package org.spinngate.client.check;

import io.netty.channel.ChannelHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.dial.Call;
import org.spinngate.client.dial.Caller;
import org.spinngate.client.dial.Dialler;
import org.spinngate.client.dial.EndedException;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.stream.Heartbeat;

/** Asks the server once which boards this user may use. */
public final class BoardsQuestion implements Caller {
  private final CompletableFuture<List<Boards.Entry>> answer = new CompletableFuture<>();

  private @Nullable Call call;

  private BoardsQuestion() {}

  /**
   * Dials and asks; on the event loop.
   *
   * @return the boards in the operator's order, or {@link EndedException}
   */
  public static CompletableFuture<List<Boards.Entry>> ask(Dialler dialler) {
    BoardsQuestion question = new BoardsQuestion();
    question.call = dialler.dial(question);
    return question.answer;
  }

  @Override
  public void connected() {}

  @Override
  public ChannelHandler welcomed(Heartbeat heartbeat, SealedCarrier sealed) {
    return new BoardsHandler(this::answered);
  }

  private void answered(List<Boards.Entry> boards) {
    if (call != null) {
      call.served();
    }
    answer.complete(boards);
  }

  @Override
  public void ended(Ending ending) {
    answer.completeExceptionally(new EndedException(ending));
  }
}
