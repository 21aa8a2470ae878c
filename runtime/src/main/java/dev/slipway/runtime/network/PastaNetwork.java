package dev.slipway.runtime.network;

import dev.slipway.image.store.Locks;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The network of containers without root: for each one a pasta process that speaks for it with
/// ordinary sockets.
///
/// All containers have the same address inside, each alone in its namespace; they cannot reach each
/// other but by published ports. The host's loopback is not reachable from inside.
public final class PastaNetwork implements Network {
  static final String ADDRESS = "10.0.2.100";
  static final String GATEWAY = "10.0.2.2";
  static final int PREFIX = 24;

  /// How long the process that translates is wanted.
  public enum Lifetime {
    /// Until the endpoint is closed or this program ends, however it ends: a build step.
    ENDPOINT,
    /// Until [#release]: a container, which outlives the command that started it.
    CONTAINER
  }

  private final Path state;
  private final Lifetime lifetime;

  /// @param runDirectory a directory of this user that is empty after a reboot
  public PastaNetwork(Path runDirectory, Lifetime lifetime) {
    this.state = runDirectory.resolve("pasta");
    this.lifetime = lifetime;
  }

  @Override
  public NetworkEndpoint attach(String id, List<PortMapping> ports)
      throws IOException, InterruptedException {
    PortReservation.refuseIpv6(ports, "without root");
    Files.createDirectories(state);
    // Two threads: one is the namespace, the other stays outside and is the parent at whose end a
    // step's pasta ends.
    var inside = DedicatedThread.open("network " + id);
    var parent = DedicatedThread.open("pasta " + id);
    try (var _ = new Locks(state).exclusive("ports")) {
      Path namespace = NamespaceThread.enterNew(inside);
      List<PortMapping> reserved = HostPorts.reserve(ports, List.of());
      Path record = state.resolve(id);
      Pasta pasta = parent.call(() -> Pasta.start(namespace, reserved, record, lifetime));
      pasta.awaitReady();
      return new PastaEndpoint(inside, parent, namespace, reserved, ResolvConf.forContainer());
    } catch (IOException | InterruptedException | RuntimeException failed) {
      release(id);
      parent.close();
      inside.close();
      throw failed;
    }
  }

  @Override
  public void leave(String id) throws IOException {
    release(id);
  }

  @Override
  public void release(String id) throws IOException {
    Path record = state.resolve(id);
    Pasta.running(record).ifPresent(ProcessHandle::destroy);
    Files.deleteIfExists(record);
    Files.deleteIfExists(Pasta.log(record));
  }
}
