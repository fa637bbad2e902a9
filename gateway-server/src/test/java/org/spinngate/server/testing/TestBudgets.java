package org.spinngate.server.testing;

import org.spinngate.server.budget.Budgets;
import org.spinngate.server.budget.ByteBudget;
import org.spinngate.server.budget.FlowBudget;

/** What sessions of a test have together. */
public final class TestBudgets {
  private TestBudgets() {}

  /** So many flows, and no end to what may wait. */
  public static Budgets flows(int most) {
    return with(new FlowBudget(() -> most));
  }

  /** These flows, and no end to what may wait. */
  public static Budgets with(FlowBudget flows) {
    return new Budgets(flows, endless(), endless());
  }

  /** One that never says no. */
  public static ByteBudget endless() {
    return new ByteBudget(() -> Long.MAX_VALUE, () -> Long.MAX_VALUE);
  }
}
