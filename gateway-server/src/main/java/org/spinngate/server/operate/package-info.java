/**
 * The control socket: a Unix domain socket through which the operator asks the running gateway and
 * tells it what to do.
 *
 * <p>A client connects, writes one request and reads until the end:
 *
 * <pre>
 *  request   verb *( SP word ) LF                 UTF-8, at most 4,096 bytes, within 5 s
 *  word      plain text without SP " \ and control characters
 *            or in quotes: " text with \" \\ and \n "
 *  answer    *( "wait" SP text LF ) head LF text  until the end of the connection; each text in
 *                                                 front is news for the person, before the result
 *  head      "ok"                                 text is the result
 *            "ok" SP number                       the same, with an exit code that is not 0
 *            "error" SP number                    text says why not; the number is an exit code
 * </pre>
 *
 * <p>Exit codes are those of {@link org.spinngate.protocol.ExitCode}. Who may connect is decided by
 * the mode of the socket, 0600: the gateway's own account and root.
 *
 * <ul>
 *   <li><b>control socket</b>: the Unix domain socket by which the operator talks to the running
 *       server
 *   <li><b>verb</b>: what the operator asks or tells the running server: {@code sessions}, {@code
 *       kick}, {@code drain} …
 * </ul>
 */
@NullMarked
package org.spinngate.server.operate;

import org.jspecify.annotations.NullMarked;
