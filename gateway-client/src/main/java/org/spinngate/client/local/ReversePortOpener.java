package org.spinngate.client.local;

import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.spinngate.client.net.PortOwner;
import org.spinngate.protocol.net.BindProblem;

/** Binds the local ports of reverse tags, and tells the user if one cannot be bound. */
final class ReversePortOpener {
  private final LocalSockets sockets;
  private final PortOwner owners;
  private final Consumer<String> words;

  /**
   * @param sockets makes them
   * @param owners finds out who has a port that is taken
   * @param words takes lines for the user, from any thread
   */
  ReversePortOpener(LocalSockets sockets, PortOwner owners, Consumer<String> words) {
    this.sockets = sockets;
    this.owners = owners;
    this.words = words;
  }

  /**
   * Begins to bind a port, on the event loop.
   *
   * @param local where; the port is the board's, too
   * @param flows takes what arrives
   * @return closes it, and forgets the applications that have spoken to it
   */
  Runnable open(InetSocketAddress local, LocalFlows flows) {
    ChannelFuture binding =
        sockets
            .port(LocalPort.Role.ofReverseTag(local.getPort()), local.getAddress(), flows)
            .bind(local);
    binding.addListener(
        done -> {
          if (!done.isSuccess()) {
            // Without a descriptor left, this is another thread.
            sockets.loop().execute(() -> flows.noReversePort(local));
            explain(local, done.cause());
          }
        });
    return () -> binding.addListener(done -> sockets.loop().execute(() -> close(binding, flows)));
  }

  private static void close(ChannelFuture binding, LocalFlows flows) {
    if (binding.isSuccess()) {
      flows.portGone(binding.channel().pipeline().get(LocalPort.class));
      binding.channel().close();
    }
  }

  /** On another thread: which program has a port is read from files. */
  private void explain(InetSocketAddress local, Throwable cause) {
    CompletableFuture.supplyAsync(() -> why(local, cause))
        .thenAccept(
            why ->
                words.accept(
                    "a reverse IP tag makes the board listen on UDP port "
                        + local.getPort()
                        + ", but nothing reaches it from here: "
                        + why
                        + "; everything else works"));
  }

  private String why(InetSocketAddress local, Throwable cause) {
    return switch (BindProblem.of(cause)) {
      case IN_USE ->
          "that port on "
              + local.getAddress().getHostAddress()
              + " is in use by "
              + owners.describe(local)
              + " (stop that, and let the tool set the tag again)";
      case NOT_ALLOWED -> "this user may not have that port";
      default -> String.valueOf(cause.getMessage());
    };
  }
}
