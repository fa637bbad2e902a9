package org.spinngate.endtoend.matrix;

/** What lies between client and server. */
enum Carrier {
  /** No UDP passes. */
  STREAM("stream", "Where no UDP passes, as behind a firewall, everything goes by the stream."),
  /** Both are there, and packets are in use before the tool begins. */
  BOTH(
      "both",
      "Where UDP passes, SCP datagrams go by [sealed packets](protocol.md#sealed-packets), and boots"
          + " by the stream. What a stream loses comes late; what is lost in a packet the tool must"
          + " ask for again, unless a copy came.");

  private final String label;
  private final String sentence;

  Carrier(String label, String sentence) {
    this.label = label;
    this.sentence = sentence;
  }

  String label() {
    return label;
  }

  /** For the page that shows the results. */
  String sentence() {
    return sentence;
  }
}
