package org.spinngate.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * What a browser or program is given.
 *
 * @param status of HTTP
 * @param type the media type
 * @param text the whole content
 */
record PageAnswer(HttpResponseStatus status, String type, String text) {
  static final String PLAIN = "text/plain; charset=utf-8";

  /** A line for people. */
  static PageAnswer plain(HttpResponseStatus status, String text) {
    return new PageAnswer(status, PLAIN, text + "\n");
  }

  static PageAnswer ok(String type, String text) {
    return new PageAnswer(HttpResponseStatus.OK, type, text);
  }
}
