package org.spinngate.protocol.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hears what nobody catches on the thread of the test, and what tasks on it tell the thread. The
 * test has them as a list of {@link Throwable}s.
 */
public final class UncaughtFaults
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();

  @Override
  public void beforeEach(ExtensionContext context) {
    faults.clear();
    Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> faults.add(fault));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Thread.currentThread().setUncaughtExceptionHandler(null);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == List.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return faults;
  }
}
