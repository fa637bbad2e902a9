package org.spinngate.server.link;

import io.netty.channel.Channel;
import java.util.Optional;
import org.spinngate.protocol.queue.QueueBudget;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.stream.StreamTunnel;
import org.spinngate.server.sealed.SealedDoor;

/**
 * What carries the datagrams of sessions.
 *
 * @param sealed gives sessions a second carrier, if there is one
 * @param queues how much may wait for the lines to clients
 */
public record Carriers(Optional<SealedDoor> sealed, QueueBudget queues) {
  /**
   * A tunnel that has a stream only so far.
   *
   * @param heartbeat the one of the connection's pipeline
   */
  SealedTunnel tunnel(Channel connection, Heartbeat heartbeat) {
    return new SealedTunnel(StreamTunnel.ofServer(connection, heartbeat, queues), false);
  }
}
