package org.spinngate.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.spinngate.server.config.TokenSettings;
import org.spinngate.server.config.UserSettings;

/** Who comes in with which name and token. */
class UsersTest {
  private static final String NOON = "2027-01-31T12:00:00Z";

  private static UserSettings user(String name, Optional<LocalDate> expires, String... tokens) {
    List<TokenSettings> hashes =
        List.of(tokens).stream()
            .map(token -> TokenSettings.lasting(TokenHash.of(token).text()))
            .toList();
    return new UserSettings(name, hashes, List.of("spin5-*", "demo"), expires);
  }

  private static Users users(String now, UserSettings... settings) {
    return new Users(
        List.of(settings).stream().collect(Collectors.toMap(UserSettings::name, user -> user)),
        Clock.fixed(Instant.parse(now), ZoneOffset.ofHours(11)));
  }

  @Test
  void everyTokenOfAUserOpensTheDoor() {
    Users users = users(NOON, user("alice", Optional.empty(), "first", "second"));

    assertThat(users.login("alice", "first")).map(Login::name).contains("alice");
    assertThat(users.login("alice", "second")).map(Login::name).contains("alice");
  }

  @Test
  void aTokenOpensTheDoorThroughItsLastDayAndTheOtherOneGoesOn() {
    UserSettings alice =
        new UserSettings(
            "alice",
            List.of(
                new TokenSettings(
                    TokenHash.of("old").text(), Optional.of(LocalDate.of(2027, 1, 31))),
                TokenSettings.lasting(TokenHash.of("new").text())),
            List.of("*"),
            Optional.empty());

    assertThat(users("2027-01-31T23:59:59Z", alice).login("alice", "old")).isPresent();
    assertThat(users("2027-02-01T00:00:00Z", alice).login("alice", "old")).isEmpty();
    assertThat(users("2027-02-01T00:00:00Z", alice).login("alice", "new")).isPresent();
  }

  @Test
  void aWrongTokenAnotherUsersTokenAndAnUnknownNameDoNot() {
    Users users =
        users(NOON, user("alice", Optional.empty(), "a"), user("bob", Optional.empty(), "b"));

    assertThat(users.login("alice", "b")).isEmpty();
    assertThat(users.login("alice", "")).isEmpty();
    assertThat(users.login("carol", "a")).isEmpty();
  }

  @Test
  void whatAnUnknownNameIsComparedWithIsNotAWayIn() {
    Users users = users(NOON, user("alice", Optional.empty(), "a"));

    assertThat(users.login("nobody", "")).isEmpty();
    assertThat(new Users(Map.of(), Clock.systemUTC()).login("nobody", "")).isEmpty();
  }

  @Test
  void aUserMayLogInThroughTheLastDayInUtcAndNotAfterIt() {
    UserSettings alice = user("alice", Optional.of(LocalDate.of(2027, 1, 31)), "a");

    assertThat(users("2027-01-31T23:59:59Z", alice).login("alice", "a")).isPresent();
    assertThat(users("2027-02-01T00:00:00Z", alice).login("alice", "a")).isEmpty();
  }

  @Test
  void aLoginHoldsForAsLongAsItsTokenDoes() {
    Users users = users(NOON, user("alice", Optional.empty(), "stolen", "other"));
    Login stolen = users.login("alice", "stolen").orElseThrow();
    Login other = users.login("alice", "other").orElseThrow();
    assertThat(users.stillValid(stolen)).isTrue();

    users.replace(Map.of("alice", user("alice", Optional.empty(), "fresh", "other")));

    assertThat(users.stillValid(stolen)).isFalse();
    assertThat(users.stillValid(other)).isTrue();
  }

  @Test
  void whoIsGivenTheNameOfAnotherInheritsNoLogin() {
    Users users = users(NOON, user("alice", Optional.empty(), "a"));
    Login before = users.login("alice", "a").orElseThrow();

    users.replace(Map.of());
    assertThat(users.stillValid(before)).isFalse();
    users.replace(Map.of("alice", user("alice", Optional.empty(), "b")));

    assertThat(users.stillValid(before)).isFalse();
  }

  @Test
  void aLoginIsOverWithTheLastDayOfItsTokenOrUser() {
    Optional<LocalDate> day = Optional.of(LocalDate.of(2027, 1, 31));
    UserSettings alice =
        new UserSettings(
            "alice",
            List.of(new TokenSettings(TokenHash.of("a").text(), day)),
            List.of("*"),
            Optional.empty());
    UserSettings bob = user("bob", day, "b");
    Users evening = users("2027-01-31T23:59:59Z", alice, bob);
    Login byAlice = evening.login("alice", "a").orElseThrow();
    Login byBob = evening.login("bob", "b").orElseThrow();
    Users morning = users("2027-02-01T00:00:00Z", alice, bob);

    assertThat(evening.stillValid(byAlice) && evening.stillValid(byBob)).isTrue();
    assertThat(morning.stillValid(byAlice) || morning.stillValid(byBob)).isFalse();
  }

  @Test
  void whoHasNoTokenIsLetInForAsLongAsTheOperatorWantsNone() {
    UserSettings everybody = new UserSettings("old", List.of(), List.of("*"), Optional.empty());
    Users users = users(NOON, everybody);
    Login old = Login.withoutToken(users.find("old").orElseThrow());
    assertThat(users.stillValid(old)).isTrue();

    users.replace(Map.of("old", user("old", Optional.empty(), "a")));

    assertThat(users.stillValid(old)).isFalse();
  }

  @Test
  void aUserMayUseTheBoardsOfItsPatternsOnly() {
    User alice =
        users(NOON, user("alice", Optional.empty(), "a")).login("alice", "a").orElseThrow().user();

    assertThat(alice.mayUse("spin5-03")).isTrue();
    assertThat(alice.mayUse("demo")).isTrue();
    assertThat(alice.mayUse("demo-1")).isFalse();
    assertThat(alice).hasToString("alice");
  }
}
