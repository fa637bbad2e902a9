package org.spinngate.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;

/** Answers one connection's requests: who asks, what for, and with which headers. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
          + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Visitors visitors;
  private final Routes routes;

  RequestHandler(Visitors visitors, Routes routes) {
    this.visitors = visitors;
    this.routes = routes;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    boolean head = request.method().equals(HttpMethod.HEAD);
    boolean stays = request.decoderResult().isSuccess() && HttpUtil.isKeepAlive(request);
    FullHttpResponse response = response(answer(ctx, request), head);
    HttpUtil.setKeepAlive(response, stays);
    ctx.writeAndFlush(response)
        .addListener(stays ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
  }

  private Answer answer(ChannelHandlerContext ctx, FullHttpRequest request) {
    InetSocketAddress here = (InetSocketAddress) ctx.channel().localAddress();
    if (!request.decoderResult().isSuccess()) {
      return Answer.plain(HttpResponseStatus.BAD_REQUEST, "this is not HTTP as it should be");
    }
    if (!visitors.mayAsk(request.headers(), here.getAddress())) {
      return Answer.plain(
          HttpResponseStatus.FORBIDDEN,
          "not by this name, or not from another page; gateway.http.hosts names more hosts");
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      return Answer.plain(HttpResponseStatus.METHOD_NOT_ALLOWED, "GET and HEAD only");
    }
    return routes.answer(request.uri(), request.headers());
  }

  private static FullHttpResponse response(Answer answer, boolean head) {
    ByteBuf content = Unpooled.wrappedBuffer(answer.text().getBytes(UTF_8));
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, answer.status(), head ? Unpooled.EMPTY_BUFFER : content);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
    headers.set(HttpHeaderNames.CONTENT_TYPE, answer.type());
    headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    if (answer.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
      headers.set(HttpHeaderNames.ALLOW, "GET, HEAD");
    }
    return response;
  }

  /** Networks fail; nobody here needs to hear of it. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
