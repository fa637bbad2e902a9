package org.spinngate.server.session;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;

/** One client at the door: what it wished, what it heard, and its session if it got one. */
public final class Visit implements ClaimListener {
  private final RecordingTunnel tunnel = new RecordingTunnel();
  private final List<String> heard = new ArrayList<>();
  private Optional<Claim> claim = Optional.empty();
  private @Nullable Session session;
  private String refusal = "";

  void claim(Optional<Claim> wish) {
    claim = wish;
  }

  Claim claim() {
    return claim.orElseThrow();
  }

  boolean wishStands() {
    return claim.isPresent();
  }

  public RecordingTunnel tunnel() {
    return tunnel;
  }

  /** What it heard since the last time, in words. */
  public List<String> heard() {
    List<String> fresh = List.copyOf(heard);
    heard.clear();
    return fresh;
  }

  public boolean isOpen() {
    return session != null;
  }

  public Session session() {
    if (session == null) {
      throw new AssertionError("no session; heard " + heard);
    }
    return session;
  }

  /** The words of the last refusal. */
  String refusal() {
    return refusal;
  }

  public void send(int flow, ByteBuf datagram) {
    session().scpToBoard(tunnel, flow, datagram);
    session().flush();
  }

  void boot(int flow, int gapMillis, ByteBuf datagram) {
    session().bootToBoard(tunnel, flow, gapMillis, datagram);
  }

  @Override
  public void preparing(String news) {
    heard.add("preparing " + news);
  }

  @Override
  public void waiting(int position, Optional<Holder> holder) {
    heard.add("waiting " + position + describe(holder));
  }

  @Override
  public void opened(Session opened) {
    session = opened;
    heard.add("opened");
  }

  @Override
  public void elsewhere(String address) {
    heard.add("elsewhere " + address);
  }

  @Override
  public void refused(CloseCause cause, String text, Optional<Holder> holder) {
    refusal = text;
    heard.add("refused " + cause.label() + describe(holder));
  }

  private static String describe(Optional<Holder> holder) {
    return holder.map(one -> " behind " + one.user()).orElse("");
  }
}
