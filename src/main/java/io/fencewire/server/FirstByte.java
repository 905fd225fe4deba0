package io.fencewire.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import java.util.function.Consumer;

/**
 * Looks at the first byte that comes, which tells a plain peer from one that speaks TLS, and then
 * goes away. TLS can't tell by itself: the first bytes of a ChallengeRequest pass for a record of
 * SSL 2, whose 12,547 bytes would be waited for in vain.
 */
final class FirstByte extends ChannelInboundHandlerAdapter {
  private static final int ALERT = 0x15;
  private static final int HANDSHAKE = 0x16;

  /** Ends the socket. */
  private final Consumer<Throwable> failed;

  FirstByte(Consumer<Throwable> failed) {
    this.failed = failed;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    int first = bytes.getUnsignedByte(bytes.readerIndex());
    if (first == HANDSHAKE || first == ALERT) {
      context.pipeline().remove(this);
      context.fireChannelRead(bytes);
    } else {
      bytes.release();
      failed.accept(new NotSslRecordException(
          "the first byte was %02x; 16, as of a TLS ClientHello, would be right".formatted(first)));
    }
  }
}
