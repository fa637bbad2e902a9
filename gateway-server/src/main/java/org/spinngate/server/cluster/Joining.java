package org.spinngate.server.cluster;

import io.netty.util.concurrent.EventExecutor;
import org.spinngate.server.cluster.member.Clocks;
import org.spinngate.server.cluster.member.MemberSettings;
import org.spinngate.server.ledger.Ledger;

/**
 * By what a gateway joins others.
 *
 * @param ledger what they share; the gateway's own, and closed with it
 * @param settings what it says of itself
 * @param executor for what is done later; none that anything blocks
 */
public record Joining(
    Ledger ledger, MemberSettings settings, Clocks clocks, EventExecutor executor) {}
