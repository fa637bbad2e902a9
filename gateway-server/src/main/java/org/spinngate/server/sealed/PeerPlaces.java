package org.spinngate.server.sealed;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.config.AddressBlock;

/**
 * Which addresses sealed packets may be sent to. A user writes what he likes as the source of his
 * packets, so by default that is the IP address of his stream alone, which he has proved by TLS, at
 * any port. Wherever else packets may come from, nothing is ever sent towards boards: their network
 * believes the sender.
 *
 * <p>Thread-safe. Asked when an address is new and with each question, not for each packet.
 */
public final class PeerPlaces {
  /** Taken for the boards' network where the machine is not attached to it. */
  private static final int PREFIX_4 = 24;

  private static final int PREFIX_6 = 64;
  private static final int BYTES_4 = 4;

  private final BooleanSupplier roaming;
  private final BoardDirectory boards;
  private final Supplier<List<AddressBlock>> attached;

  /**
   * @param roaming whether packets may come from another IP address than the stream
   * @param boards all that there are
   * @param attached the networks of this machine
   */
  public PeerPlaces(
      BooleanSupplier roaming, BoardDirectory boards, Supplier<List<AddressBlock>> attached) {
    this.roaming = roaming;
    this.boards = boards;
    this.attached = attached;
  }

  /**
   * Whether packets may be sent to a place.
   *
   * @param stream where the stream comes from, if that is known
   */
  boolean allow(InetSocketAddress place, @Nullable InetAddress stream) {
    InetAddress address = place.getAddress();
    if (place.getPort() == 0 || stream == null) {
      return false;
    }
    if (AddressBlock.of(stream).contains(address)) {
      return boards.all().stream().noneMatch(board -> isService(board, place));
    }
    return roaming.getAsBoolean() && isHost(address) && isFarFromBoards(address);
  }

  private static boolean isService(Board board, InetSocketAddress place) {
    Board.Addresses known = board.addresses();
    return known.scp().equals(place) || known.boot().equals(place);
  }

  /** Of one machine, and of this network and no other. */
  private static boolean isHost(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isMulticastAddress();
  }

  private boolean isFarFromBoards(InetAddress address) {
    List<AddressBlock> shared =
        attached.get().stream().filter(network -> network.contains(address)).toList();
    return boards.all().stream()
        .map(Board::addresses)
        .filter(known -> !known.areUnknown())
        .map(known -> known.scp().getAddress())
        .noneMatch(board -> isNear(board, address, shared));
  }

  private static boolean isNear(InetAddress board, InetAddress address, List<AddressBlock> shared) {
    int prefix = board.getAddress().length == BYTES_4 ? PREFIX_4 : PREFIX_6;
    return new AddressBlock(board, prefix).contains(address)
        || shared.stream().anyMatch(network -> network.contains(board));
  }
}
