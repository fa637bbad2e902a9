package org.spinngate.client.config;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Understands where boards appear on this machine: each at an address of its own. */
final class LocalReader {
  private static final Pattern IPV4 = Pattern.compile("((?:\\d{1,3}\\.){3})(\\d{1,3})");
  private static final String EVERY_ADDRESS = "0.0.0.0";

  /** The last number of an address that stands for a whole network. */
  private static final int BROADCAST = 255;

  private final GivenValues given;
  private final Problems problems;

  LocalReader(GivenValues given, Problems problems) {
    this.given = given;
    this.problems = problems;
  }

  /** The place of an old server's board, for which tags aim as they are. */
  LocalSettings readOfOldServer() {
    return read(List.of("of an old server"), TagTargets.LOCAL).get(0);
  }

  /** The place of each board, in their order; meaningless if a problem was noted. */
  List<LocalSettings> read(List<String> boards) {
    TagTargets targets = given.optional(Setting.TAG_TARGETS, TagTargets::of);
    return read(boards, targets == null ? TagTargets.LOCAL : targets);
  }

  private List<LocalSettings> read(List<String> boards, TagTargets targets) {
    LocalSettings ports = readPorts(targets);
    boolean asBoard = isAsBoard();
    List<String> addresses =
        asBoard
            ? Collections.nCopies(boards.size(), LocalSettings.LOOPBACK)
            : addresses(boards, ports);
    return addresses.stream().map(address -> at(address, ports, asBoard)).toList();
  }

  private static LocalSettings at(String address, LocalSettings all, boolean asBoard) {
    return new LocalSettings(address, all.scpPort(), all.bootPort(), asBoard, all.tagTargets());
  }

  /** Of this and an address that is given, what stands in the stronger place counts. */
  private boolean isAsBoard() {
    Given asBoard = given.get(Setting.AS_BOARD);
    Given bind = given.get(Setting.BIND);
    if (asBoard == null || !given.isOn(Setting.AS_BOARD)) {
      return false;
    }
    if (bind != null && bind.source() == asBoard.source()) {
      asBoard.complain(
          problems, "the board's own address takes the place of --bind; leave one out");
    }
    return bind == null || asBoard.source().compareTo(bind.source()) <= 0;
  }

  private LocalSettings readPorts(TagTargets targets) {
    LocalSettings standard = LocalSettings.standard();
    Integer scpPort = given.optional(Setting.SCP_PORT, GivenValues::port);
    Integer bootPort = given.optional(Setting.BOOT_PORT, GivenValues::port);
    try {
      return new LocalSettings(
          standard.bind(),
          scpPort == null ? standard.scpPort() : scpPort,
          bootPort == null ? standard.bootPort() : bootPort,
          standard.asBoard(),
          targets);
    } catch (IllegalArgumentException e) {
      problems.usage(String.valueOf(e.getMessage()));
      return standard;
    }
  }

  private List<String> addresses(List<String> boards, LocalSettings ports) {
    Given bind = given.get(Setting.BIND);
    List<String> addresses =
        bind == null ? List.of(LocalSettings.LOOPBACK) : CommaList.of(bind.text());
    try {
      if (addresses.size() == 1) {
        return following(addresses.get(0), boards);
      }
      checkOneForEach(addresses, boards, ports);
      return addresses;
    } catch (IllegalArgumentException e) {
      complain(bind, String.valueOf(e.getMessage()));
      return Collections.nCopies(boards.size(), LocalSettings.LOOPBACK);
    }
  }

  private void complain(@Nullable Given bind, String why) {
    if (bind == null) {
      problems.usage(Setting.BIND.flag() + ": " + why);
    } else {
      bind.complain(problems, why);
    }
  }

  private static List<String> following(String first, List<String> boards) {
    if (boards.size() == 1) {
      return List.of(first);
    }
    Matcher matcher = IPV4.matcher(first);
    if (!matcher.matches() || first.equals(EVERY_ADDRESS)) {
      throw new IllegalArgumentException(
          "no address follows '" + first + "'; give --bind for each board");
    }
    int last = Integer.parseInt(matcher.group(2));
    return IntStream.range(0, boards.size())
        .mapToObj(i -> follower(matcher.group(1), last + i, boards.get(i)))
        .toList();
  }

  private static String follower(String network, int last, String board) {
    if (last >= BROADCAST) {
      throw new IllegalArgumentException(
          "board "
              + board
              + " would be at "
              + network
              + last
              + ", which cannot be; begin lower, or give --bind for each board");
    }
    return network + last;
  }

  private static void checkOneForEach(
      List<String> addresses, List<String> boards, LocalSettings ports) {
    if (addresses.size() != boards.size()) {
      throw new IllegalArgumentException(
          addresses.size()
              + " addresses for "
              + boards.size()
              + (boards.size() == 1 ? " board" : " boards")
              + "; give one for each, or only the first, which the others follow");
    }
    if (addresses.contains("")) {
      throw new IllegalArgumentException("one of the addresses is empty");
    }
    boolean fixed = ports.scpPort() != 0 || ports.bootPort() != 0;
    HashSet<String> known = new HashSet<>();
    for (String address : addresses) {
      if (!known.add(address) && fixed) {
        throw new IllegalArgumentException(
            address + " is given twice; each board needs an address of its own");
      }
    }
  }
}
