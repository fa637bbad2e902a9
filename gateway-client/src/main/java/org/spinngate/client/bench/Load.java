package org.spinngate.client.bench;

/**
 * What is asked of a board at a time.
 *
 * @param applications how many sockets ask, 1 to {@link #MOST_APPLICATIONS}
 * @param window how many reads each of them keeps outstanding, 1 to {@link #WIDEST_WINDOW}
 * @param bytes how much each read asks for, 1 to {@link #MOST_BYTES}
 */
public record Load(int applications, int window, int bytes) {
  /** Enough for any gateway to be the slower one. */
  public static final int MOST_APPLICATIONS = 256;

  /** Beyond it 16 bits of a sequence number would come round too soon. */
  public static final int WIDEST_WINDOW = 256;

  /** What one SCP datagram holds (domain: SDP/SCP over UDP). */
  public static final int MOST_BYTES = 256;

  /** Checks the ranges. */
  public Load {
    check("applications", applications, MOST_APPLICATIONS);
    check("window", window, WIDEST_WINDOW);
    check("bytes", bytes, MOST_BYTES);
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + ": " + value + " is not 1 to " + most);
    }
  }

  /** Such as {@code 16 × window 8}. */
  public String label() {
    return applications + " × window " + window;
  }
}
