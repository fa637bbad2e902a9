package org.spinngate.server;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What metrics show of the server beside its sessions.
 *
 * @param ready whether it is able to work
 * @param certificateEnd until when its certificate is valid
 */
record Outlook(BooleanSupplier ready, Supplier<Optional<Instant>> certificateEnd) {}
