package org.spinngate.endtoend.matrix;

/** What lies between client and server. */
enum Carrier {
  /** No UDP passes. */
  STREAM(
      "stream",
      "**The stream alone.** No UDP passes, as behind a firewall; everything is on the stream."),
  /** Both are there, and packets are in use before the tool begins. */
  BOTH(
      "both",
      "**Both carriers.** SCP goes by [sealed packets](protocol.md#sealed-packets), boots by the stream."
          + " What a stream loses comes late; what is lost in a packet the tool asks for again, unless"
          + " a copy came. Boots where a program ends (–) are as above.");

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
