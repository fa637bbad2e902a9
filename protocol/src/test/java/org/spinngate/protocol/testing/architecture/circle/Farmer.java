package org.spinngate.protocol.testing.architecture.circle;

/** Names the others, and nobody names it. */
class Farmer {
  Hen hen = new Hen();

  record Yield(int eggs, int hens) {}

  record Stock(int a, long b, int c, long d, int e, long f, int g, long h, int i) {}

  private record Secret(int one, int other) {}

  Object secret() {
    return new Secret(1, 2);
  }
}
