/**
 * Flows: for each local application a UDP socket of its own towards the board.
 *
 * <ul>
 *   <li><b>flow</b>: one local application's use of one service: its number in the tunnel, and a
 *       UDP socket of its own towards the board
 *   <li><b>outlet</b>: where datagrams wait when the system does not take them at once ({@link
 *       Outlet})
 * </ul>
 *
 * <p>A flow is (service, one local application's socket). {@code FlowTable} opens one with the
 * first datagram that carries a new number. There may be {@code limits.flows-per-session} of them
 * in a session and {@code limits.flows} in the process ({@code FlowBudget}). At the cap the flow
 * that was used least recently, in either direction, makes room, but never one through which an IP
 * tag was set and not cleared since, since the board keeps sending to that port, and never one with
 * a boot under way. If none may go, the datagram is dropped as {@code flow-limit}. Client and
 * server decide alike (decision 22): the client is told the cap, forgets an application itself
 * ({@code LocalFlowTable.mayGo}), and says so by {@code FlowClosed}; what it could not say without
 * a connection it says on the next ({@code ClosedFlows}). The server closes flows by itself only at
 * {@code limits.flows}, or when a new flow comes by UDP before the {@code FlowClosed} that makes
 * room for it. The client is not told: its next datagram opens that flow anew. {@code LegacyFlows}
 * asks the session which of an old client's flows must stay.
 *
 * <p>Flows do not expire by time: a simulation may be silent for hours. They end with the session,
 * with {@code FlowClosed}, or at the cap.
 *
 * <p>A flow's socket has the address of the gateway's own that led to the board when it was opened.
 * If that goes (DHCP, another network), the system refuses what is sent by it, for ever. Once a
 * second {@code BoardRoutes} looks: a flow that is refused ({@code RouteDoubt}; ICMP <em>port
 * unreachable</em> of a board that is not booted does not count) or not answered gets a new socket
 * if a fresh one would have another address, one that is quiet if its address is not the machine's
 * any more. The new socket has the same port if that is free, and {@code TagFilter} ({@code
 * TagRepairs}) sets the tags once more that make the board send to it.
 */
@NullMarked
package org.spinngate.server.flow;

import org.jspecify.annotations.NullMarked;
