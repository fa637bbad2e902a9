package org.spinngate.server.order;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.order.FarAnswer.Said;

/**
 * What the operator says of users and boards: done here, and by the other gateways if there are
 * several.
 *
 * <p>Thread-safe. Methods may wait some seconds for the others, so no event loop may call them.
 */
public final class OperatorOrders {
  /** Those who are asked give up sooner by themselves. */
  private static final long PATIENCE_SECONDS = 15;

  private final OrderTaker here;
  private final Optional<OtherGateways> others;

  /**
   * @param here does it at this gateway
   * @param others empty if this gateway stands alone
   */
  public OperatorOrders(OrderTaker here, Optional<OtherGateways> others) {
    this.here = here;
    this.others = others;
  }

  /**
   * Ends a session wherever it is, and keeps its user away from its board for a while.
   *
   * @throws NotTold if it is not here, and the others cannot be told
   */
  public Kicked kick(SessionId session, String reason) throws NotTold {
    Optional<Bar> bar = here.kick(session, reason);
    if (bar.isPresent()) {
      return new Kicked(Kicked.State.ENDED, Optional.empty(), untold(session, bar.get(), reason));
    }
    Optional<FarAnswer> far =
        others.isEmpty() ? Optional.empty() : await(others.get().kick(session, reason));
    return far.map(OperatorOrders::kicked)
        .orElseGet(() -> new Kicked(Kicked.State.UNKNOWN, Optional.empty(), Optional.empty()));
  }

  private Optional<String> untold(SessionId session, Bar bar, String reason) {
    try {
      if (others.isPresent()) {
        await(others.get().kicked(session, bar, reason));
      }
      return Optional.empty();
    } catch (NotTold e) {
      return Optional.of(e.why());
    }
  }

  private static Kicked kicked(FarAnswer far) {
    Kicked.State state =
        switch (far.said()) {
          case DONE -> Kicked.State.ENDED;
          case SILENT -> Kicked.State.ORDERED;
          case UNKNOWN -> Kicked.State.UNKNOWN;
        };
    return new Kicked(state, Optional.of(far.gateway()), Optional.empty());
  }

  /**
   * Ends all that a user has, and keeps the user away from every board for a while.
   *
   * @return what was ended; empty if nobody is called so
   * @throws NotTold if nobody is called so here, and the others cannot be told
   */
  public Optional<UserKicked> kickUser(String user, String reason) throws NotTold {
    Optional<Gone> gone = here.kickUser(user, reason);
    try {
      List<FarAnswer> far =
          others.isEmpty() ? List.of() : await(others.get().kickUser(user, reason));
      return together(gone, far);
    } catch (NotTold e) {
      return Optional.of(
          new UserKicked(gone.orElseThrow(() -> e), List.of(), Optional.of(e.why())));
    }
  }

  /** All who are refused at this moment, at whichever gateway, in the order of {@link Barred}. */
  public List<Barred> barred() {
    List<Barred> pending = others.map(OtherGateways::pending).orElse(List.of());
    return Stream.concat(pending.stream(), here.barred().stream().map(this::named))
        .sorted(Barred.ORDER)
        .toList();
  }

  /** With the operator's word for its gateway; of a gateway that stands alone with none. */
  private Barred named(Barred row) {
    Optional<String> gateway =
        others.isEmpty() ? Optional.empty() : row.gateway().map(id -> nameOf(id, others.get()));
    return new Barred(row.kind(), row.who(), row.board(), row.why(), row.left(), gateway);
  }

  private static String nameOf(String id, OtherGateways several) {
    return id.isEmpty() ? several.name() : several.nameOf(id);
  }

  /** Lifts all bans of whoever is meant, here and at the other gateways. */
  public Lifted lift(BanTarget target) {
    List<Barred> before = barred().stream().filter(row -> row.isMeantBy(target)).toList();
    int lifted = here.lift(target);
    try {
      List<FarAnswer> far = others.isEmpty() ? List.of() : await(others.get().lift(target));
      return new Lifted(
          before, lifted, gateways(far, Said.DONE), gateways(far, Said.SILENT), Optional.empty());
    } catch (NotTold e) {
      return new Lifted(before, lifted, List.of(), List.of(), Optional.of(e.why()));
    }
  }

  private static List<String> gateways(List<FarAnswer> far, Said said) {
    return far.stream().filter(answer -> answer.said() == said).map(FarAnswer::gateway).toList();
  }

  private static Optional<UserKicked> together(Optional<Gone> here, List<FarAnswer> far) {
    boolean known =
        here.isPresent() || far.stream().anyMatch(answer -> answer.said() != Said.UNKNOWN);
    Gone all = far.stream().map(FarAnswer::gone).reduce(here.orElse(Gone.NOTHING), Gone::and);
    List<String> silent = gateways(far, Said.SILENT);
    return known ? Optional.of(new UserKicked(all, silent, Optional.empty())) : Optional.empty();
  }

  /**
   * Takes a board out of service, or gives it back.
   *
   * @param reason why it is out of service; empty if it is in service again
   * @throws NotTold if the others cannot be told; then nothing is changed here
   */
  public void service(Board board, Optional<String> reason) throws NotTold {
    if (others.isPresent()) {
      await(others.get().service(board, reason));
    } else {
      reason.ifPresentOrElse(board::disable, board::enable);
      here.serviceChanged(board);
    }
  }

  private static <T> T await(CompletionStage<T> stage) throws NotTold {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new NotTold("there is no answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotTold("the server is stopping");
    } catch (ExecutionException e) {
      throw new NotTold(words(e));
    }
  }

  /** Without what stages put around it. */
  private static String words(Throwable fault) {
    Throwable cause = fault.getCause();
    boolean wrapped = fault instanceof ExecutionException || fault instanceof CompletionException;
    return wrapped && cause != null ? words(cause) : String.valueOf(fault.getMessage());
  }
}
