package org.spinngate.simulated;

/** What a chip's monitor does for one command. */
@FunctionalInterface
interface CommandHandler {
  /** Executes a request of full length; anything but OK discards the body of the reply. */
  ReturnCode execute(Chip chip, ScpRequest request, ScpReply reply);
}
