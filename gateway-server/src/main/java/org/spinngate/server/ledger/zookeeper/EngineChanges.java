package org.spinngate.server.ledger.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerConflict;
import org.spinngate.server.ledger.LedgerConflict.Kind;
import org.spinngate.server.ledger.LedgerUnsure;

/** A transaction in ZooKeeper's words, and ZooKeeper's answer in ours. */
final class EngineChanges {
  private final EngineAccess access;
  private final List<LedgerChange> changes;

  EngineChanges(EngineAccess access, List<LedgerChange> changes) {
    this.access = access;
    this.changes = List.copyOf(changes);
  }

  List<Op> operations() {
    return changes.stream().map(this::operation).toList();
  }

  private Op operation(LedgerChange change) {
    String path = access.path(change.key());
    if (change instanceof LedgerChange.Create create) {
      byte[] value = create.value().getBytes(UTF_8);
      return Op.create(path, value, access.acl(), CreateMode.PERSISTENT);
    } else if (change instanceof LedgerChange.Put put) {
      return Op.setData(path, put.value().getBytes(UTF_8), put.version());
    } else if (change instanceof LedgerChange.Delete delete) {
      return Op.delete(path, delete.version());
    }
    return Op.check(path, ((LedgerChange.Require) change).version());
  }

  /**
   * Why it was not made, or perhaps not.
   *
   * @param results of each change, in order; there are none if the engine did not get that far
   */
  Optional<Exception> failure(Code code, @Nullable List<OpResult> results) {
    if (code == Code.OK) {
      return Optional.empty();
    }
    return Optional.of(
        kind(code)
            .flatMap(kind -> first(results).map(change -> new LedgerConflict(change, kind)))
            .map(Exception.class::cast)
            .orElseGet(() -> unsure(code)));
  }

  private static Optional<Kind> kind(Code code) {
    return switch (code) {
      case NONODE -> Optional.of(Kind.MISSING);
      case NODEEXISTS -> Optional.of(Kind.EXISTS);
      case BADVERSION -> Optional.of(Kind.OTHER_VERSION);
      case NOTEMPTY -> Optional.of(Kind.NOT_EMPTY);
      default -> Optional.empty();
    };
  }

  /** Those before it are told as fine, although they were undone; those after it as not tried. */
  private Optional<LedgerChange> first(@Nullable List<OpResult> results) {
    for (int i = 0; results != null && i < results.size(); i++) {
      if (results.get(i) instanceof OpResult.ErrorResult error
          && error.getErr() != Code.OK.intValue()) {
        return Optional.of(changes.get(i));
      }
    }
    return Optional.empty();
  }

  static LedgerUnsure unsure(@Nullable Code code) {
    return new LedgerUnsure("the engine says " + code);
  }
}
