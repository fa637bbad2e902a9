package org.spinngate.endtoend.cluster;

/**
 * A session had its board at some moment between these two: something was asked for that only the
 * holder gets, and it came.
 *
 * @param askedNanos when it was asked for
 * @param gotNanos when it was there
 */
record HoldingProof(String board, String session, long askedNanos, long gotNanos) {}
