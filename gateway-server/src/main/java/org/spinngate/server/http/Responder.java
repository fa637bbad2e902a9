package org.spinngate.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.stream.ChunkedStream;
import java.io.ByteArrayInputStream;

/**
 * Sends answers, long ones in parts, so that the memory of the sockets holds no more than one part
 * for one who does not read.
 *
 * <p>Confined to the one event loop that all connections have.
 */
final class Responder {
  private static final int PART_BYTES = 16 * 1024;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
          + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final PageAnswer TOO_MUCH =
      PageAnswer.plain(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "others are still reading long answers; ask again in a minute");

  private final AnswerBudget budget;

  Responder(AnswerBudget budget) {
    this.budget = budget;
  }

  /**
   * Answers a request.
   *
   * @param headOnly without the content
   * @param stays whether the connection may go on after it
   */
  void send(ChannelHandlerContext ctx, PageAnswer answer, boolean headOnly, boolean stays) {
    byte[] content = answer.text().getBytes(UTF_8);
    if (headOnly) {
      sendWhole(ctx, head(answer, content.length, stays), new byte[0]);
    } else if (content.length <= PART_BYTES) {
      sendWhole(ctx, head(answer, content.length, stays), content);
    } else if (budget.take(content.length)) {
      sendParts(ctx, head(answer, content.length, stays), content);
    } else {
      send(ctx, TOO_MUCH, false, stays);
    }
  }

  private static void sendWhole(ChannelHandlerContext ctx, HttpResponse head, byte[] content) {
    FullHttpResponse whole =
        new DefaultFullHttpResponse(
            head.protocolVersion(), head.status(), Unpooled.wrappedBuffer(content));
    whole.headers().set(head.headers());
    ctx.writeAndFlush(whole);
  }

  private void sendParts(ChannelHandlerContext ctx, HttpResponse head, byte[] content) {
    ctx.write(head);
    ctx.writeAndFlush(
            new HttpChunkedInput(new ChunkedStream(new ByteArrayInputStream(content), PART_BYTES)))
        .addListener(any -> budget.giveBack(content.length));
  }

  private static HttpResponse head(PageAnswer answer, int bytes, boolean stays) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status());
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_LENGTH, bytes);
    headers.set(HttpHeaderNames.CONTENT_TYPE, answer.type());
    headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    if (answer.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
      headers.set(HttpHeaderNames.ALLOW, "GET, HEAD");
    }
    HttpUtil.setKeepAlive(response, stays);
    return response;
  }
}
