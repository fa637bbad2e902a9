package org.spinngate.server.budget;

/**
 * What all sessions have together, and no user for himself.
 *
 * @param flows how many flows may be open
 * @param boots how many bytes of boot packets may wait for their turn
 * @param datagrams how many bytes of SCP datagrams may wait for a board
 */
public record Budgets(FlowBudget flows, ByteBudget boots, ByteBudget datagrams) {}
