package org.spinngate.client.alias;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A machine whose aliases are a set. */
public final class FakeAliasMaker implements AliasMaker {
  private final Set<Inet4Address> here = ConcurrentHashMap.newKeySet();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch mayMake = new CountDownLatch(0);
  private volatile boolean refusing;

  /** What does the work with this machine; addresses are here when they were made. */
  public AliasWork work(Path notes) {
    NoteOwners owners = new NoteOwners(Path.of("/proc"), ProcessHandle.current().pid());
    Aliases aliases = new Aliases(this, new AliasNotes(notes, owners), this::isHere);
    return new AliasWork(
        this, aliases, new AliasDangers(new RouteTable(notes.resolve("no")), address -> false));
  }

  /** Rights are lacking from here on. */
  public void refuse() {
    refusing = true;
  }

  /** An address takes until {@link #goOn} to be made. */
  public void hold() {
    mayMake = new CountDownLatch(1);
  }

  /** It takes no longer. */
  public void goOn() {
    mayMake.countDown();
  }

  /** Somebody makes one by hand. */
  public void byHand(Inet4Address address) {
    here.add(address);
  }

  /** Somebody takes one away by hand. */
  void isGone(Inet4Address address) {
    here.remove(address);
  }

  /** Whether the machine has an address. */
  public boolean isHere(Inet4Address address) {
    return here.contains(address);
  }

  /** What was done, in order. */
  public List<String> done() {
    return done;
  }

  @Override
  public void make(Inet4Address address) throws IOException {
    awaitLeave();
    refuseIfTold();
    done.add("make " + address.getHostAddress());
    here.add(address);
  }

  @Override
  public void remove(Inet4Address address) throws IOException {
    refuseIfTold();
    done.add("remove " + address.getHostAddress());
    here.remove(address);
  }

  private void awaitLeave() throws IOException {
    try {
      mayMake.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void refuseIfTold() throws IOException {
    if (refusing) {
      throw new IOException("Operation not permitted");
    }
  }

  @Override
  public String commandToMake(Inet4Address address) {
    return "make " + address.getHostAddress();
  }

  @Override
  public String commandToRemove(Inet4Address address) {
    return "remove " + address.getHostAddress();
  }

  @Override
  public boolean isAllowed() {
    return !refusing;
  }
}
