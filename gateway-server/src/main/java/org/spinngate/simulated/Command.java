package org.spinngate.simulated;

import org.jspecify.annotations.Nullable;

/** The SCP commands of SC&amp;MP (public source: spinnaker_tools sark.h, scamp-cmd.c). */
public enum Command {
  VER(0),
  READ(2),
  WRITE(3),
  FILL(5),
  COUNT(15),
  REMAP(16),
  LINK_READ(17),
  LINK_WRITE(18),
  AR(19),
  NNP(20),
  APP_COPY_RUN(21),
  SIG(22),
  FFD(23),
  AS(24),
  LED(25),
  IPTAG(26),
  SROM(27),
  ALLOC(28),
  RTR(29),
  INFO(31),
  SYNC(32);

  private static final Command[] BY_CODE = new Command[33];

  static {
    for (Command command : values()) {
      BY_CODE[command.code] = command;
    }
  }

  private final int code;

  Command(int code) {
    this.code = code;
  }

  /** The command's number on the wire. */
  public int code() {
    return code;
  }

  static @Nullable Command of(int code) {
    return code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
