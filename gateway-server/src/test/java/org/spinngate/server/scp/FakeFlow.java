package org.spinngate.server.scp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.DropReason;

/** A flow without a socket: remembers what leaves. */
public final class FakeFlow implements FilteredFlow, RequestListener {
  private final List<byte[]> gathered = new ArrayList<>();
  private final List<byte[]> left = new ArrayList<>();
  private final List<byte[]> uncounted = new ArrayList<>();
  private final List<byte[]> toClient = new ArrayList<>();
  private final List<DropReason> drops = new ArrayList<>();
  private final List<Long> answers = new ArrayList<>();
  private InetSocketAddress address;

  /** One at any address and port. */
  public FakeFlow() {
    this(new InetSocketAddress("127.0.0.9", 4_321));
  }

  /** One at which the board reaches it there. */
  public FakeFlow(InetSocketAddress address) {
    this.address = address;
  }

  /** From now on the board reaches it there. */
  public void moveTo(InetSocketAddress next) {
    address = next;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void goesOn(ByteBuf datagram) {
    gathered.add(bytes(datagram));
  }

  @Override
  public void flush() {
    left.addAll(gathered);
    gathered.clear();
  }

  @Override
  public void answered(long nanos) {
    answers.add(nanos);
  }

  @Override
  public ByteBufAllocator alloc() {
    return UnpooledByteBufAllocator.DEFAULT;
  }

  @Override
  public void sendUncounted(ByteBuf datagram) {
    uncounted.add(bytes(datagram));
  }

  @Override
  public void sendToClient(ByteBuf datagram) {
    toClient.add(bytes(datagram));
  }

  @Override
  public void dropped(DropReason reason) {
    drops.add(reason);
  }

  private static byte[] bytes(ByteBuf datagram) {
    byte[] bytes = ByteBufUtil.getBytes(datagram);
    datagram.release();
    return bytes;
  }

  /** What has left after it had waited. */
  List<byte[]> left() {
    return left;
  }

  /** What a filter has told the client in the place of the board. */
  public List<byte[]> toClient() {
    return toClient;
  }

  /** What a filter has sent by itself. */
  public List<byte[]> uncounted() {
    return uncounted;
  }

  public List<DropReason> drops() {
    return drops;
  }

  List<Long> answers() {
    return answers;
  }
}
