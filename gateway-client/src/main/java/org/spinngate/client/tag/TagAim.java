package org.spinngate.client.tag;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.tag.TagRequest;

/**
 * Reads what a request for an IP tag aims at, and puts a mark before it.
 *
 * <p>A request without an address means its sender (domain: IPTAG). The board would see the gateway
 * there, so what the board would have seen on its own network is written into the request.
 */
public final class TagAim {
  /** 127.0.0.1, for an application that has spoken IPv6. */
  private static final int LOOPBACK = 0x7F00_0001;

  private TagAim() {}

  /**
   * Where the board is to send.
   *
   * @param request one that {@link TagRequest#namesAddress}
   * @param application who asks
   */
  public static InetSocketAddress of(ByteBuf request, InetSocketAddress application) {
    int address = TagRequest.address(request);
    InetAddress host = address == 0 ? application.getAddress() : TagRequest.host(address);
    return new InetSocketAddress(host, TagRequest.port(request));
  }

  /**
   * The mark and a copy of the request that names its target, which is the caller's.
   *
   * @param target what {@link #of} has said
   */
  public static ByteBuf marked(
      ByteBufAllocator allocator, TagMark mark, ByteBuf request, InetSocketAddress target) {
    ByteBuf marked = marked(allocator, mark, request);
    TagRequest.aim(
        marked.slice(TagMark.BYTES, request.readableBytes()), ipv4(target), target.getPort());
    return marked;
  }

  /** The mark and a copy of a datagram, which is the caller's. */
  public static ByteBuf marked(ByteBufAllocator allocator, TagMark mark, ByteBuf datagram) {
    int bytes = datagram.readableBytes();
    ByteBuf marked = allocator.buffer(TagMark.BYTES + bytes);
    mark.write(marked);
    return marked.writeBytes(datagram, datagram.readerIndex(), bytes);
  }

  /** Its address as a number, the first byte the highest; that of IPv6 is this machine's. */
  private static int ipv4(InetSocketAddress target) {
    return target.getAddress() instanceof Inet4Address ipv4
        ? ByteBuffer.wrap(ipv4.getAddress()).getInt()
        : LOOPBACK;
  }
}
