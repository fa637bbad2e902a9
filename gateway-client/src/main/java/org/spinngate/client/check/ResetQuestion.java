package org.spinngate.client.check;

import io.netty.channel.ChannelHandler;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.dial.Call;
import org.spinngate.client.dial.Caller;
import org.spinngate.client.dial.Dialler;
import org.spinngate.client.dial.EndedException;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.stream.Heartbeat;

/** Has a server power-cycle a board. */
public final class ResetQuestion implements Caller {
  private final String board;
  private final Consumer<String> news;
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private @Nullable Call call;
  private boolean offered;

  private ResetQuestion(String board, Consumer<String> news) {
    this.board = board;
    this.news = news;
  }

  /**
   * Dials and asks; on the event loop.
   *
   * @param news takes what is done meanwhile, in the server's words
   * @return the server's words when it is done, or {@link EndedException}
   */
  public static CompletableFuture<String> ask(
      Dialler dialler, String board, Consumer<String> news) {
    ResetQuestion question = new ResetQuestion(board, news);
    question.call = dialler.dial(question);
    return question.answer;
  }

  @Override
  public void connected() {}

  @Override
  public void told(Extras extras) {
    offered = Reset.isOfferedIn(extras);
  }

  @Override
  public ChannelHandler welcomed(Heartbeat heartbeat, SealedCarrier sealed) {
    return offered ? new ResetPhase(board, this::begun, this::done) : new TooOldForReset();
  }

  /** What has begun goes on without us, and must not be begun at another gateway, too. */
  private void begun(String what) {
    served();
    news.accept(what);
  }

  private void done(String words) {
    served();
    answer.complete(words);
  }

  private void served() {
    if (call != null) {
      call.served();
    }
  }

  @Override
  public void ended(Ending ending) {
    answer.completeExceptionally(new EndedException(ending));
  }
}
