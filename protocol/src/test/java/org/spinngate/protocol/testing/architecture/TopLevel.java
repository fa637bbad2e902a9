package org.spinngate.protocol.testing.architecture;

import com.tngtech.archunit.core.domain.JavaClass;

/** What a class file belongs to: nested and anonymous classes count as the type of their file. */
final class TopLevel {
  private TopLevel() {}

  static JavaClass of(JavaClass type) {
    JavaClass around = type.getBaseComponentType();
    while (around.getEnclosingClass().isPresent()) {
      around = around.getEnclosingClass().get();
    }
    return around;
  }

  /** Whether it is a type, and not the place of a package's sentence. */
  static boolean isType(JavaClass type) {
    return !type.getSimpleName().equals("package-info");
  }
}
