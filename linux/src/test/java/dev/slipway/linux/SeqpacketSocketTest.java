package dev.slipway.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeqpacketSocketTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final String SERVER =
      """
      import os, socket, sys
      os.chdir(sys.argv[1])
      s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
      s.bind("attach")
      s.listen(1)
      print("ready", flush=True)
      c, _ = s.accept()
      while True:
        packet = c.recv(65536)
        if not packet: break
        c.send(b"got " + str(len(packet)).encode())
      c.send(b"end")
      """;

  @TempDir Path temp;

  @Test
  void packetsKeepTheirBoundsAlsoOverALongPath() throws IOException {
    assumeTrue(Files.isExecutable(PYTHON), "python3 plays the other side");
    Path directory = Files.createDirectories(temp.resolve("a-long-name".repeat(20)));
    try (Pipe output = Pipe.open();
        ChildProcess server =
            ChildProcess.spawn(
                PYTHON,
                List.of("python3", "-c", SERVER, directory.toString()),
                List.of(),
                List.of(StandardStream.INPUT, output.writeEnd(), StandardStream.ERROR))) {
      output.writeEnd().close();
      output.readEnd().read(new byte[10], 0, 10);
      try (SeqpacketSocket socket = SeqpacketSocket.connect(directory.resolve("attach"))) {
        socket.send(new byte[5], 0, 5);
        socket.send(new byte[40_000], 0, 40_000);
        socket.shutdownOutput();
        assertThat(text(socket)).isEqualTo("got 5");
        assertThat(text(socket)).isEqualTo("got 40000");
        assertThat(text(socket)).isEqualTo("end");
        assertThat(socket.receive()).isEmpty();
      }
      assertThat(server.waitFor()).isZero();
    }
  }

  @Test
  void missingSocketIsAnError() {
    assertThatThrownBy(() -> SeqpacketSocket.connect(temp.resolve("missing")))
        .isInstanceOf(LinuxException.class);
  }

  private static String text(SeqpacketSocket socket) throws IOException {
    return new String(socket.receive().orElseThrow(), UTF_8);
  }
}
