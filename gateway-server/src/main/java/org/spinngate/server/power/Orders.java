package org.spinngate.server.power;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

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

  void add(Order order) {
    due.add(order);
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
    List<Order> all = List.copyOf(served);
    served.clear();
    all.forEach(order -> order.done(board));
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
