package org.spinngate.protocol.testing.architecture.circle;

class Hen {
  Nest nest = new Nest(new Egg[0], 1, 2L);
}
