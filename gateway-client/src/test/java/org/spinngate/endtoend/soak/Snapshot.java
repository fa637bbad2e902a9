package org.spinngate.endtoend.soak;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;
import org.spinngate.endtoend.Facility;

/**
 * What is held at one moment, when no client is there.
 *
 * @param sessions of the server
 * @param sockets of this process: a flow that is left over shows here
 * @param threads of this process
 * @param directBytes that the allocator of buffers keeps; it gives memory back late or never
 * @param heapBytes that remain when garbage is collected
 */
record Snapshot(long sessions, Set<String> sockets, int threads, long directBytes, long heapBytes) {
  /** Caches, statistics and the JVM's own. */
  private static final long HEAP_TOLERANCE = 16 << 20;

  /** Chunks that were taken for a burst. */
  private static final long DIRECT_TOLERANCE = 16 << 20;

  static Snapshot of(Facility facility) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new Snapshot(
        facility.tableText().lines().skip(1).count(),
        Sockets.open(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory(),
        runtime.totalMemory() - runtime.freeMemory());
  }

  /** Whether nothing is held that was not held then. */
  boolean isBackAt(Snapshot start) {
    return sessions <= start.sessions
        && socketsSince(start).isEmpty()
        && threads <= start.threads
        && directBytes <= start.directBytes + DIRECT_TOLERANCE
        && heapBytes <= start.heapBytes + HEAP_TOLERANCE;
  }

  /** Sockets that were not there then. */
  Set<String> socketsSince(Snapshot start) {
    Set<String> left = new TreeSet<>(sockets);
    left.removeAll(start.sockets);
    return left;
  }

  @Override
  public String toString() {
    return "%d sessions, %d sockets, %d threads, %.1f MiB of buffers, %.1f MiB of heap"
        .formatted(
            sessions, sockets.size(), threads, directBytes / 1048576.0, heapBytes / 1048576.0);
  }
}
