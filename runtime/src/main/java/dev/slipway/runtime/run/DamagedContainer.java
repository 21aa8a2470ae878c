package dev.slipway.runtime.run;

import dev.slipway.runtime.ContainerException;
import java.nio.file.Path;

/// A container of which a record cannot be read, so that nothing but its ID is sure.
///
/// @param file the record
/// @param reason what is wrong with it
public record DamagedContainer(ContainerId id, Path file, String reason) {
  public String message() {
    return "container " + id.shortHex() + " cannot be read: " + file + ": " + reason;
  }

  public String remedy() {
    return "slipway rm -f " + id.shortHex() + " removes it";
  }

  ContainerException refusal() {
    return new ContainerException(message(), remedy());
  }
}
