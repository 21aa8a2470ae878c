package dev.slipway.builder.agent;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A socket of a step that leads to an agent: with a mode and an owner of its own, and seen by the
/// agent as this process, whoever asks in the step.
public final class AgentSocket implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;
  private static final String NAME = "agent";

  private final Path directory;
  private final Path agent;
  private final ServerSocketChannel server;
  private final TaskScope connections = TaskScope.open("agent");

  private AgentSocket(Path directory, Path agent, ServerSocketChannel server) {
    this.directory = directory;
    this.agent = agent;
    this.server = server;
  }

  /// @param directory its own
  /// @param agent the socket of the real one
  static AgentSocket open(Path directory, Path agent, int mode, long uid, long gid)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    var socket = new AgentSocket(directory, agent, server);
    boolean ready = false;
    try {
      server.bind(UnixDomainSocketAddress.of(socket.path()));
      try (DirectoryHandle handle = DirectoryHandle.open(directory)) {
        byte[] name = NAME.getBytes(StandardCharsets.UTF_8);
        handle.setOwner(name, uid, gid);
        handle.setMode(name, mode);
      }
      socket.connections.fork(socket::accept);
      ready = true;
      return socket;
    } finally {
      if (!ready) {
        socket.close();
      }
    }
  }

  public Path path() {
    return directory.resolve(NAME);
  }

  private boolean accept() {
    while (true) {
      try {
        SocketChannel step = server.accept();
        connections.fork(() -> serve(step));
      } catch (IOException closed) {
        return true;
      }
    }
  }

  /// A connection that breaks ends alone.
  private boolean serve(SocketChannel step) throws IOException {
    try (step;
        SocketChannel upstream = SocketChannel.open(UnixDomainSocketAddress.of(agent));
        TaskScope answers = TaskScope.open("answers")) {
      answers.fork(() -> pass(upstream, step));
      pass(step, upstream);
      answers.join();
      return true;
    } catch (IOException | InterruptedException | java.util.concurrent.ExecutionException broken) {
      return false;
    }
  }

  private static boolean pass(SocketChannel from, SocketChannel to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (from.read(buffer) >= 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
      buffer.clear();
    }
    to.shutdownOutput();
    return true;
  }

  @Override
  public void close() throws IOException {
    server.close();
    connections.close();
    FileTreeRemoval.remove(directory);
  }
}
