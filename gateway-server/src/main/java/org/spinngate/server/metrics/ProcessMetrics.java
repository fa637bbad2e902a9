package org.spinngate.server.metrics;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.TimeUnit;

/** What the process itself uses. */
final class ProcessMetrics {
  private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);

  private ProcessMetrics() {}

  static void register(PrometheusRegistry registry, String version) {
    Gauge.builder()
        .name("spinngate_build_info")
        .help("Always 1; the label says which version runs.")
        .labelNames("version")
        .register(registry)
        .labelValues(version)
        .set(1);
    memory(registry);
    Counters.gauge(
        registry,
        "spinngate_jvm_threads",
        "Threads of the process that Java knows.",
        () -> ManagementFactory.getThreadMXBean().getThreadCount());
    Counters.gauge(
        registry,
        "spinngate_start_time_seconds",
        "When the process was started, in seconds since 1970.",
        () -> ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
    CounterWithCallback.builder()
        .name("spinngate_jvm_gc_seconds_total")
        .help("Time that the garbage collectors took.")
        .callback(callback -> callback.call(collectionMillis() / MILLIS))
        .register(registry);
  }

  private static void memory(PrometheusRegistry registry) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    Counters.gauge(
        registry,
        "spinngate_jvm_heap_bytes",
        "Heap in use.",
        () -> memory.getHeapMemoryUsage().getUsed());
    Counters.gauge(
        registry,
        "spinngate_jvm_heap_max_bytes",
        "The most heap that there may be.",
        () -> memory.getHeapMemoryUsage().getMax());
    Counters.gauge(
        registry,
        "spinngate_direct_memory_bytes",
        "Memory outside the heap that buffers of the network have taken.",
        () -> buffers());
  }

  private static long buffers() {
    return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
        ? provider.metric().usedDirectMemory()
        : 0;
  }

  private static long collectionMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .filter(millis -> millis > 0)
        .sum();
  }
}
