package dev.slipway.runtime.network;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Questions that were passed on to other name servers, each from a port of its own so that nobody
/// can guess where to send a false answer, and are waited for.
final class NameQueries {
  static final int PORT = 53;
  private static final long PATIENCE_NANOS = 3_000_000_000L;
  private static final int PATIENCE_MILLIS = 3_000;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int MOST = 1000;

  private final Selector selector;
  private final DatagramChannel replies;
  private final int port;
  private final List<Pending> pending = new ArrayList<>();

  /// @param replies where clients are answered
  NameQueries(Selector selector, DatagramChannel replies, int port) {
    this.selector = selector;
    this.replies = replies;
    this.port = port;
  }

  /// @param servers those that were not asked yet
  private record Pending(
      DnsQuestion question,
      InetSocketAddress client,
      List<InetAddress> servers,
      DatagramChannel channel,
      long deadline) {}

  void reply(byte[] message, InetSocketAddress client) {
    try {
      replies.send(ByteBuffer.wrap(message), client);
    } catch (IOException unreachable) {
      // It asks again, if it still wants to know.
    }
  }

  /// @param servers empty for those of the host
  void ask(DnsQuestion question, InetSocketAddress client, List<String> servers)
      throws IOException {
    ask(question, client, addresses(servers), 0);
  }

  private void ask(
      DnsQuestion question, InetSocketAddress client, List<InetAddress> servers, int next) {
    for (int i = next; i < servers.size() && pending.size() < MOST; i++) {
      if (send(question, client, servers.get(i), servers.subList(i + 1, servers.size()))) {
        return;
      }
    }
    reply(question.refusal(DnsQuestion.SERVER_FAILURE), client);
  }

  private boolean send(
      DnsQuestion question, InetSocketAddress client, InetAddress server, List<InetAddress> more) {
    DatagramChannel channel = null;
    try {
      channel = DatagramChannel.open();
      channel.connect(new InetSocketAddress(server, port));
      channel.configureBlocking(false);
      channel.write(question.message());
      var asked = new Pending(question, client, more, channel, System.nanoTime() + PATIENCE_NANOS);
      channel.register(selector, SelectionKey.OP_READ, asked);
      pending.add(asked);
      return true;
    } catch (IOException unreachable) {
      close(channel);
      return false;
    }
  }

  /// Hands the answer on that a channel has.
  void pass(SelectionKey key, ByteBuffer buffer) {
    if (!(key.attachment() instanceof Pending asked)) {
      return;
    }
    try {
      int length = asked.channel().read(buffer.clear());
      if (length < 2 || buffer.getShort(0) != asked.question().number()) {
        return; // An answer to something else.
      }
      byte[] message = new byte[length];
      buffer.get(0, message);
      reply(message, asked.client());
      forget(asked);
    } catch (IOException unreachable) {
      forget(asked);
      ask(asked.question(), asked.client(), asked.servers(), 0);
    }
  }

  /// How long to wait at most.
  long patience(long millis) {
    long now = System.nanoTime();
    long least = millis;
    for (Pending asked : pending) {
      least = Math.min(least, Math.max(1, (asked.deadline() - now) / NANOS_PER_MILLI));
    }
    return least;
  }

  /// Asks the next server where one has not answered for too long.
  void expire() {
    long now = System.nanoTime();
    for (Pending asked : List.copyOf(pending)) {
      if (asked.deadline() - now < 0) {
        forget(asked);
        ask(asked.question(), asked.client(), asked.servers(), 0);
      }
    }
  }

  private void forget(Pending asked) {
    pending.remove(asked);
    close(asked.channel());
  }

  /// The same by TCP, on the caller's thread.
  byte[] askByStream(DnsQuestion question, List<String> servers) throws IOException {
    for (InetAddress server : addresses(servers)) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(server, port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        var output = new DataOutputStream(socket.getOutputStream());
        byte[] message = new byte[question.length()];
        question.message().get(message);
        output.writeShort(message.length);
        output.write(message);
        output.flush();
        var input = new DataInputStream(socket.getInputStream());
        byte[] reply = new byte[input.readUnsignedShort()];
        input.readFully(reply);
        return reply;
      } catch (IOException unreachable) {
        // The next one may answer.
      }
    }
    return question.refusal(DnsQuestion.SERVER_FAILURE);
  }

  private static List<InetAddress> addresses(List<String> servers) throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String server : servers.isEmpty() ? ResolvConf.serversOfHost() : servers) {
      try {
        addresses.add(InetAddress.ofLiteral(server));
      } catch (IllegalArgumentException noAddress) {
        // As other resolvers pass over it.
      }
    }
    return addresses;
  }

  private static void close(@Nullable DatagramChannel channel) {
    try (channel) {
      // Nothing else is to be done with it.
    } catch (IOException closed) {
      // It was of no more use.
    }
  }

  void close() {
    pending.forEach(asked -> close(asked.channel()));
  }
}
