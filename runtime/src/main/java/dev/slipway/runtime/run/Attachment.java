package dev.slipway.runtime.run;

import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.SeqpacketSocket;
import dev.slipway.linux.Terminal;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A connection to the streams of a running container: packets of one byte that names the stream
/// and up to 32 KiB of it; what we send is its standard input.
public final class Attachment implements Closeable {
  private static final byte OUT = 2;
  private static final byte ERR = 3;

  /// conmon reads at most this much of a packet.
  private static final int LARGEST_PACKET = 8192;

  private final SeqpacketSocket socket;
  private final ContainerFiles files;

  private Attachment(SeqpacketSocket socket, ContainerFiles files) {
    this.socket = socket;
    this.files = files;
  }

  static Attachment open(ContainerFiles files) throws IOException {
    return new Attachment(SeqpacketSocket.connect(files.attachSocket()), files);
  }

  /// A piece of output: the bytes of its packet after the first.
  public static final class Output {
    private final byte[] packet;

    private Output(byte[] packet) {
      this.packet = packet;
    }

    /// Whether it came from standard error.
    public boolean error() {
      return packet[0] == ERR;
    }

    public int length() {
      return packet.length - 1;
    }

    public void writeTo(OutputStream stream) throws IOException {
      stream.write(packet, 1, length());
    }
  }

  /// Waits for output; empty at its end. With a terminal both streams are one.
  public Optional<Output> receive() throws IOException {
    while (true) {
      Optional<byte[]> packet = socket.receive();
      if (packet.isEmpty()) {
        return Optional.empty();
      }
      byte[] bytes = packet.get();
      if (bytes[0] == OUT || bytes[0] == ERR) {
        return Optional.of(new Output(bytes));
      }
    }
  }

  /// Sends to the container's standard input.
  public void send(byte[] bytes, int length) throws IOException {
    for (int done = 0; done < length; done += LARGEST_PACKET) {
      socket.send(bytes, done, Math.min(LARGEST_PACKET, length - done));
    }
  }

  /// Ends the container's standard input.
  public void endInput() throws LinuxException {
    socket.shutdownOutput();
  }

  /// Leaves the container as it is: [#receive] says that there is no more.
  public void leave() throws LinuxException {
    socket.shutdown();
  }

  /// Tells the container's terminal its new size.
  public void resize(Terminal.Size size) throws IOException {
    byte[] line =
        ("1 " + size.rows() + " " + size.columns() + "\n").getBytes(StandardCharsets.US_ASCII);
    try (OpenFile control = OpenFile.readWrite(files.control())) {
      control.write(line, 0, line.length);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
