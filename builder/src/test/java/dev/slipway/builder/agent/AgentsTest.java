package dev.slipway.builder.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.builder.AgentSource;
import dev.slipway.builder.BuildException;
import dev.slipway.linux.UserIds;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentsTest {
  @TempDir Path folder;

  private static void write(SocketChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String read(SocketChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Until it is whole.
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }

  @Test
  void everyConnectionReachesTheAgentAndIsAnswered() throws Exception {
    assumeTrue(UserIds.isRoot(), "a socket gets an owner");
    Path real = folder.resolve("real");
    try (ServerSocketChannel agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var agents =
            new Agents(Map.of("a", new AgentSource.Socket(real)), folder.resolve("sockets"))) {
      agent.bind(UnixDomainSocketAddress.of(real));
      try (AgentSocket socket = agents.open("a", 0600, 0, 0).orElseThrow()) {
        for (String name : new String[] {"one", "two"}) {
          try (SocketChannel step = SocketChannel.open(UnixDomainSocketAddress.of(socket.path()));
              SocketChannel served = agent.accept()) {
            write(step, name);
            assertThat(read(served, 3)).isEqualTo(name);
            write(served, "yes");
            assertThat(read(step, 3)).isEqualTo("yes");
            step.shutdownOutput();
            assertThat(read(served, 1)).isEmpty();
          }
        }
      }
    }
    assertThat(folder.resolve("sockets")).isEmptyDirectory();
  }

  @Test
  void agentThatIsGoneEndsTheConnectionAlone() throws Exception {
    assumeTrue(UserIds.isRoot(), "a socket gets an owner");
    try (var agents =
            new Agents(
                Map.of("a", new AgentSource.Socket(folder.resolve("gone"))),
                folder.resolve("sockets"));
        AgentSocket socket = agents.open("a", 0600, 0, 0).orElseThrow();
        SocketChannel step = SocketChannel.open(UnixDomainSocketAddress.of(socket.path()))) {
      assertThat(read(step, 1)).isEmpty();
    }
  }

  @Test
  void unknownAgentIsNone() throws Exception {
    try (var agents = new Agents(Map.of(), folder)) {
      assertThat(agents.open("a", 0600, 0, 0)).isEmpty();
    }
  }

  @Test
  void pathThatIsTooLongForASocketIsNamed() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("x".repeat(100)));
    try (var agents = new Agents(Map.of("a", new AgentSource.Socket(folder)), deep)) {
      assertThatThrownBy(() -> agents.open("a", 0600, 0, 0))
          .isInstanceOf(BuildException.class)
          .hasMessageContaining("a socket cannot have so long a path");
    }
  }
}
