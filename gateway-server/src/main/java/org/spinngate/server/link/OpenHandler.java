package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.admission.LoggedIn;
import org.spinngate.server.config.Names;

/**
 * The third phase: a user who asks which boards there are, or for one of them. Who does neither
 * open nor resume a session in time makes room for others.
 */
final class OpenHandler extends ChannelInboundHandlerAdapter {
  /** From the login on; clients of ours need a round trip. */
  private static final long MOST_SECONDS = 30;

  private static final String TOO_FAST =
      "this user opens and closes sessions too fast; wait some seconds";

  /** In the place of what is no name of a board. */
  private static final String NO_NAME = "?";

  private final LoginContext context;
  private final LoggedIn who;
  private final BoardLists lists;
  private @Nullable Future<?> deadline;

  OpenHandler(LoginContext context, LoggedIn who) {
    this.context = context;
    this.who = who;
    this.lists =
        new BoardLists(() -> Boards.pages(context.sessions().boardsOf(who.login().user())));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline =
        new LaterTask(() -> ctx.fireUserEventTriggered(CloseCause.LOGIN_TIMEOUT))
            .in(ctx.executor(), MOST_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  /** Goes on with a wish, now or when its time has come. */
  private void wish(ChannelHandlerContext ctx, String board, Consumer<ChannelHandlerContext> then) {
    // A stranger's word, which the operator's terminal would obey.
    who.wishes(Names.isBoard(board) ? board : NO_NAME);
    OptionalLong pause = context.logins().pauseBeforeSession(who.login());
    if (pause.isEmpty()) {
      context.meter().refused(CloseCause.OVERLOADED);
      ctx.pipeline().replace(this, ctx.name(), new DiscardHandler());
      CloseAfterWrite.write(
          ctx.channel(), new Refused(CloseCause.OVERLOADED, TOO_FAST, Optional.empty()));
    } else if (pause.getAsLong() > 0) {
      PauseHandler waiting = new PauseHandler(pause.getAsLong(), then);
      ctx.pipeline().replace(this, ctx.name(), waiting);
    } else {
      then.accept(ctx);
    }
  }

  private void claim(ChannelHandlerContext ctx, Open open) {
    ClaimHandler next = new ClaimHandler(context, who);
    ctx.pipeline().replace(ctx.name(), ctx.name(), next);
    next.begin(open);
  }

  private void resume(ChannelHandlerContext ctx, Resume resume) {
    ResumeHandler next = new ResumeHandler(context, who);
    ctx.pipeline().replace(ctx.name(), ctx.name(), next);
    next.begin(resume);
  }

  private void reset(ChannelHandlerContext ctx, Reset reset) {
    ResetHandler next = new ResetHandler(context, who);
    ctx.pipeline().replace(ctx.name(), ctx.name(), next);
    next.begin(reset);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Open open) {
      wish(ctx, open.board(), at -> claim(at, open));
    } else if (message instanceof Resume resume) {
      wish(ctx, resume.wish().board(), at -> resume(at, resume));
    } else if (message instanceof Reset reset) {
      wish(ctx, reset.board(), at -> reset(at, reset));
    } else if (message instanceof ListBoards) {
      lists.ask(ctx.channel());
    } else if (message instanceof Bye) {
      ctx.close();
    } else {
      ctx.fireChannelRead(message);
    }
  }

  /**
   * Answers one question for the boards after the other. A list can be long, so there is one at a
   * time: a client that asks again and again without reading gets no more memory than that.
   *
   * <p>Confined to the channel's event loop.
   */
  static final class BoardLists {
    private final Supplier<List<Boards>> list;
    private int asked;
    private boolean answering;

    /**
     * @param list the pages of this moment, at least one
     */
    BoardLists(Supplier<List<Boards>> list) {
      this.list = list;
    }

    /** Answers as soon as the answers before have left. */
    void ask(Channel channel) {
      asked++;
      answer(channel);
    }

    private void answer(Channel channel) {
      // What has waited for its allowance comes at once when the connection is gone.
      if (answering || asked == 0 || !channel.isActive()) {
        return;
      }
      answering = true;
      asked--;
      ChannelFuture last = null;
      for (Boards page : list.get()) {
        last = channel.write(page);
      }
      channel.flush();
      if (last != null) {
        last.addListener(written -> answered(channel));
      }
    }

    private void answered(Channel channel) {
      answering = false;
      answer(channel);
    }
  }
}
