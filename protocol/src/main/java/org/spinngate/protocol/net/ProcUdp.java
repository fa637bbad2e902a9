package org.spinngate.protocol.net;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The drops of a socket by the tables of Linux, where Netty has no way to ask for them. The kernel
 * makes these files up when they are read, so reading one waits for no disk.
 *
 * <pre>
 *   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode ref pointer drops
 *  123: 0100007F:45E5 00000000:0000 07 ...                                                               0
 * </pre>
 *
 * <p>Source: Linux, Documentation/networking/proc_net_tcp.rst and net/ipv4/udp.c, udp4_format_sock.
 */
final class ProcUdp implements IntSupplier {
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int WORD = 4;
  private static final String NOBODY = ":0000";

  /** Before an address of IPv4, in the table of a socket for both families (::ffff:a.b.c.d). */
  private static final String MAPPED = "0000000000000000FFFF0000";

  private final Channel socket;
  private final List<Path> tables;

  ProcUdp(Channel socket) {
    this(socket, List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6")));
  }

  ProcUdp(Channel socket, List<Path> tables) {
    this.socket = socket;
    this.tables = tables;
  }

  @Override
  public int getAsInt() {
    if (!(socket.localAddress() instanceof InetSocketAddress local) || !socket.isOpen()) {
      return 0;
    }
    InetSocketAddress remote = (InetSocketAddress) socket.remoteAddress();
    for (Path table : tables) {
      try {
        for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
          String[] columns = line.trim().split("\\s+");
          if (columns.length > REMOTE && isOf(columns, local, remote)) {
            return Integer.parseUnsignedInt(columns[columns.length - 1]);
          }
        }
      } catch (IOException | NumberFormatException noSuchTable) {
        // Not Linux, or no such family: there is nothing to know.
      }
    }
    return 0;
  }

  private static boolean isOf(
      String[] columns, InetSocketAddress local, @Nullable InetSocketAddress remote) {
    return isSame(columns[LOCAL], local)
        && (remote == null ? columns[REMOTE].endsWith(NOBODY) : isSame(columns[REMOTE], remote));
  }

  private static boolean isSame(String column, InetSocketAddress address) {
    String word = word(address);
    return column.equals(word) || column.equals(MAPPED + word);
  }

  /** Words of four bytes, each in the order of the machine; Linux on others than these is rare. */
  private static String word(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    byte[] bytes = host.getAddress();
    StringBuilder text = new StringBuilder();
    for (int start = 0; start < bytes.length; start += WORD) {
      for (int i = WORD - 1; i >= 0; i--) {
        text.append(String.format(Locale.ROOT, "%02X", bytes[start + i]));
      }
    }
    return text.append(String.format(Locale.ROOT, ":%04X", address.getPort())).toString();
  }
}
