package org.spinngate.server.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.admission.FarSession;
import org.spinngate.server.admission.GatewayRow;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.MemberWord;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.cluster.record.SessionRecord;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * All gateways, their boards and sessions, read from the ledger's copy whenever somebody looks.
 *
 * <p>Thread-safe.
 */
final class FacilityCopy implements Facility {
  private final String name;
  private final Neighbours neighbours;
  private final BoardDirectory boards;
  private final ConfigComparison configs;
  private final LongSupplier fenced;

  /**
   * @param name this gateway's
   * @param boards for their names
   * @param configs what differs in those of others
   * @param fenced how often this gateway was
   */
  FacilityCopy(
      String name,
      Neighbours neighbours,
      BoardDirectory boards,
      ConfigComparison configs,
      LongSupplier fenced) {
    this.configs = configs;
    this.name = name;
    this.neighbours = neighbours;
    this.boards = boards;
    this.fenced = fenced;
  }

  /** A board of the ledger. */
  private record Place(String key, String home) {
    static Place of(LedgerEntry entry) {
      return new Place(entry.key(), HomeRecord.of(entry).home());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean maySpeak() {
    return neighbours.member().tenure().holds();
  }

  @Override
  public Duration safeFor() {
    return neighbours.member().safeFor();
  }

  @Override
  public boolean beats(Duration late) {
    return neighbours.member().beats(late);
  }

  @Override
  public boolean engineReached() {
    return ledger().connected();
  }

  @Override
  public long fenced() {
    return fenced.getAsLong();
  }

  @Override
  public List<GatewayRow> rows() {
    List<Place> places = places(place -> true);
    Map<String, String> names = names();
    Member self = neighbours.member();
    return ledger().below(Keys.GATEWAYS).stream()
        .map(entry -> row(entry, self, places, names))
        .sorted(Comparator.comparing(row -> row.said().name()))
        .toList();
  }

  private GatewayRow row(
      LedgerEntry entry, Member self, List<Place> all, Map<String, String> names) {
    String id = Keys.name(entry.key());
    List<Place> its = all.stream().filter(place -> place.home.equals(id)).toList();
    return new GatewayRow(
        id,
        id.equals(self.id()),
        said(id, entry),
        its.stream().map(place -> name(place, names)).toList(),
        its.stream().mapToInt(place -> ledger().below(place.key).size()).sum(),
        new GatewayRow.Heard(self.seemsAlive(id), self.silence(id)),
        configs.differences(id));
  }

  private GatewayRow.Said said(String id, LedgerEntry entry) {
    Fields fields = Fields.of(entry.value());
    return new GatewayRow.Said(
        fields.text("name").orElse(id),
        fields.text("address").orElse(""),
        neighbours.wordOf(id).draining() ? MemberWord.DRAINING : fields.text("state").orElse(""),
        fields.text("build").orElse(""));
  }

  @Override
  public List<FarSession> elsewhere() {
    String own = neighbours.member().id();
    Map<String, String> names = names();
    List<FarSession> sessions = new ArrayList<>();
    for (Place place : places(place -> !place.home.equals(own))) {
      String gateway = neighbours.nameOf(place.home);
      String board = name(place, names);
      ledger()
          .below(place.key)
          .forEach(
              entry ->
                  SessionRecord.of(entry, board)
                      .map(one -> far(one, gateway))
                      .ifPresent(sessions::add));
    }
    sessions.sort(Comparator.comparing(FarSession::since).thenComparing(FarSession::session));
    return sessions;
  }

  private static FarSession far(SessionRecord found, String gateway) {
    return new FarSession(
        found.session().id().toString(),
        found.session().user(),
        found.session().board(),
        found.session().since(),
        gateway);
  }

  private List<Place> places(Predicate<Place> wanted) {
    return ledger().below(Keys.BOARDS).stream().map(Place::of).filter(wanted).toList();
  }

  private Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    boards.all().forEach(board -> names.put(Keys.board(board), board.name()));
    return names;
  }

  private static String name(Place place, Map<String, String> names) {
    return names.getOrDefault(place.key, Keys.name(place.key));
  }

  private Ledger ledger() {
    return neighbours.ledger();
  }
}
