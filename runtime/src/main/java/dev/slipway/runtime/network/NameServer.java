package dev.slipway.runtime.network;

import dev.slipway.image.store.Lock;
import dev.slipway.image.store.Locks;
import dev.slipway.tasks.DedicatedThread;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/// Answers containers that ask for each other's names, and passes their other questions on. One
/// process for all networks of a host; it ends when no container is on one.
public final class NameServer implements Closeable {
  static final String LOCK = "name-server";

  /// Who starts the server, and the server when it wants to end, so that neither misses the other.
  static final String COMING_AND_GOING = "name-server-start";

  private static final int LONGEST = 65_535;
  private static final int LEAST_QUESTION = 12;
  private static final int PATIENCE_MILLIS = 10_000;

  /// Only containers that were killed together with whatever would have told of it are found so.
  private static final long LOOK_MILLIS = 30_000;

  private final NameTable table;
  private final Locks locks;
  private final Selector selector;
  private final DatagramChannel datagrams;
  private final ServerSocketChannel streams;
  private final NameQueries elsewhere;
  private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST);

  NameServer(Path state, InetSocketAddress address, int upstreamPort) throws IOException {
    this.table = new NameTable(state);
    this.locks = new Locks(state);
    this.selector = Selector.open();
    this.datagrams = DatagramChannel.open(StandardProtocolFamily.INET);
    this.streams = ServerSocketChannel.open(StandardProtocolFamily.INET);
    this.elsewhere = new NameQueries(selector, datagrams, upstreamPort);
    datagrams.bind(address);
    streams.bind(new InetSocketAddress(address.getAddress(), port()));
    datagrams.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    streams.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
  }

  int port() throws IOException {
    return ((InetSocketAddress) datagrams.getLocalAddress()).getPort();
  }

  /// Serves the host's networks until no container is on them; at once where another process does.
  ///
  /// @param ready is run when questions are answered
  public static void serve(Runnable ready) throws IOException {
    Path state = BridgeNetwork.DEFAULT_STATE;
    Optional<Lock> only = new Locks(state).tryExclusive(LOCK);
    if (only.isEmpty()) {
      ready.run();
      return;
    }
    var address = new InetSocketAddress(NameServerAddress.HOST, NameServerAddress.PORT);
    try (Lock held = only.get();
        NameServer server = new NameServer(state, address, NameQueries.PORT)) {
      ready.run();
      server.run(held);
    }
  }

  /// @param held is let go when there is nobody to serve
  private void run(Lock held) throws IOException {
    while (true) {
      if (answer(LOOK_MILLIS)) {
        try (Lock _ = locks.exclusive(COMING_AND_GOING)) {
          if (table.isEmpty()) {
            close(); // Before another one may take the address.
            held.close();
            return;
          }
        }
      }
    }
  }

  /// Waits for questions and answers them.
  ///
  /// @return whether it is time to see whether anybody is there
  boolean answer(long millis) throws IOException {
    boolean look = selector.select(Math.min(millis, elsewhere.patience(millis))) == 0;
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.channel().equals(streams)) {
        SocketChannel connection = streams.accept();
        if (connection != null) {
          DedicatedThread.abandon("names", () -> converse(connection));
        }
      } else if (key.channel().equals(datagrams)) {
        look |= receive();
      } else {
        elsewhere.pass(key, buffer);
      }
    }
    selector.selectedKeys().clear();
    elsewhere.expire();
    return look;
  }

  private boolean receive() throws IOException {
    var client = (InetSocketAddress) datagrams.receive(buffer.clear());
    if (client == null) {
      return false;
    }
    byte[] message = new byte[buffer.flip().remaining()];
    buffer.get(message);
    if (message.length < LEAST_QUESTION) {
      return true; // Somebody has left.
    }
    DnsQuestion question = DnsQuestion.parse(message);
    if (question == null) {
      return false;
    }
    switch (table.find(client.getAddress().getHostAddress(), question)) {
      case NameTable.Known(var values) -> elsewhere.reply(question.answer(values), client);
      case NameTable.Elsewhere(var servers) -> elsewhere.ask(question, client, servers);
      case NameTable.Unreachable _ ->
          elsewhere.reply(question.refusal(DnsQuestion.SERVER_FAILURE), client);
      case NameTable.Stranger _ -> elsewhere.reply(question.refusal(DnsQuestion.REFUSED), client);
    }
    return false;
  }

  /// Questions that came by TCP, each with its length before it (RFC 1035, section 4.2.2).
  private void converse(SocketChannel connection) {
    try (Socket socket = connection.socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var input = new DataInputStream(socket.getInputStream());
      var output = new DataOutputStream(socket.getOutputStream());
      String client = socket.getInetAddress().getHostAddress();
      while (true) {
        byte[] message = input.readNBytes(input.readUnsignedShort());
        DnsQuestion question = DnsQuestion.parse(message);
        if (question == null) {
          return;
        }
        byte[] reply =
            switch (table.find(client, question)) {
              case NameTable.Known(var values) -> question.answer(values);
              case NameTable.Elsewhere(var servers) -> elsewhere.askByStream(question, servers);
              case NameTable.Unreachable _ -> question.refusal(DnsQuestion.SERVER_FAILURE);
              case NameTable.Stranger _ -> question.refusal(DnsQuestion.REFUSED);
            };
        output.writeShort(reply.length);
        output.write(reply);
        output.flush();
      }
    } catch (EOFException done) {
      // It has no more questions.
    } catch (IOException gone) {
      // The client asks again, if it still wants to know.
    }
  }

  @Override
  public void close() throws IOException {
    try (selector;
        datagrams;
        streams) {
      elsewhere.close();
    }
  }
}
