package org.spinngate.demo;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.spinngate.client.GatewayClient;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.link.LinkEvents;
import org.spinngate.client.link.LinkState;
import org.spinngate.client.net.PortFailure;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Timing;
import org.spinngate.server.testing.ScpVersion;

/**
 * The main job, shown on simulated boards: a real server, a real client, real sockets. Stays up for
 * the user's own tools unless {@code -Ddemo.once=true}. With {@code -Ddemo.cluster=true} it shows
 * several gateways instead.
 */
public final class Demo {
  private Demo() {}

  /**
   * Runs it.
   *
   * @param arguments the top of the checkout, and a folder for what is made on the way
   */
  public static void main(String[] arguments) {
    int exitCode = 0;
    try {
      boolean once = Boolean.getBoolean("demo.once");
      if (Boolean.getBoolean("demo.cluster")) {
        new SeveralGatewaysDemo(Demo::say).run(Path.of(arguments[1]), once);
        say("All of it worked.");
      } else {
        run(Path.of(arguments[0]), Path.of(arguments[1]), once);
      }
    } catch (Exception | AssertionError e) {
      say("The demonstration failed: " + e);
      exitCode = 1;
    }
    System.exit(exitCode);
  }

  private static void run(Path project, Path folder, boolean once) throws Exception {
    try (DemoGateway gateway = DemoGateway.start(project, folder)) {
      String board = gateway.boards().get(0);
      say("SpiNNaker Gateway: the main job on simulated boards");
      say("server   at " + gateway.address() + ", in front of " + gateway.boards());
      try (GatewayClient client = client(gateway, board)) {
        Opened opened = client.ready().get();
        String address = LocalSettings.LOOPBACK;
        say("client   has " + board + ", session " + opened.name());
        say("         at " + address + ": SCP " + client.scpPort() + ", boot " + client.bootPort());
        work(new DemoUser(client.scpPort(), client.bootPort(), address));
        say(
            "\nsession table, as the operator sees it in the log:\n"
                + gateway.sessionTable()
                + "\n");
        if (!once) {
          stay(gateway, client);
        }
      }
    }
    say("All of it worked.");
  }

  private static void work(DemoUser user) throws Exception {
    user.boot();
    ScpVersion version = user.version();
    say("tool     booted it: " + version.software() + " " + version.version() + " is ready");
    say("tool     wrote and read back 64 KiB in " + user.memory() + " requests, every byte right");
  }

  /** On the ports that every tool uses; on free ones if another program has those. */
  private static GatewayClient client(DemoGateway gateway, String board) throws Exception {
    try {
      return client(gateway, board, LocalSettings.standard());
    } catch (PortFailure e) {
      say("note     " + e.getMessage());
      say("         so this demonstration takes free ports instead");
      return client(gateway, board, new LocalSettings(LocalSettings.LOOPBACK, 0, 0));
    }
  }

  private static GatewayClient client(DemoGateway gateway, String board, LocalSettings local)
      throws Exception {
    ClientSettings settings = new ClientSettings(gateway.access(), board, 0, local);
    return GatewayClient.start(
        settings,
        new Narrator(),
        warning -> say("note     " + warning),
        Timing.of(System::nanoTime));
  }

  private static void stay(DemoGateway gateway, GatewayClient client) throws Exception {
    String second = gateway.boards().get(1);
    say("What to do next:");
    say("  - your own tools now find a board on localhost, for example");
    if (client.scpPort() == LocalSettings.standard().scpPort()) {
      say("      ybug localhost          rig-info localhost");
    } else {
      say("      (any that lets you choose the SCP port " + client.scpPort() + ")");
    }
    say("  - in another terminal, be a second user with a board at 127.0.0.2:");
    say("      java -jar gateway-client/target/gateway-client.jar --board " + second + " \\");
    say("        " + gateway.clientOptions() + " --bind 127.0.0.2");
    say("  - try --board " + gateway.boards().get(0) + " there, and read who holds it");
    say("  - for a server of your own, read docs/operations.md");
    say("\nStays up until Ctrl-C.");
    new CountDownLatch(1).await();
  }

  private static void say(String text) {
    System.out.println(text);
  }

  /** Shows the user the boots, as the client's command does. */
  private static final class Narrator implements LinkEvents {
    @Override
    public void changed(LinkState state) {}

    @Override
    public void notice(String text) {
      say("server   says: " + text);
    }

    @Override
    public void boot(BootReport report) {
      if (report.state() == BootReport.State.COMPLETE) {
        say(
            "boot     %d/%d packets in %.2f s"
                .formatted(report.sent(), report.announced(), report.elapsedMillis() / 1000.0));
      }
    }
  }
}
