package dev.slipway.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The flags of a `RUN`. Only the values of mounts are expanded.
///
/// @param networkSpan of `--network`, null where it is not given
/// @param securitySpan of `--security`, null where it is not given
public record RunFlags(
    List<MountFlag> mounts,
    Network network,
    @Nullable Span networkSpan,
    Security security,
    @Nullable Span securitySpan,
    List<Device> devices) {

  /// None given.
  public static final RunFlags NONE =
      new RunFlags(List.of(), Network.DEFAULT, null, Security.SANDBOX, null, List.of());

  /// Copies the lists.
  public RunFlags {
    mounts = List.copyOf(mounts);
    devices = List.copyOf(devices);
  }

  /// `--network`.
  public enum Network {
    /// A network of the step's own, or the one that the build is told to use.
    DEFAULT,
    /// Loopback only.
    NONE,
    /// The host's, where the build is allowed it.
    HOST
  }

  /// `--security`.
  public enum Security {
    SANDBOX,
    /// All capabilities, where the build is allowed them.
    INSECURE
  }

  /// `--device=NAME[,required[=B]]`: a device by its name in the Container Device Interface.
  ///
  /// @param required whether the build fails where the device is not there
  public record Device(Span span, String name, boolean required) {}
}
