package org.spinngate.endtoend.tools;

import java.net.InetSocketAddress;

/**
 * What a tool takes for its board.
 *
 * @param scp where it sends SCP
 * @param boot where it sends boot packets
 * @param memory what the board holds, to tell right answers from wrong ones
 */
public record ToolTarget(InetSocketAddress scp, InetSocketAddress boot, ExpectedMemory memory) {}
