package org.spinngate.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * What a browser or program is given.
 *
 * @param status of HTTP
 * @param type the media type
 * @param text the whole content
 */
record Answer(HttpResponseStatus status, String type, String text) {
  static final String PLAIN = "text/plain; charset=utf-8";

  /** A line for people. */
  static Answer plain(HttpResponseStatus status, String text) {
    return new Answer(status, PLAIN, text + "\n");
  }

  static Answer ok(String type, String text) {
    return new Answer(HttpResponseStatus.OK, type, text);
  }
}
