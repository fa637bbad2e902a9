package org.spinngate.server.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;
import java.util.function.Function;

/**
 * One thing that there is to ask for.
 *
 * @param forMachines whether load balancers ask, which name no host and may use the method OPTIONS
 * @param answers to a request with these headers
 */
record Route(boolean forMachines, Function<HttpHeaders, PageAnswer> answers) {
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  /** For browsers and programs that say whom they ask. */
  static Route usual(Function<HttpHeaders, PageAnswer> answers) {
    return new Route(false, answers);
  }

  boolean allows(HttpMethod method) {
    return READING.contains(method) || (forMachines && method.equals(HttpMethod.OPTIONS));
  }

  PageAnswer answer(HttpHeaders headers) {
    return answers.apply(headers);
  }
}
