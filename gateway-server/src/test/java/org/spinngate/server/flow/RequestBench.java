package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.server.testing.TestLoop;

/** Two sessions at a board that can answer two requests at a time. */
abstract class RequestBench {
  static final int READ = 2;

  final RecordingListener alice = new RecordingListener();
  final RecordingListener bob = new RecordingListener();
  final FlowBench bench = FlowBench.withWindow(2);
  final TestLoop time = bench.time();
  final FlowTable flows = bench.table("alice", alice);
  final FlowTable bobs = bench.table("bob", bob);

  @AfterEach
  void end() {
    flows.closeAll();
    bobs.closeAll();
  }

  static ByteBuf request(int sequence) {
    return Unpooled.wrappedBuffer(ScpMessage.request(READ, sequence));
  }

  static ByteBuf event(int sequence) {
    return request(sequence).setByte(2, 0x07);
  }

  static byte[] reply(int sequence) {
    byte[] reply = ScpMessage.request(ScpMessage.OK, sequence);
    reply[2] = 0x07;
    reply[3] = 0x0A;
    reply[4] = -1;
    return reply;
  }

  void ask(int flow, int... sequences) {
    for (int sequence : sequences) {
      flows.sendScp(flow, request(sequence));
    }
    flows.flush();
  }

  void answer(int socket, int sequence) {
    bench.socket(socket).receive(reply(sequence));
    time.run();
  }

  List<Integer> leftFrom(int socket) {
    return bench.socket(socket).sent().stream()
        .map(sent -> ScpMessage.sequence(sent.bytes()))
        .toList();
  }
}
