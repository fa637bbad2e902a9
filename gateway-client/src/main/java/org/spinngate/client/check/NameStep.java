package org.spinngate.client.check;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.spinngate.client.dial.NameLookup;
import org.spinngate.protocol.ExitCode;

/** What the server's name stands for. */
final class NameStep {
  private static final Duration MOST = Duration.ofSeconds(10);

  private final NameLookup names;
  private final CheckPatience patience;

  NameStep(NameLookup names, CheckPatience patience) {
    this.names = names;
    this.patience = patience;
  }

  /** Of all that the servers are called; one that can be found is enough. */
  Finding look(List<String> hosts) throws InterruptedException {
    List<Finding> each = new ArrayList<>();
    for (String host : hosts) {
      each.add(look(host));
    }
    if (each.size() == 1) {
      return each.get(0);
    }
    String text = each.stream().map(Finding::text).collect(Collectors.joining("; "));
    if (each.stream().allMatch(Finding::isBad)) {
      return bad(text);
    }
    return each.stream().noneMatch(Finding::isBad)
        ? Finding.good(Step.NAME, text)
        : Finding.remark(Step.NAME, text, "check the spelling in --server; the others are used");
  }

  Finding look(String host) throws InterruptedException {
    if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
      return Finding.good(Step.NAME, host + " is an address");
    }
    try {
      Optional<List<InetAddress>> found = patience.answer(names.addressesOf(host), MOST);
      return found
          .map(addresses -> Finding.good(Step.NAME, host + " is " + words(addresses)))
          .orElseGet(() -> bad("no name server says what " + host + " is, within 10 s"));
    } catch (ExecutionException e) {
      return bad("the name " + host + " is not known");
    }
  }

  private static Finding bad(String text) {
    return Finding.bad(
        Step.NAME,
        ExitCode.UNREACHABLE,
        text,
        "check the spelling in --server, and whether this machine can look up other names");
  }

  private static String words(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
  }
}
