package org.spinngate.server.power;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.spinngate.server.lease.Refusal;

/**
 * What people want of a board's power, one after the other, and whose wish is being fulfilled.
 *
 * <p>Confined to its event loop.
 */
final class Orders {
  private final Deque<Order> due = new ArrayDeque<>();
  private final List<Order> served = new ArrayList<>();

  boolean areDue() {
    return !due.isEmpty();
  }

  /** Whether the next one does not wait for what is due otherwise. */
  boolean nextGoesFirst() {
    return areDue() && due.element().goesFirst();
  }

  void add(Order order) {
    due.add(order);
  }

  /** Whether what is under way is what somebody wants. */
  boolean areServed() {
    return !served.isEmpty();
  }

  /** The next one, which waits no more. */
  Order take() {
    return due.remove();
  }

  /** What is under way is what this one wants. */
  void serve(Order order) {
    served.add(order);
  }

  void tell(String news) {
    due.forEach(order -> order.news().accept(news));
    served.forEach(order -> order.news().accept(news));
  }

  /** What was under way is done. */
  void done(String board) {
    end(order -> order.done(board));
  }

  /**
   * What was under way was not begun, as it may not be done any more, or others do not know that it
   * is done; unless it has failed.
   *
   * @return whether it has not
   */
  boolean end(String board, Throwable fault) {
    Optional<String> dropped = PowerFailure.whyDropped(fault);
    dropped.ifPresent(words -> end(order -> order.refuse(words)));
    if (PowerFailure.isUntold(fault)) {
      end(order -> order.untold(board));
    }
    return dropped.isPresent() || PowerFailure.isUntold(fault);
  }

  private void end(Consumer<Order> end) {
    List<Order> all = List.copyOf(served);
    served.clear();
    all.forEach(end);
  }

  /** Those that wait, and are such, may not be obeyed any more. */
  void refuseDue(Predicate<Order> such, String words) {
    List<Order> all = due.stream().filter(such).toList();
    due.removeAll(all);
    all.forEach(order -> order.refuse(words));
  }

  /** Whether what is under way is what an operator wants. */
  boolean serveAnOperator() {
    return served.stream().anyMatch(Order::isOperators);
  }

  /** Why nobody may have any more what is under way, if it is done for somebody. */
  Optional<Refusal> objection() {
    List<Refusal> all = served.stream().flatMap(order -> order.objection().get().stream()).toList();
    return all.size() < served.size() ? Optional.empty() : all.stream().findFirst();
  }

  /** The board cannot be switched, for any of them. */
  void fail(String words) {
    removed().forEach(order -> order.fail(words));
  }

  /** The server ends. */
  void stop() {
    removed().forEach(Order::stop);
  }

  private List<Order> removed() {
    List<Order> all = new ArrayList<>(served);
    all.addAll(due);
    served.clear();
    due.clear();
    return all;
  }
}
