/**
 * The sealed carrier: SCP datagrams in encrypted UDP packets, beside a stream.
 *
 * <ul>
 *   <li><b>address validation</b>: the server sends a challenge to the address that packets come
 *       from, and believes the address when the challenge comes back from there
 *   <li><b>path validation</b>: the client asks questions by sealed packets, and uses the path for
 *       datagrams once enough answers have come ({@link PathValidation})
 *   <li><b>replay window</b>: the latest counters of sealed packets, so that each packet counts
 *       once
 *   <li><b>sealed packet</b>: a UDP packet that carries SCP datagrams, encrypted with keys that
 *       were agreed on the stream
 * </ul>
 *
 * <ul>
 *   <li><em>Keys.</em> {@code SealedDoor.join} gives each connection keys when its session begins,
 *       in the message {@code Sealing} on the stream; a resumed session has new ones. They end with
 *       the connection.
 *   <li><em>Choice.</em> {@code ClientPath} asks questions, {@code PathValidation} decides from the
 *       answers, and the client says {@code CarrierChoice}. The server obeys. {@code SealedTunnel}
 *       looks at it for each datagram, so that a session knows no carrier.
 *   <li><em>Observed.</em> {@code Tunnel.report} says at any time how datagrams travel. On the
 *       client {@code PathObserver} knows the present tunnel and since when it has gone by its
 *       carrier, for {@code -v}; {@code GatewayClient.path} gives a {@code PathSnapshot} to any
 *       thread.
 *   <li><em>Gathering.</em> {@code PacketSender} packs the datagrams of one pass into packets as
 *       long as they may be. {@code PacketCipher} is made once for each event loop. What one packet
 *       needs comes from pools.
 *   <li><em>Heartbeat.</em> While an application talks by packets, the peer counts as heard on the
 *       stream's {@code Heartbeat} too ({@code SealedTunnel.heard}), so that a stream which TCP
 *       holds up for a while is not given up for it.
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.sealed;

import org.jspecify.annotations.NullMarked;
