package org.spinngate.protocol.testing.architecture.circle;

record Nest(Egg[] eggs, int straws, long feathers) {}
