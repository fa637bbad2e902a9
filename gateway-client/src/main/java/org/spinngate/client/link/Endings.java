package org.spinngate.client.link;

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
    return new Ending.Caused(
        CloseCause.LOST, "the connection to " + server + " was closed", Optional.empty());
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
      Optional<String> words = words(link, server);
      if (words.isPresent()) {
        return new Ending.Unreachable(words.get());
      }
    }
    Throwable first = chain.get(0);
    if (chain.stream().anyMatch(IOException.class::isInstance)) {
      return new Ending.Caused(
          CloseCause.LOST,
          "the connection to " + server + " was lost (" + first.getMessage() + ")",
          Optional.empty());
    }
    LOG.error("internal error", first);
    return new Ending.Caused(CloseCause.INTERNAL, "internal error: " + first, Optional.empty());
  }

  private static Optional<String> words(Throwable link, ServerAddress server) {
    if (link instanceof UnknownHostException) {
      return Optional.of("the name " + server.host() + " is not known; check --server and the DNS");
    }
    if (link instanceof ConnectTimeoutException) {
      return Optional.of(
          server + " does not answer within 5 s; check the address and any firewall between");
    }
    if (link instanceof ConnectException || link instanceof NoRouteToHostException) {
      return Optional.of(
          "cannot connect to "
              + server
              + " ("
              + reason(link)
              + "); check host and port, and that the server is running");
    }
    if (link instanceof NotSslRecordException) {
      return Optional.of(server + " does not speak TLS; is that the port of a gateway-server?");
    }
    if (link instanceof SslHandshakeTimeoutException) {
      return Optional.of(
          server + " accepts connections but says nothing; is it the port of a gateway-server?");
    }
    if (link instanceof SSLException) {
      return Optional.of("no TLS 1.3 with " + server + ": " + link.getMessage());
    }
    return Optional.empty();
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
