package org.spinngate.simulated;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * SC&amp;MP on a booted board: gives each request a tag for its reply, finds the chip and core it
 * is for, has it executed and answered. Requests are executed one by one in the order in which they
 * arrive, as often as they arrive. Public source: spinnaker_tools scamp-3.c. Event loop only.
 */
final class ScampMachine {
  private final ChipGrid grid;
  private final Chip own;
  private final CommandTable commands;
  private final ReplySender replies;
  private final TagTable tags;
  private final ScampRelease release;
  private final Tallies tallies;
  private final ApplicationListener listener;
  private final ScpRequest request = new ScpRequest();
  private final ScpReply reply = new ScpReply();

  /**
   * @param seat the chips, and which of them has this Ethernet
   */
  ScampMachine(
      Seat seat,
      TagTable tags,
      ReplySender replies,
      ScampRelease release,
      Tallies tallies,
      ApplicationListener listener) {
    this.listener = listener;
    this.grid = seat.grid();
    this.own = seat.own();
    this.tags = tags;
    this.replies = replies;
    this.release = release;
    this.tallies = tallies;
    commands = new CommandTable(seat, tags, release);
  }

  /** Handles one datagram to the SCP port, which stays the caller's. */
  void receive(ByteBuf datagram, InetSocketAddress sender) {
    int length = datagram.readableBytes();
    if (length > ScpRequest.MAX_LENGTH) {
      tallies.drops().dropped(DropCause.OVERSIZE);
    } else if (length < ScpRequest.HEADER_LENGTH) {
      tallies.drops().dropped(DropCause.MALFORMED);
    } else {
      request.load(datagram, sender);
      receive();
    }
  }

  /**
   * Handles what came in through a reverse tag: the body of a message of which the tag makes the
   * header.
   */
  void inject(ByteBuf datagram, int tag, TagCommand to) {
    request.loadInjected(datagram, tag, to);
    route();
  }

  private void receive() {
    if (hasTag()) {
      tags.heardFrom(request.sender());
      route();
    } else {
      tallies.drops().dropped(DropCause.NO_TAG);
    }
  }

  private void route() {
    reply.begin(request);
    @Nullable Chip chip = request.notRouted() ? own : grid.routed(request.chip());
    if (chip == null) {
      answer(ReturnCode.ROUTE);
    } else if (request.toEthernet()) {
      toEthernet(chip);
    } else if (request.core() >= BoardKind.CORES) {
      answer(ReturnCode.CPU);
    } else if (request.core() > 0) {
      toApplication(chip);
    } else if (request.port() != 0) {
      answer(ReturnCode.PORT);
    } else {
      toMonitor(chip);
    }
  }

  private boolean hasTag() {
    if (!request.replyWanted()) {
      return true;
    }
    if (request.tag() != ScpRequest.NO_TAG) {
      return tags.isSet(request.tag());
    }
    int tag = tags.lend(request.sender());
    request.useTag(tag);
    return tag != TagTable.NONE;
  }

  /** Out through the tag that the message names, if the chip is the one with this Ethernet. */
  private void toEthernet(Chip chip) {
    if (chip == own) {
      replies.forward(request);
    }
  }

  private void toMonitor(Chip chip) {
    @Nullable Command command = Command.of(request.command());
    tallies.scp().executed(command, request);
    ReturnCode code = execute(commands.monitor(command), chip);
    answer(release.masksHandlerErrors() ? ReturnCode.OK : code);
  }

  private void toApplication(Chip chip) {
    if (request.port() != 0) {
      // It is the application's: the reply tag stays taken until it expires.
      tallies.scp().delivery();
      listener.received(new SdpMessage(request));
      return;
    }
    @Nullable Command command = Command.of(request.command());
    tallies.scp().executed(command, request);
    ReturnCode code = execute(commands.application(command), chip);
    reply.keepFlags(request);
    answer(code);
  }

  private ReturnCode execute(@Nullable CommandHandler handler, Chip chip) {
    ReturnCode code = ReturnCode.CMD;
    if (request.length() < ScpRequest.MIN_COMMAND_LENGTH) {
      code = ReturnCode.LEN;
    } else if (handler != null) {
      code = handler.execute(chip, request, reply);
    }
    if (code != ReturnCode.OK) {
      reply.empty();
    }
    return code;
  }

  private void answer(ReturnCode code) {
    if (request.replyWanted()) {
      reply.code(code);
      replies.send(reply);
    }
  }
}
