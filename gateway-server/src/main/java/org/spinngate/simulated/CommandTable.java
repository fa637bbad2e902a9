package org.spinngate.simulated;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which handler serves which command, on the monitor and on an application's core. */
final class CommandTable {
  private final Map<Command, CommandHandler> monitor = new EnumMap<>(Command.class);
  private final Map<Command, CommandHandler> application = new EnumMap<>(Command.class);
  private final ScampRelease release;

  CommandTable(Seat seat, TagTable tags, ScampRelease release) {
    this.release = release;
    ChipGrid grid = seat.grid();
    ChipCommands chips = new ChipCommands(grid, release, tags::now);
    addMemory(new MemoryCommands(grid));
    addChips(chips);
    addReservations(new ReservationCommands());
    addPlain();
    monitor.put(Command.IPTAG, new TagCommands(seat, tags, release)::execute);
    application.put(
        Command.VER,
        (chip, request, reply) -> chips.version(chip, request, reply, "SARK/SpiNNaker"));
  }

  private void addMemory(MemoryCommands memory) {
    monitor.put(Command.READ, memory::read);
    monitor.put(Command.WRITE, memory::write);
    monitor.put(Command.FILL, memory::fill);
    // Cores share their chip's memory here; what each keeps for itself is not modelled.
    application.putAll(monitor);
    monitor.put(Command.LINK_READ, memory::linkRead);
    monitor.put(Command.LINK_WRITE, memory::linkWrite);
  }

  private void addChips(ChipCommands chips) {
    monitor.put(Command.VER, chips::version);
    monitor.put(Command.INFO, chips::info);
    monitor.put(Command.COUNT, chips::count);
    monitor.put(Command.SIG, chips::signal);
  }

  private void addReservations(ReservationCommands reservations) {
    monitor.put(Command.ALLOC, reservations::allocate);
    monitor.put(Command.RTR, reservations::router);
  }

  private void addPlain() {
    monitor.put(Command.NNP, PlainCommands::acknowledge);
    monitor.put(Command.FFD, PlainCommands::acknowledge);
    monitor.put(Command.AS, PlainCommands::acknowledge);
    monitor.put(Command.LED, PlainCommands::acknowledge);
    monitor.put(Command.SYNC, PlainCommands::acknowledge);
    monitor.put(Command.AR, PlainCommands::applicationReset);
    monitor.put(Command.APP_COPY_RUN, PlainCommands::copyAndRun);
    monitor.put(Command.REMAP, PlainCommands::remap);
    monitor.put(Command.SROM, PlainCommands::serialRom);
  }

  /** What serves a request addressed to the monitor, or null. */
  @Nullable CommandHandler monitor(@Nullable Command command) {
    return command != null && release.knows(command) ? monitor.get(command) : null;
  }

  /** What serves a request addressed to an application's core, or null. */
  @Nullable CommandHandler application(@Nullable Command command) {
    return command != null ? application.get(command) : null;
  }
}
