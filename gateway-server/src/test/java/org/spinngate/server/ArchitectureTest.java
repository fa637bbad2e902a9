package org.spinngate.server;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.spinngate.protocol.testing.NothingRepeatsByItself;
import org.spinngate.protocol.testing.architecture.NoCircles;
import org.spinngate.protocol.testing.architecture.PlainRecords;
import org.spinngate.protocol.testing.architecture.SmallPackages;
import org.spinngate.server.board.Board;

/**
 * Arrows point downwards only, and packages on one line do not know each other. A package that is
 * in no line is a mistake too: new ones are put where they belong.
 *
 * <pre>
 *  assembly   command
 *  operate    reload     http
 *  report     metrics    config.file
 *  front
 *  link       legacy
 *  sealed     reset      probe      health
 *  session    power      net        cluster    ledger.zookeeper
 *  cluster.order        cluster.care
 *  order
 *  admission  cluster.record        cluster.ban
 *  lease      usage      cluster.member
 *  flow       access
 *  board
 *  tag
 *  scp        boot
 *  log        config     disk       budget     ledger
 *  config.power
 *  config.rule           tls        systemd
 * </pre>
 */
@AnalyzeClasses(
    packages = {"org.spinngate.server", "org.spinngate.simulated"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "org.spinngate.server";
  private static final String SIMULATED = "org.spinngate.simulated";
  private static final String FRAME = SIMULATED + ".frame";

  private static final String AN_ISLAND = "a whole board, which nobody here looks into";
  private static final String READ_IN_ONE_PLACE = "made of keys of the same names, in one place";
  private static final String ALL_FIRST = "that of all, and then that of one, as everywhere";
  private static final String TO_BOARD_FIRST = "to the board, and then to the client, as in tables";
  private static final String MADE_IN_ONE_PLACE = "made in one place, and read by name";

  /** From top to bottom; the first line may see everything. */
  private static final List<List<String>> LINES =
      List.of(
          List.of("", ".command"),
          List.of(".operate", ".reload", ".http"),
          List.of(".report", ".metrics", ".config.file"),
          List.of(".front"),
          List.of(".link", ".legacy"),
          List.of(".sealed", ".reset", ".probe", ".health"),
          List.of(".session", ".power", ".net", ".cluster", ".ledger.zookeeper"),
          List.of(".cluster.order", ".cluster.care"),
          List.of(".order"),
          List.of(".admission", ".cluster.record", ".cluster.ban"),
          List.of(".lease", ".usage", ".cluster.member"),
          List.of(".flow", ".access"),
          List.of(".board"),
          List.of(".tag"),
          List.of(".scp", ".boot"),
          List.of(".log", ".config", ".disk", ".budget", ".ledger"),
          List.of(".config.power"),
          List.of(".config.rule", ".tls", ".systemd"));

  @ArchTest
  static void everyPackageHasItsLine(JavaClasses all) {
    Set<String> known =
        LINES.stream().flatMap(List::stream).map(ROOT::concat).collect(Collectors.toSet());

    known.addAll(List.of(SIMULATED, FRAME));
    assertThat(known).containsAll(packagesOf(all));
  }

  @ArchTest
  static void noPackageKnowsItsLineOrOneAbove(JavaClasses all) {
    for (int line = 1; line < LINES.size(); line++) {
      for (String name : LINES.get(line)) {
        String[] forbidden = upTo(line, name);
        noClasses()
            .that()
            .resideInAPackage(ROOT + name)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden)
            .allowEmptyShould(true)
            .check(all);
      }
    }
  }

  private static String[] under(String... names) {
    return Stream.of(names).map(ROOT::concat).toArray(String[]::new);
  }

  /** Every package of the lines above and of this line but itself. */
  private static String[] upTo(int line, String name) {
    return LINES.subList(0, line + 1).stream()
        .flatMap(List::stream)
        .filter(other -> !other.equals(name))
        .map(ROOT::concat)
        .toArray(String[]::new);
  }

  @ArchTest static final ArchRule NOTHING_REPEATS_BY_ITSELF = NothingRepeatsByItself.RULE;

  @ArchTest static final ArchRule SMALL_PACKAGES = SmallPackages.but(Map.of(SIMULATED, AN_ISLAND));

  @ArchTest
  static final ArchRule NO_CIRCLES =
      NoCircles.but(
          Map.of(
              NoCircles.circle(ROOT + ".lease", "LocalHold", "LocalLeases"),
              "who holds a board gives it back to whom it was taken from",
              NoCircles.circle(ROOT + ".legacy", "LegacyClient", "LegacyClients"),
              "a client comes and goes among the others, who are found by it",
              NoCircles.circle(
                  ROOT + ".net", "Arrivals", "DatagramPort", "OwnAddresses", "PortAddress"),
              "an address of a port opens its sockets there when it first needs them",
              NoCircles.circle(
                  ROOT + ".sealed", "PacketHandler", "SealedDoor", "SealedPeer", "SealedPeers"),
              "a peer asks the door for new keys, and packets find the peer by them",
              NoCircles.circle(ROOT + ".session", "Session", "SessionListener"),
              "a listener is told of which session it hears"));

  @ArchTest
  static final ArchRule PLAIN_RECORDS =
      PlainRecords.but(
          Map.ofEntries(
              entry(ROOT + ".board.LeaseView$Counts", "those who have it before those who want it"),
              entry(ROOT + ".config.EntrySettings$Udp", READ_IN_ONE_PLACE),
              entry(ROOT + ".config.QueueLimits$Bound", ALL_FIRST),
              entry(ROOT + ".config.SharedLimit", ALL_FIRST),
              entry(ROOT + ".config.SimulationOptions", READ_IN_ONE_PLACE),
              entry(ROOT + ".lease.SessionLimits", ALL_FIRST),
              entry(ROOT + ".metrics.History$Point", TO_BOARD_FIRST),
              entry(ROOT + ".metrics.Totals", TO_BOARD_FIRST),
              entry(ROOT + ".order.Gone", MADE_IN_ONE_PLACE),
              entry(ROOT + ".usage.Traffic$Snapshot", TO_BOARD_FIRST),
              entry(SIMULATED + ".BootCounters", AN_ISLAND),
              entry(SIMULATED + ".Emission", AN_ISLAND),
              entry(SIMULATED + ".LinkFaults", AN_ISLAND),
              entry(SIMULATED + ".ScpCounters", AN_ISLAND),
              entry(SIMULATED + ".SimulationSettings", AN_ISLAND),
              entry(SIMULATED + ".TagCommand", AN_ISLAND)));

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule A_SIMULATED_BOARD_IS_AN_ISLAND =
      noClasses()
          .that()
          .resideInAnyPackage(SIMULATED, FRAME)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.spinngate..")
                  .and(resideOutsideOfPackage(SIMULATED + ".."))
                  .and(resideOutsideOfPackage("org.spinngate.protocol.repeat")))
          .because("it is a board and knows no gateway; it may do things later, as everybody does");

  @ArchTest
  static final ArchRule A_BOARD_DOES_NOT_KNOW_WHO_SWITCHES_IT =
      noClasses()
          .that()
          .resideInAPackage(SIMULATED)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(FRAME);

  @ArchTest
  static final ArchRule ONLY_THE_ASSEMBLY_STARTS_SIMULATED_BOARDS =
      noClasses()
          .that()
          .resideOutsideOfPackages(SIMULATED + "..", ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SIMULATED + "..");

  @ArchTest
  static final ArchRule ONLY_ITS_READERS_KNOW_THE_FORM_OF_THE_FILE =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".config.file")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.typesafe.config..");

  @ArchTest
  static final ArchRule SESSIONS_KNOW_NO_CARRIER =
      noClasses()
          .that()
          .resideInAnyPackage(
              under(
                  ".session",
                  ".admission",
                  ".lease",
                  ".usage",
                  ".flow",
                  ".board",
                  ".tag",
                  ".scp",
                  ".boot"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.spinngate.protocol.stream..",
              "org.spinngate.protocol.sealed..",
              "org.spinngate.protocol.legacy..",
              "io.netty.handler..");

  @ArchTest
  static final ArchRule ONLY_WHO_DECIDES_WHO_HAS_A_BOARD_SHOWS_IT =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".lease")
          .should()
          .accessTargetWhere(targetOwner(type(Board.class)).and(target(name("show"))))
          .because("a board shows its lease, and knows nothing of it");

  @ArchTest
  static final ArchRule ONLY_ITS_LEDGER_KNOWS_ZOOKEEPER =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".ledger.zookeeper")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.zookeeper..")
          .because("a gateway that stands alone loads none of it");

  @ArchTest
  static final ArchRule NO_STATIC_STATE =
      fields().that().areStatic().should().beFinal().because("state belongs to an object");

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses all) {
    for (String name : packagesOf(all)) {
      JavaPackage found = all.getPackage(name);

      assertThat(found.isAnnotatedWith(NullMarked.class)).as(name).isTrue();
    }
  }

  private static Set<String> packagesOf(JavaClasses all) {
    return all.stream()
        .map(JavaClass::getPackageName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
