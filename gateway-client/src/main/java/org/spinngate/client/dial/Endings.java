package org.spinngate.client.dial;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ProtocolViolation;

/** Says in words for the user what a failure of the network or of the peer means. */
final class Endings {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

  private Endings() {}

  /** The connection is closed, and nobody said why. */
  static Ending closed(ServerAddress server) {
    return unexplained("the connection to " + server + " was closed");
  }

  private static Ending unexplained(String text) {
    return new Ending.Caused(
        CloseCause.LOST,
        text,
        Optional.empty(),
        "no reason was given: the server may be restarting, or have seen too many failed logins"
            + " from this address, or a firewall between cuts it; try again in a minute, and if"
            + " that is the same, tell the operator");
  }

  /** The connection is open, but nothing has come through it for the deadline. */
  static Ending silent(ServerAddress server) {
    return new Ending.Caused(
        CloseCause.LOST, server + " does not answer any more", Optional.empty());
  }

  static Ending of(Throwable failure, ServerAddress server) {
    LOG.debug("connection to {}: {}", server, failure.toString());
    List<Throwable> chain = chain(failure);
    for (Throwable link : chain) {
      if (link instanceof ProtocolViolation violation) {
        return violated(violation, server);
      }
      if (link instanceof GeneralSecurityException) {
        return notTrusted(chain, server);
      }
    }
    return unreachable(chain, server);
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable link = failure; link != null && !chain.contains(link); link = link.getCause()) {
      chain.add(link);
    }
    return chain;
  }

  private static Ending violated(ProtocolViolation violation, ServerAddress server) {
    return new Ending.Caused(
        CloseCause.VIOLATION,
        server + " broke the protocol: " + violation.getMessage(),
        Optional.empty());
  }

  private static Ending notTrusted(List<Throwable> chain, ServerAddress server) {
    for (Throwable link : chain) {
      if (link instanceof PinMismatch) {
        return new Ending.NotTrusted(server + " " + link.getMessage());
      }
      if (link instanceof CertificateExpiredException) {
        return new Ending.NotTrusted(
            "the certificate of " + server + " has expired; ask its operator for a new one");
      }
      if (link instanceof CertificateNotYetValidException) {
        return new Ending.NotTrusted(
            "the certificate of " + server + " is not valid yet; is this machine's clock right?");
      }
    }
    Throwable root = chain.get(chain.size() - 1);
    // The signature is wrong if an authority of the same name has another key, such as the server's
    // own certificate of last year.
    if (root instanceof CertPathBuilderException
        || root instanceof CertPathValidatorException
        || root instanceof SignatureException) {
      return new Ending.NotTrusted(
          "the certificate of "
              + server
              + " is not signed by anybody trusted here; give --pin sha256:… (the operator knows"
              + " it) or --ca FILE");
    }
    return new Ending.NotTrusted(
        "the certificate of "
            + server
            + " does not fit: "
            + root.getMessage()
            + "; use the name in the certificate, or --pin sha256:… (the operator knows it)");
  }

  private static Ending unreachable(List<Throwable> chain, ServerAddress server) {
    for (Throwable link : chain) {
      Optional<Ending> known = unreachable(link, server);
      if (known.isPresent()) {
        return known.get();
      }
    }
    Throwable first = chain.get(0);
    if (chain.stream().anyMatch(IOException.class::isInstance)) {
      return unexplained("the connection to " + server + " was lost (" + first.getMessage() + ")");
    }
    LOG.error("internal error", first);
    return new Ending.Caused(CloseCause.INTERNAL, "internal error: " + first, Optional.empty());
  }

  private static Optional<Ending> unreachable(Throwable link, ServerAddress server) {
    if (link instanceof UnknownHostException) {
      return unreachable(
          "the name " + server.host() + " is not known; check --server and the DNS", "not known");
    }
    if (link instanceof ConnectTimeoutException) {
      return unreachable(
          server + " does not answer within 5 s; check the address and any firewall between",
          "no answer within 5 s");
    }
    if (link instanceof ConnectException || link instanceof NoRouteToHostException) {
      String reason = reason(link);
      String advice = "check host and port, and that the server is running";
      return unreachable("cannot connect to " + server + " (" + reason + "); " + advice, reason);
    }
    if (link instanceof SSLException) {
      return Optional.of(withoutTls(link, server));
    }
    return Optional.empty();
  }

  private static Ending withoutTls(Throwable failure, ServerAddress server) {
    if (failure instanceof NotSslRecordException) {
      String reason = "does not speak TLS";
      return new Ending.Unreachable(
          server + " " + reason + "; is that the port of a gateway-server?", reason);
    }
    if (failure instanceof SslHandshakeTimeoutException) {
      String reason = "accepts connections but says nothing";
      return new Ending.Unreachable(
          server + " " + reason + "; is it the port of a gateway-server?", reason);
    }
    return new Ending.Unreachable(
        "no TLS 1.3 with " + server + ": " + failure.getMessage(),
        "no TLS 1.3, " + failure.getMessage());
  }

  private static Optional<Ending> unreachable(String text, String reason) {
    return Optional.of(new Ending.Unreachable(text, reason));
  }

  /** The part of the message that is not the address, which stands beside it already. */
  private static String reason(Throwable failure) {
    if (failure instanceof NoRouteToHostException) {
      return "no route to host";
    }
    String message = String.valueOf(failure.getMessage());
    return message.toLowerCase(Locale.ROOT).contains("refused") ? "connection refused" : message;
  }
}
