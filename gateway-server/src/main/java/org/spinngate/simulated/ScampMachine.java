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
  private final CommandTable commands;
  private final ReplySender replies;
  private final TagTable tags;
  private final ScampRelease release;
  private final Tallies tallies;
  private final ScpRequest request = new ScpRequest();
  private final ScpReply reply = new ScpReply();

  ScampMachine(
      ChipGrid grid, TagTable tags, ReplySender replies, ScampRelease release, Tallies tallies) {
    this.grid = grid;
    this.tags = tags;
    this.replies = replies;
    this.release = release;
    this.tallies = tallies;
    commands = new CommandTable(grid, tags, release);
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

  private void receive() {
    if (!hasTag()) {
      tallies.drops().dropped(DropCause.NO_TAG);
      return;
    }
    reply.begin(request);
    if (request.toEthernet()) {
      replies.forward(request);
      return;
    }
    @Nullable Chip chip = request.notRouted() ? grid.root() : grid.routed(request.chip());
    if (chip == null) {
      answer(ReturnCode.ROUTE);
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
      return tags.valid(request.tag()) != null;
    }
    int tag = tags.lend(request.sender());
    request.useTag(tag);
    reply.begin(request);
    return tag != TagTable.NONE;
  }

  private void toMonitor(Chip chip) {
    @Nullable Command command = Command.of(request.command());
    tallies.scp().executed(command, request);
    ReturnCode code = execute(commands.monitor(command), chip);
    answer(release.masksHandlerErrors() ? ReturnCode.OK : code);
  }

  private void toApplication(Chip chip) {
    if (request.port() != 0) {
      // It is the application's, and there is none: the reply tag stays taken until it expires.
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
