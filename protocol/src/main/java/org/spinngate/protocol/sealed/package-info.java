/**
 * The sealed carrier: SCP datagrams in encrypted UDP packets, beside a stream.
 *
 * <ul>
 *   <li><b>address validation</b>: the server sends a challenge to the address that packets come
 *       from, and believes the address when the challenge comes back from there
 *   <li><b>path validation</b>: the client asks questions by sealed packets, and uses the path for
 *       datagrams once enough answers have come ({@link PathValidation})
 *   <li><b>replay window</b>: the latest counters of sealed packets, so that each packet counts
 *       once
 *   <li><b>sealed packet</b>: a UDP packet that carries SCP datagrams, encrypted with keys that
 *       were agreed on the stream
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.sealed;

import org.jspecify.annotations.NullMarked;
