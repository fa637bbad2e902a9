package org.spinngate.protocol.testing;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** A connection to a {@link StreamRelay} and the relay's own to its target; on the relay's loop. */
final class RelayedConnection {
  private final Map<Direction, Pump> pumps = new EnumMap<>(Direction.class);

  RelayedConnection(Channel client, Channel server, long seed, Supplier<Conditions> conditions) {
    Pump toServer = new Pump(client, server, new Timetable(seed), conditions);
    Pump toClient = new Pump(server, client, new Timetable(~seed), conditions);
    client.pipeline().addLast(toServer, new WakesOther(toClient));
    server.pipeline().addLast(toClient, new WakesOther(toServer));
    pumps.put(Direction.TO_SERVER, toServer);
    pumps.put(Direction.TO_CLIENT, toClient);
  }

  void open(Direction direction, boolean letThrough) {
    pumps.get(direction).open(letThrough);
  }

  void strand() {
    pumps.values().forEach(Pump::strand);
  }

  /** When a channel takes bytes again, the pump that writes to it goes on. */
  private static final class WakesOther extends ChannelInboundHandlerAdapter {
    private final Pump writer;

    WakesOther(Pump writer) {
      this.writer = writer;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (ctx.channel().isWritable()) {
        writer.depart();
      }
    }
  }
}
