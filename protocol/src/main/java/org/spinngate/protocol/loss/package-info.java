/**
 * What is done against the loss of sealed packets: copies before anybody asks, and packets that are
 * sent again when the receiver asks.
 *
 * <ul>
 *   <li><b>ask</b>: a frame by which the receiver of sealed packets names those that are missing,
 *       so that they are sent again
 *   <li><b>copy</b>: a sealed packet that is sent again after some milliseconds, because the line
 *       loses packets
 *   <li><b>resent packet</b>: a sealed packet that was missing and asked for, sent again as the
 *       same bytes
 * </ul>
 *
 * <ul>
 *   <li><em>Losses.</em> Each packet says how many datagrams left before it, and {@code
 *       MissingDatagrams} of the receiver counts those that never come, as {@code line-loss}. What
 *       {@code PacketSender} or {@code StreamTunnel} had taken and cannot send after all goes back
 *       as {@code Unsent}, and is not counted as passed. What was under way when a connection ended
 *       is counted after the next ({@code DatagramBalance}; decision 23).
 *   <li><em>Copies.</em> {@code LossMeter} compares what was sent with what the peer reports,
 *       {@code Redundancy} decides how often each packet is sent, {@code Copies} sends them again a
 *       little later, and the {@code ReplayWindow} of the other side takes only the first that
 *       comes.
 *   <li><em>Resent packets.</em> {@code PacketGaps} notices by the counters which packets are
 *       missing, {@code MissingPackets} knows when each should be asked for, and {@code Asking}
 *       does that, every few milliseconds while there are any. At the sender {@code SentPackets}
 *       keeps the bytes of the last 500 ms, and {@code Resender} sends again what the {@code
 *       ResendBudget} allows. {@code Redundancy} decides for both ways: requests and replies have
 *       copies, since somebody waits for them; streams have not; and on a line that seems full
 *       ({@code CongestionWatch}) nothing is sent twice (decision 41).
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.loss;

import org.jspecify.annotations.NullMarked;
