package org.spinngate.server.testing;

import java.io.IOException;

/** No reply, however often the request was sent. */
public final class ScpTimeoutException extends IOException {
  private static final long serialVersionUID = 1;

  ScpTimeoutException(String message) {
    super(message);
  }
}
