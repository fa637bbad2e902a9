package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.link.LinkState;
import org.spinngate.endtoend.TestClient;

/**
 * A user who knows one gateway at a time, and the token or not.
 *
 * @param board that the user wants
 * @param start starts a client, which somebody else closes
 */
record GuessingUser(
    ClusterFacility facility, String name, int board, Function<ClientSettings, TestClient> start) {
  private static final int MOST_GUESSES = 10;

  /** Guesses so often that it is a ban. */
  void guess(int gateway) {
    for (int guess = 0; guess < MOST_GUESSES; guess++) {
      assertThat(answerToGuess(gateway)).contains("does not accept this user and token");
    }
  }

  /** Why one guess was refused. */
  String answerToGuess(int gateway) {
    return endOf(start.apply(withToken(settings(gateway), "guessed")));
  }

  /** Why a client with the right token was refused. */
  String refusal(int gateway) {
    return endOf(client(gateway));
  }

  /** A client with the right token. */
  TestClient client(int gateway) {
    return start.apply(settings(gateway));
  }

  private ClientSettings settings(int gateway) {
    return facility.settings(name, board, 0, IntStream.of(gateway));
  }

  private static String endOf(TestClient one) {
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> one.events().latest() instanceof LinkState.Stopped);
    return ((LinkState.Stopped) one.events().latest()).why().text();
  }

  private static ClientSettings withToken(ClientSettings settings, String token) {
    ServerAccess access = settings.access();
    return new ClientSettings(
        new ServerAccess(
            access.servers(),
            new UserToken(access.credential().user(), token),
            access.trust(),
            access.carrier()),
        settings.board(),
        settings.waitSeconds(),
        settings.local());
  }
}
