package org.spinngate.server.tag;

import io.netty.buffer.ByteBuf;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import org.spinngate.protocol.tag.FlowTags;
import org.spinngate.protocol.tag.TagRequest;
import org.spinngate.server.scp.FilteredFlow;

/**
 * A flow as the board sees it: an address and port of the gateway's that IP tags can aim at.
 *
 * <p>Confined to the event loop of its session.
 */
final class TagFlow {
  private static final int PORT_BITS = 16;

  private final FilteredFlow flow;
  private final FlowTags tags;
  private int meantAddress;
  private int meantPort;
  private boolean leftOneBehind;

  /**
   * @param tags of the flow
   */
  TagFlow(FilteredFlow flow, FlowTags tags) {
    this.flow = flow;
    this.tags = tags;
  }

  /** The tags through which the board sends to it. */
  FlowTags tags() {
    return tags;
  }

  /** Makes a request that sets a tag aim at it; the flow stays until its answer can have come. */
  void aimHere(ByteBuf request) {
    InetSocketAddress own = flow.address();
    meantAddress = TagRequest.address(request);
    meantPort = TagRequest.port(request);
    TagRequest.aim(
        request, NetUtil.ipv4AddressToInt((Inet4Address) own.getAddress()), own.getPort());
    tags.expectOne();
  }

  /** Writes what a tag was meant for in the place of the flow's own address. */
  void restore(ByteBuf reply, int addressAt, int portAt) {
    reply.setInt(addressAt, meantAddress).setShortLE(portAt, meantPort);
  }

  /** A request that was made to aim at it leaves for the board, perhaps after it has moved. */
  void wasSetBy(ByteBuf request) {
    leftOneBehind |= !isAimedAtBy(request);
  }

  /** Whether a tag was set at an address that it has no longer; says so once. */
  boolean leftOneBehind() {
    boolean left = leftOneBehind;
    leftOneBehind = false;
    return left;
  }

  /** Where the board would send by this request, as one number. */
  static long target(ByteBuf request) {
    return target(TagRequest.address(request), TagRequest.port(request));
  }

  /** The same, of an address with its first byte the highest, and a port. */
  static long target(int address, int port) {
    return (long) address << PORT_BITS | port;
  }

  private boolean isAimedAtBy(ByteBuf request) {
    InetSocketAddress own = flow.address();
    int address = NetUtil.ipv4AddressToInt((Inet4Address) own.getAddress());
    return TagRequest.address(request) == address && TagRequest.port(request) == own.getPort();
  }
}
