package org.spinngate.endtoend.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.config.ClusterSettings.Engine;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;
import org.spinngate.server.ledger.zookeeper.ZooKeeperLedger;

/**
 * Follows the ledger beside the gateways: which gateway was the home of which board, and when a
 * term is over, which it marks at the board.
 *
 * <p>Thread-safe.
 */
final class TermObserver implements LedgerListener, AutoCloseable {
  /** Below which the gateways keep what they share. */
  static final String CHROOT = "/spinngate";

  private static final int SESSION_MILLIS = 20_000;

  private final Map<String, BoardWitness> boards;
  private final Map<String, List<HomeTerm>> terms = new LinkedHashMap<>();
  private final Map<String, String> homes = new HashMap<>();
  private final ZooKeeper times;
  private final Ledger ledger;

  /**
   * Begins.
   *
   * @param boards by their keys
   */
  TermObserver(List<InetSocketAddress> engine, Map<String, BoardWitness> boards)
      throws IOException {
    this.boards = boards;
    boards.keySet().forEach(key -> terms.put(key, new ArrayList<>()));
    String servers =
        engine.stream()
            .map(server -> server.getHostString() + ":" + server.getPort())
            .collect(Collectors.joining(","));
    this.times = new ZooKeeper(servers + CHROOT, SESSION_MILLIS, event -> {});
    List<InetSocketAddress> unresolved =
        engine.stream()
            .map(at -> InetSocketAddress.createUnresolved(at.getHostString(), at.getPort()))
            .toList();
    this.ledger = new ZooKeeperLedger(new Engine(unresolved, CHROOT, Optional.empty()), Keys.TOP);
    ledger.listen(this);
  }

  @Override
  public synchronized void changed(String key, Optional<LedgerEntry> entry) {
    if (boards.containsKey(key)) {
      entry.ifPresent(record -> changed(record));
    } else if (key.startsWith(Keys.GATEWAYS + "/") && entry.isEmpty()) {
      String gone = Keys.name(key);
      List.copyOf(homes.keySet()).stream()
          .filter(board -> gone.equals(homes.get(board)))
          .forEach(this::over);
    }
  }

  @Override
  public void connected(boolean reached) {}

  private void changed(LedgerEntry record) {
    Fields fields = Fields.of(record.value());
    String home = fields.text("home").orElse("");
    long number = fields.number("term").orElse(0L);
    List<HomeTerm> known = terms.get(record.key());
    long last = known.isEmpty() ? 0 : known.get(known.size() - 1).number();
    if (home.isEmpty() || number > last) {
      over(record.key());
    }
    if (!home.isEmpty() && number > last) {
      known.add(new HomeTerm(number, home.substring(0, home.lastIndexOf('-')), since(record)));
      homes.put(record.key(), home);
    }
  }

  private void over(String board) {
    if (homes.remove(board) != null) {
      List<HomeTerm> known = terms.get(board);
      boards.get(board).termOver(known.get(known.size() - 1).number());
    }
  }

  /** The engine's own time of the change, if there was none since. */
  private long since(LedgerEntry record) {
    try {
      Stat stat = times.exists(record.key(), false);
      return stat != null && stat.getVersion() == record.version() ? stat.getMtime() : 0;
    } catch (KeeperException | InterruptedException unknown) {
      return 0;
    }
  }

  /** The name of the gateway that has a board now, as far as is known here. */
  synchronized Optional<String> homeOf(String board) {
    return Optional.ofNullable(homes.get(board))
        .map(home -> home.substring(0, home.lastIndexOf('-')));
  }

  /** How many places these accounts have in the quota by the ledger, all together. */
  int places(List<String> accounts) {
    return accounts.stream().mapToInt(account -> ledger.below(Keys.user(account)).size()).sum();
  }

  /** The terms of a board until now, in order. */
  synchronized List<HomeTerm> terms(String board) {
    return List.copyOf(terms.get(board));
  }

  @Override
  public void close() {
    ledger.close();
    try {
      times.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
