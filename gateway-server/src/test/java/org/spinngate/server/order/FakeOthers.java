package org.spinngate.server.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.SessionId;

/** Other gateways that say what a test wants, or cannot be told anything. */
public final class FakeOthers implements OtherGateways {
  /** In the order in which they were told. */
  public final List<String> told = new ArrayList<>();

  private final List<FarAnswer> answers = new ArrayList<>();
  private final List<Barred> pending = new ArrayList<>();
  private boolean away;

  /** One of them will say so. */
  public void says(FarAnswer answer) {
    answers.add(answer);
  }

  /** They cannot be told. */
  public void away() {
    away = true;
  }

  private <T> CompletionStage<T> answer(String what, T answer) {
    if (away) {
      return CompletableFuture.failedStage(new IllegalStateException("the engine is not reached"));
    }
    told.add(what);
    return CompletableFuture.completedStage(answer);
  }

  @Override
  public CompletionStage<Void> kicked(SessionId session, Bar bar, String reason) {
    return answer("bar " + bar.account(), null);
  }

  @Override
  public CompletionStage<Optional<FarAnswer>> kick(SessionId session, String reason) {
    return answer("kick " + session + ": " + reason, answers.stream().findFirst());
  }

  @Override
  public CompletionStage<List<FarAnswer>> kickUser(String user, String reason) {
    return answer("kick user " + user + ": " + reason, List.copyOf(answers));
  }

  @Override
  public CompletionStage<List<FarAnswer>> lift(BanTarget target) {
    return answer("lift " + target.text(), List.copyOf(answers));
  }

  /** Somebody has not gone yet. */
  public void awaits(Barred one) {
    pending.add(one);
  }

  @Override
  public List<Barred> pending() {
    return List.copyOf(pending);
  }

  @Override
  public String nameOf(String gateway) {
    return gateway;
  }

  @Override
  public String name() {
    return "gw1";
  }

  @Override
  public CompletionStage<Void> service(Board board, Optional<String> reason) {
    return answer(board.name() + reason.map(why -> " out: " + why).orElse(" back"), null);
  }
}
