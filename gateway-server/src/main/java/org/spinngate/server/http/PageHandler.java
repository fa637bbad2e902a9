package org.spinngate.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.net.InetSocketAddress;
import org.spinngate.protocol.repeat.Faults;

/**
 * Answers one connection's requests, after a look at the host and the method. Content is of no use
 * to anything that can be asked here; a connection that brings some ends after the answer.
 */
final class PageHandler extends SimpleChannelInboundHandler<HttpObject> {
  private static final int MOST_CONTENT = 1024;

  private final Visitors visitors;
  private final Routes routes;
  private final Responder responder;
  private final Faults faults;

  /**
   * @param faults of all connections, since one of ours may be met by each of them
   */
  PageHandler(Visitors visitors, Routes routes, Responder responder, Faults faults) {
    this.visitors = visitors;
    this.routes = routes;
    this.responder = responder;
    this.faults = faults;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
    if (part instanceof HttpRequest request) {
      boolean fine = request.decoderResult().isSuccess();
      boolean stays = fine && HttpUtil.isKeepAlive(request) && contentOf(request) == 0;
      boolean headOnly = request.method().equals(HttpMethod.HEAD);
      responder.send(ctx, answer(ctx, request), headOnly, stays);
    }
  }

  private PageAnswer answer(ChannelHandlerContext ctx, HttpRequest request) {
    InetSocketAddress here = (InetSocketAddress) ctx.channel().localAddress();
    if (!request.decoderResult().isSuccess()) {
      return PageAnswer.plain(HttpResponseStatus.BAD_REQUEST, "this is not HTTP as it should be");
    }
    Route route = routes.find(request.uri());
    if (!visitors.mayAsk(request.headers(), here.getAddress(), route.forMachines())) {
      return PageAnswer.plain(
          HttpResponseStatus.FORBIDDEN,
          "not by this name, or not from another page; gateway.http.hosts names more hosts");
    }
    if (!route.allows(request.method())) {
      return PageAnswer.plain(HttpResponseStatus.METHOD_NOT_ALLOWED, "GET and HEAD only");
    }
    if (contentOf(request) > MOST_CONTENT) {
      return PageAnswer.plain(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "ask without content");
    }
    return route.answer(request.headers());
  }

  /** How many bytes come after the headers, as far as they tell. */
  private static long contentOf(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        ? Long.MAX_VALUE
        : HttpUtil.getContentLength(request, 0L);
  }

  /** Networks fail; nobody here needs to hear of it. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    faults.caught(cause);
    ctx.close();
  }
}
