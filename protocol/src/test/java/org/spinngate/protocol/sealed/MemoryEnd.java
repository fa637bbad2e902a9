package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;

/** One end of a path without a network: remembers what leaves, what comes, and what it is told. */
final class MemoryEnd implements ClientPath.Surroundings, ServerPath.Surroundings {
  private final List<byte[]> written = new ArrayList<>();
  private final List<byte[]> left = new ArrayList<>();
  private final List<byte[]> everLeft = new ArrayList<>();
  private final List<String> datagrams = new ArrayList<>();
  private final List<DropReason> drops = new ArrayList<>();
  private final List<Boolean> choices = new ArrayList<>();
  private final List<Boolean> proofs = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Unsent> unsent = new ArrayList<>();
  private boolean full;
  private boolean faulty;
  private int missing;
  private int flushes;
  private int otherPorts;
  private int oldKeys;

  void fillUp(boolean now) {
    full = now;
  }

  void failAtNextProof() {
    faulty = true;
  }

  /** What has left since the last call. */
  List<byte[]> take() {
    List<byte[]> fresh = List.copyOf(left);
    left.clear();
    return fresh;
  }

  /** What has left since the beginning. */
  List<byte[]> everLeft() {
    return everLeft;
  }

  /** How many packets were written and wait for a flush. */
  int unflushed() {
    return written.size();
  }

  int flushes() {
    return flushes;
  }

  /** The datagrams that came: flow, blank, text. */
  List<String> datagrams() {
    return datagrams;
  }

  List<DropReason> drops() {
    return drops;
  }

  /** What it was told of answers. */
  List<Boolean> proofs() {
    return proofs;
  }

  List<Boolean> choices() {
    return choices;
  }

  boolean isChosen() {
    return !choices.isEmpty() && choices.get(choices.size() - 1);
  }

  /** How often another port was wanted. */
  int otherPorts() {
    return otherPorts;
  }

  /** The ports at which the peer was found, one after the other. */
  List<Integer> ports() {
    return ports;
  }

  /** How often other keys were wanted. */
  int oldKeys() {
    return oldKeys;
  }

  @Override
  public ByteBufAllocator allocator() {
    return ByteBufAllocator.DEFAULT;
  }

  @Override
  public boolean hasRoom() {
    return !full;
  }

  @Override
  public void write(ByteBuf packet) {
    written.add(ByteBufUtil.getBytes(packet));
    packet.release();
  }

  @Override
  public void flush() {
    flushes++;
    left.addAll(written);
    everLeft.addAll(written);
    written.clear();
  }

  @Override
  public void scp(int flow, ByteBuf datagram) {
    datagrams.add(flow + " " + datagram.toString(StandardCharsets.UTF_8));
    datagram.release();
  }

  @Override
  public void dropped(DropReason reason) {
    drops.add(reason);
  }

  @Override
  public void missing(int count) {
    missing += count;
  }

  @Override
  public void unsent(Unsent fallen) {
    unsent.add(fallen);
  }

  /** How many datagrams of the peer are known to be lost. */
  int missing() {
    return missing;
  }

  /** What had been taken and did not leave. */
  List<Unsent> unsent() {
    return unsent;
  }

  @Override
  public void chosen(boolean sealed) {
    choices.add(sealed);
  }

  @Override
  public void proven(boolean now) {
    if (faulty) {
      faulty = false;
      throw new IllegalStateException("no proof today");
    }
    proofs.add(now);
  }

  @Override
  public void anotherPort() {
    otherPorts++;
  }

  @Override
  public void moved(InetSocketAddress peer) {
    if (ports.isEmpty() || ports.get(ports.size() - 1) != peer.getPort()) {
      ports.add(peer.getPort());
    }
  }

  @Override
  public void keysAreOld() {
    oldKeys++;
  }
}
