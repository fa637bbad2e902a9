package org.spinngate.server.testing;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;

/** A datagram channel that joins no multicast group. */
interface GroupLess extends DatagramChannel {
  @Override
  default ChannelFuture joinGroup(InetAddress group) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture joinGroup(InetAddress group, ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture joinGroup(InetSocketAddress group, NetworkInterface network) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture joinGroup(
      InetSocketAddress group, NetworkInterface network, ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture joinGroup(InetAddress group, NetworkInterface network, InetAddress source) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture joinGroup(
      InetAddress group, NetworkInterface network, InetAddress source, ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture leaveGroup(InetAddress group) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture leaveGroup(InetAddress group, ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture leaveGroup(InetSocketAddress group, NetworkInterface network) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture leaveGroup(
      InetSocketAddress group, NetworkInterface network, ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture leaveGroup(
      InetAddress group, NetworkInterface network, InetAddress source) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture leaveGroup(
      InetAddress group, NetworkInterface network, InetAddress source, ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture block(InetAddress group, NetworkInterface network, InetAddress source) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture block(
      InetAddress group, NetworkInterface network, InetAddress source, ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture block(InetAddress group, InetAddress source) {
    throw new UnsupportedOperationException();
  }

  @Override
  default ChannelFuture block(InetAddress group, InetAddress source, ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }
}
