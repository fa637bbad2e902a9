package org.spinngate.client.check;

/** The tools that a verdict is given for. */
public enum Tool {
  /** The interactive monitor of spinnaker_tools. */
  YBUG("ybug"),
  /** The Python library of the rig project and its commands. */
  RIG("rig"),
  /** The Python library below sPyNNaker. */
  SPINNMAN("SpiNNMan"),
  /** Spikes in and out while a network runs. */
  LIVE("sPyNNaker live I/O");

  private final String label;

  Tool(String label) {
    this.label = label;
  }

  /** Its name as people write it. */
  public String label() {
    return label;
  }
}
