package org.spinngate.endtoend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.spinngate.protocol.CarrierChoice;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.testing.ByteScript;

/** A user with a token and a board who makes his sealed packets himself, by the drawing alone. */
final class ForgingUser implements AutoCloseable {
  private final RawClient stream;
  private final Sealing keys;
  private final AtomicInteger replies = new AtomicInteger();
  private long counter;
  private int question;

  ForgingUser(InetSocketAddress server, String user, String board)
      throws IOException, GeneralSecurityException {
    stream = new RawClient(server).logIn(user).say(new Open(board, 0));
    keys = keys();
    Thread reader = new Thread(this::read, "stream of " + user);
    reader.setDaemon(true);
    reader.start();
  }

  private Sealing keys() throws IOException {
    while (true) {
      ByteBuf frame = stream.frame();
      if (DataFrame.isDatagram(frame)) {
        continue;
      }
      if (ControlMessage.read(frame) instanceof Sealing given) {
        return given;
      }
    }
  }

  private void read() {
    try {
      while (true) {
        if (DataFrame.kind(stream.frame()) == DataFrame.SCP_KIND) {
          replies.incrementAndGet();
        }
      }
    } catch (IOException over) {
      // The test has closed it.
    }
  }

  /** How many datagrams of the board have come by the stream. */
  int replies() {
    return replies.get();
  }

  /** Wants the board's datagrams by packets. */
  void choosePackets() throws IOException {
    stream.say(new CarrierChoice(true));
  }

  /** Sends a datagram to the board by the stream. */
  void request(byte... datagram) throws IOException {
    ByteBuf frame = Unpooled.buffer();
    DataFrame.writeTimeMark(frame, 0);
    DataFrame.writeScp(frame, 1, Unpooled.wrappedBuffer(datagram));
    stream.sayBytes(frame);
  }

  /**
   * The next packet, with these datagrams for the board and a question that claims that the answer
   * to the one before it has come, and no other packet.
   */
  byte[] question(byte[]... datagrams) throws GeneralSecurityException {
    int before = question++;
    ByteScript all = ByteScript.bytes().u16(5).u8(0x82).u32(0);
    all.u16(17).u8(0x83).u32(question).u32(before).u64(0);
    for (byte[] datagram : datagrams) {
      all.u16(3 + datagram.length).u8(0x80).u16(1).raw(datagram);
    }
    byte[] header = ByteScript.bytes().u8(0x47).u32(keys.index()).u64(counter++).toArray();
    byte[] nonce =
        ByteScript.bytes()
            .u32(keys.toServer().salt())
            .raw(Arrays.copyOfRange(header, 5, header.length))
            .toArray();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(keys.toServer().bytes(), "AES"),
        new GCMParameterSpec(128, nonce));
    cipher.updateAAD(header);
    return ByteScript.bytes().raw(header).raw(cipher.doFinal(all.toArray())).toArray();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
