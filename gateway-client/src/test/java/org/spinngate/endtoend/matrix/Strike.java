package org.spinngate.endtoend.matrix;

/** Something that happens in the midst of a tool's work. */
interface Strike {
  /** Makes it happen, and says for how long nothing passes. */
  Silence at(Bench bench) throws Exception;
}
