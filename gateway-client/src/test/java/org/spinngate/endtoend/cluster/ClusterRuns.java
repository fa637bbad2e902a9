package org.spinngate.endtoend.cluster;

/** What several gateways must stand and keep, with processes, for longer than every build can. */
public final class ClusterRuns {
  private ClusterRuns() {}

  /**
   * Plays the matrix of faults in short times, or the acceptance in the product's own. The exit
   * code is 0 if all was as it must be.
   *
   * @param arguments {@code matrix} or {@code acceptance}
   */
  public static void main(String[] arguments) throws Exception {
    boolean well =
        switch (arguments[0]) {
          case "matrix" -> ClusterMatrix.run();
          case "acceptance" -> ClusterAcceptance.run();
          default -> throw new IllegalArgumentException("no run " + arguments[0]);
        };
    System.out.println(well ? "All of it was as it must be." : "Not all was well.");
    System.exit(well ? 0 : 1);
  }
}
