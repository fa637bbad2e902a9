package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.testing.Samples;

/** The address of a board in the tail of a message. */
class BoardAddressTest {
  private static final int TYPE = 0x0002;
  private static final byte[] BYTES = {
    (byte) 192, (byte) 168, (byte) 240, 3, 0x45, (byte) 0xE5, (byte) 0xD4, 0x31
  };
  private static final BoardAddress ADDRESS =
      new BoardAddress(
          new InetSocketAddress("192.168.240.3", 17893),
          new InetSocketAddress("192.168.240.3", 54321));

  @Test
  void isFourBytesOfTheAddressAndTwoOfEachPort() {
    assertThat(ADDRESS.addedTo(Extras.of())).isEqualTo(Extras.of().plus(TYPE, BYTES));
    assertThat(BoardAddress.in(Extras.of().plus(TYPE, BYTES))).contains(ADDRESS);
  }

  @Test
  void standsBesideOtherExtras() {
    Extras others = Extras.of().plus(0x8001, (byte) 1);

    assertThat(BoardAddress.in(ADDRESS.addedTo(others))).contains(ADDRESS);
    assertThat(ADDRESS.addedTo(others).value(0x8001)).isPresent();
  }

  @Test
  void isNotThereIfItsLengthIsAnother() {
    assertThat(BoardAddress.in(Extras.of().plus(TYPE, new byte[7]))).isEmpty();
    assertThat(BoardAddress.in(Extras.of().plus(TYPE, new byte[9]))).isEmpty();
    assertThat(BoardAddress.in(Extras.of())).isEmpty();
    assertThat(BoardAddress.in(Extras.NONE)).isEmpty();
  }

  @Test
  void isOfOneHost() {
    Opened opened = Samples.opened(1, "spin5-03", 4);
    Extras nobody = Extras.of().plus(TYPE, new byte[8]);
    Extras everybody = Extras.of().plus(TYPE, new byte[] {(byte) 224, 0, 0, 1, 0, 1, 0, 2});

    assertThat(BoardAddress.ipv4(opened.with(ADDRESS.addedTo(Extras.of()))))
        .contains((Inet4Address) ADDRESS.ip());
    assertThat(BoardAddress.ipv4(opened.with(nobody))).isEmpty();
    assertThat(BoardAddress.ipv4(opened.with(everybody))).isEmpty();
    assertThat(BoardAddress.ipv4(opened)).isEmpty();
  }

  @Test
  void isNotToldIfItIsNotOfIpv4() {
    InetSocketAddress far = new InetSocketAddress("2001:db8::7", 17893);

    assertThat(new BoardAddress(far, far).addedTo(Extras.of())).isEqualTo(Extras.of());
  }
}
