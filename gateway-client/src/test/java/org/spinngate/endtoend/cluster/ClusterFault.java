package org.spinngate.endtoend.cluster;

/**
 * Something that goes wrong with several gateways, and is well again at its end.
 *
 * @param name in tables
 * @param course what happens
 */
record ClusterFault(String name, Course course) {
  /** What happens. */
  interface Course {
    /** Plays it; users are at work meanwhile. */
    void play(ClusterFacility facility) throws Exception;
  }

  @Override
  public String toString() {
    return name;
  }
}
