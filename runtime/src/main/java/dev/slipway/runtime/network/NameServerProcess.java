package dev.slipway.runtime.network;

import dev.slipway.image.store.Lock;
import dev.slipway.image.store.Locks;
import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pipe;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The process that is the host's [NameServer], seen from those that need it.
public final class NameServerProcess {
  private static final Locks LOCKS = new Locks(BridgeNetwork.DEFAULT_STATE);

  private NameServerProcess() {}

  /// Sees that there is one; the caller's container is on a network already, so it does not end.
  ///
  /// @param command that serves names and says so by a line
  public static void ensure(List<String> command, List<String> environment) throws IOException {
    try (Lock _ = LOCKS.exclusive(NameServer.COMING_AND_GOING)) {
      Optional<Lock> free = LOCKS.tryExclusive(NameServer.LOCK);
      if (free.isEmpty()) {
        return;
      }
      free.get().close();
      start(command, environment);
    }
  }

  private static void start(List<String> command, List<String> environment) throws IOException {
    List<String> words = new ArrayList<>(List.of("setsid", "--fork"));
    words.addAll(command);
    Path program = HostCapabilities.require("setsid", "util-linux", "it starts the name server");
    try (Pipe pipe = Pipe.open();
        OpenFile nothing = OpenFile.readWrite(Path.of("/dev/null"))) {
      try (ChildProcess child =
          ChildProcess.spawn(
              program, words, environment, List.of(nothing, pipe.writeEnd(), nothing))) {
        int _ = child.waitFor();
      }
      pipe.writeEnd().close();
      if (pipe.readEnd().inputStream().read() < 0) {
        throw new ContainerException(
            "the name server of the networks could not be started",
            "see whether another program has "
                + NameServerAddress.HOST
                + ":"
                + NameServerAddress.PORT
                + " (ss -lnup)");
      }
    }
  }

  /// Tells it that a container has left: it ends when that was the last.
  static void tellOfLeaving() {
    try (var socket = new DatagramSocket()) {
      byte[] nothing = new byte[0];
      socket.send(
          new DatagramPacket(
              nothing, 0, new InetSocketAddress(NameServerAddress.HOST, NameServerAddress.PORT)));
    } catch (IOException notThere) {
      // It looks by itself from time to time.
    }
  }
}
