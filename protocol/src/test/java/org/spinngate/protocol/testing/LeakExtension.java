package org.spinngate.protocol.testing;

import io.netty.util.LeakPresenceDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which a buffer is still held. Needs the detector that the build installs
 * by {@code -Dio.netty.customResourceLeakDetector}; without it (in some development tools) this
 * extension sees nothing.
 */
public final class LeakExtension implements BeforeAllCallback, AfterAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    LeakPresenceDetector.check();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    LeakPresenceDetector.check();
  }
}
