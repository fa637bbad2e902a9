/**
 * How long the packets of one direction of a path may be (RFC 8899): proved by probes, and doubted
 * as soon as they no longer come.
 *
 * <ul>
 *   <li><b>black hole</b>: a network that loses long packets and tells nobody, while short ones
 *       pass
 *   <li><b>packet size</b>: how many bytes a sealed packet may have, without the headers of IP and
 *       UDP
 *   <li><b>size probe</b>: a sealed packet that is filled up to a size; if it comes, packets of
 *       that size do
 * </ul>
 *
 * <ul>
 *   <li><em>Packet size.</em> {@code PacketSize} is the size of one direction: it decides which
 *       probe leaves when, and how long packets may be at this moment (decision 44). {@code
 *       PacketSender} asks it for each packet and sends the probes, {@code PathEnd} brings it the
 *       peer's reports. {@code WholePackets} has Linux make no fragments.
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.mtu;

import org.jspecify.annotations.NullMarked;
