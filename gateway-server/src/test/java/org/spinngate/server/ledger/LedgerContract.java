package org.spinngate.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.server.ledger.LedgerChange.Create;
import org.spinngate.server.ledger.LedgerChange.Delete;
import org.spinngate.server.ledger.LedgerChange.Put;
import org.spinngate.server.ledger.LedgerChange.Require;
import org.spinngate.server.ledger.LedgerConflict.Kind;

/** What every ledger does, with any engine. */
public abstract class LedgerContract extends TwoLedgers {
  @Test
  void aKeyBeginsAtVersionNoughtAndEachPutIsOneMore() throws Exception {
    make(new Create(key("a"), "first"));
    assertThat(get(ledger.read(key("a")))).isEqualTo(entry("a", "first", 0));

    make(new Put(key("a"), "second", 0), new Put(key("a"), "third", 1));

    assertThat(get(other.read(key("a")))).isEqualTo(entry("a", "third", 2));
  }

  @Test
  void aDeletedKeyIsGoneAndMayBeCreatedAnew() throws Exception {
    make(new Create(key("a"), "first"), new Put(key("a"), "second", 0));
    make(new Delete(key("a"), 1));
    assertThat(get(ledger.read(key("a")))).isEmpty();

    make(new Create(key("a"), "again"));

    assertThat(get(ledger.read(key("a")))).isEqualTo(entry("a", "again", 0));
  }

  @Test
  void valuesAreAnyText() throws Exception {
    String value = "line=1\nboard=Küche 3\n\u0000".repeat(2_500);
    make(new Create(key("a"), value), new Create(key("empty"), ""));

    assertThat(get(other.read(key("a")))).isEqualTo(entry("a", value, 0));
    assertThat(get(other.read(key("empty")))).isEqualTo(entry("empty", "", 0));
  }

  @Test
  void eachKindOfConflictIsToldWithTheChangeThatCannotBeMade() throws Exception {
    make(new Create(key("a"), ""), new Create(key("a/b"), ""));
    LedgerChange orphan = new Create(key("none/b"), "");
    LedgerChange twice = new Create(key("a"), "");
    LedgerChange full = new Delete(key("a"), 0);

    conflicts(Kind.MISSING, orphan, orphan);
    conflicts(Kind.EXISTS, twice, twice);
    conflicts(Kind.NOT_EMPTY, full, full);
    for (LedgerChange missing :
        List.of(new Put(key("c"), "", 0), new Delete(key("c"), 0), new Require(key("c"), 0))) {
      conflicts(Kind.MISSING, missing, missing);
    }
    for (LedgerChange late :
        List.of(
            new Put(key("a/b"), "", 1), new Delete(key("a/b"), 1), new Require(key("a/b"), 1))) {
      conflicts(Kind.OTHER_VERSION, late, new Require(key("a"), 0), late, twice);
    }
  }

  @Test
  void oneConflictUndoesTheWholeTransaction() throws Exception {
    make(new Create(key("a"), "before"));
    LedgerChange late = new Require(key("a"), 7);

    conflicts(
        Kind.OTHER_VERSION, late, new Create(key("b"), ""), new Put(key("a"), "after", 0), late);

    assertThat(get(ledger.read(key("a")))).isEqualTo(entry("a", "before", 0));
    assertThat(get(ledger.read(key("b")))).isEmpty();
  }

  @Test
  void aChangeSeesThoseBeforeItInItsTransaction() throws Exception {
    make(
        new Create(key("a"), "parent"),
        new Create(key("a/b"), "child"),
        new Require(key("a/b"), 0),
        new Delete(key("a/b"), 0),
        new Delete(key("a"), 0),
        new Create(key("a"), "another"));

    assertThat(get(ledger.read(key("a")))).isEqualTo(entry("a", "another", 0));
    assertThat(get(ledger.read(key("a/b")))).isEmpty();
  }

  @Test
  void aRequirementAloneChangesNothing() throws Exception {
    make(new Create(key("a"), ""));

    make(new Require(key("a"), 0));

    assertThat(get(ledger.read(key("a")))).isEqualTo(entry("a", "", 0));
  }

  @Test
  void theCopiesOfAllFollow() throws Exception {
    make(new Create(key("b"), "2"), new Create(key("a"), "1"), new Create(key("a/deep"), "3"));

    for (Ledger each : List.of(ledger, other)) {
      await().until(() -> each.find(key("a/deep")).isPresent());
      assertThat(each.find(key("a"))).isEqualTo(entry("a", "1", 0));
      assertThat(each.below(base))
          .containsExactly(entry("a", "1", 0).orElseThrow(), entry("b", "2", 0).orElseThrow());
      assertThat(each.below(key("b"))).isEmpty();
    }

    make(new Delete(key("a/deep"), 0), new Delete(key("a"), 0));

    await().until(() -> other.find(key("a")).isEmpty() && other.find(key("a/deep")).isEmpty());
    assertThat(other.below(base)).containsExactly(entry("b", "2", 0).orElseThrow());
  }

  @Test
  void whatIsBelowAKeyIsReadFromTheEngineByName() throws Exception {
    make(new Create(key("a"), ""), new Create(key("a/2"), "two"), new Create(key("a/1"), "one"));
    make(new Create(key("a/1/deep"), ""), new Put(key("a/2"), "more", 0));

    assertThat(get(other.readBelow(key("a"))))
        .containsExactly(
            entry("a/1", "one", 0).orElseThrow(), entry("a/2", "more", 1).orElseThrow());
    assertThat(get(other.readBelow(key("a/2")))).isEmpty();
    assertThat(get(other.readBelow(key("none")))).isEmpty();
  }

  @Test
  void namesThatBeginAlikeAreNotMixedUp() throws Exception {
    make(
        new Create(key("a"), ""),
        new Create(key("a.b"), ""),
        new Create(key("a0"), ""),
        new Create(key("a/1"), ""));

    await().until(() -> other.find(key("a/1")).isPresent());
    assertThat(other.below(key("a"))).extracting(LedgerEntry::key).containsExactly(key("a/1"));
  }

  @Test
  void whoListensHearsFirstWhatIsThereAndThenWhatChanges() throws Exception {
    make(new Create(key("a"), "1"), new Create(key("a/b"), "2"), new Create(key("c"), "3"));
    await().until(() -> other.find(key("c")).isPresent());
    Heard heard = new Heard(base + "/");

    other.listen(heard);
    await().until(() -> heard.lines().contains("reached"));
    make(new Put(key("c"), "4", 0));
    await().until(() -> heard.lines().contains("c 1=4"));
    make(new Delete(key("a/b"), 0));

    await().until(() -> heard.lines().contains("a/b gone"));
    assertThat(heard.lines())
        .containsExactly("a 0=1", "a/b 0=2", "c 0=3", "reached", "c 1=4", "a/b gone");
    assertThat(heard.threads()).isOne();
  }

  @Test
  void whatIsHeardNeverGoesBackAndEndsAtTheLast() throws Exception {
    Heard heard = new Heard(base + "/");
    other.listen(heard);
    make(new Create(key("a"), "0"));
    for (int version = 0; version < 50; version++) {
      make(new Put(key("a"), String.valueOf(version + 1), version));
    }

    await().until(() -> heard.lines().contains("a 50=50"));
    assertThat(
            heard.lines().stream()
                .filter(line -> line.startsWith("a "))
                .map(line -> Integer.valueOf(line.substring(line.indexOf('=') + 1))))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void ofManyWhoChangeOneVersionOnlyOneDoes() throws Exception {
    make(new Create(key("a"), "0"));
    Increments increments = new Increments(key("a"), 40);

    increments.start(ledger);
    increments.start(other);

    await().until(increments::done);
    assertThat(increments.made()).isEqualTo(80);
    assertThat(get(ledger.read(key("a")))).isEqualTo(entry("a", "80", 80));
  }

  @Test
  void whoIsCutOffIsUnsureAndKeepsItsCopy() throws Exception {
    make(new Create(key("a"), "1"));
    await().until(() -> other.find(key("a")).isPresent());
    Heard heard = new Heard(base + "/");
    other.listen(heard);

    cut(other);

    await().until(() -> !other.connected());
    unsure(() -> get(other.transact(List.of(new Put(key("a"), "never", 0)))));
    unsure(() -> get(other.read(key("a"))));
    unsure(() -> get(other.readBelow(base)));
    assertThat(other.find(key("a"))).isEqualTo(entry("a", "1", 0));
    assertThat(get(ledger.read(key("a")))).isEqualTo(entry("a", "1", 0));
    await().until(() -> heard.lines().equals(List.of("a 0=1", "reached", "lost")));
  }

  @Test
  void whoComesBackHearsTheDifferencesBeforeItIsConnected() throws Exception {
    make(
        new Create(key("a"), "1"),
        new Create(key("b"), "1"),
        new Create(key("b/c"), "1"),
        new Create(key("d"), "1"));
    await().until(() -> other.find(key("d")).isPresent());
    Heard heard = new Heard(base + "/");
    other.listen(heard);
    cut(other);
    await().until(() -> heard.lines().contains("lost"));
    make(
        new Put(key("a"), "2", 0),
        new Delete(key("b/c"), 0),
        new Delete(key("b"), 0),
        new Create(key("e"), "1"));

    mend(other);

    await().until(other::connected);
    assertThat(other.below(base)).extracting(LedgerEntry::value).containsExactly("2", "1", "1");
    await().until(() -> heard.lines().lastIndexOf("reached") > heard.lines().indexOf("lost"));
    List<String> lines = heard.lines().subList(6, heard.lines().size());
    assertThat(lines)
        .containsExactlyInAnyOrder("a 1=2", "b/c gone", "b gone", "e 0=1", "reached")
        .endsWith("reached")
        .containsSubsequence("b/c gone", "b gone");
  }

  @Test
  void whatWasUnsureIsToldByReadingWhenTheEngineIsBack() throws Exception {
    make(new Create(key("a"), "0"));
    Increments increments = new Increments(key("a"), Integer.MAX_VALUE);
    increments.start(other);
    await().until(() -> increments.made() > 3);

    cut(other);
    await().until(increments::stopped);
    mend(other);
    await().until(other::connected);

    LedgerEntry now = get(other.read(key("a"))).orElseThrow();
    assertThat(now.version()).isBetween(increments.made(), increments.made() + 1);
    make(new Put(key("a"), "afterwards", now.version()));
  }

  @Test
  void afterTheEndEverythingIsUnsureAndASecondEndIsHarmless() throws Exception {
    make(new Create(key("a"), "1"));
    await().until(() -> other.find(key("a")).isPresent());
    Heard heard = new Heard(base + "/");
    other.listen(heard);

    other.close();
    other.close();

    assertThat(other.connected()).isFalse();
    unsure(() -> get(other.transact(List.of(new Put(key("a"), "never", 0)))));
    unsure(() -> get(other.read(key("a"))));
    assertThat(heard.lines()).endsWith("lost");
    assertThat(get(ledger.read(key("a")))).isEqualTo(entry("a", "1", 0));
  }
}
