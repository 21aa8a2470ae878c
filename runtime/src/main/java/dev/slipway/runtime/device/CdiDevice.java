package dev.slipway.runtime.device;

import java.nio.file.Path;
import java.util.Map;

/// A device of a specification.
///
/// @param name in full: `vendor.com/class=name`
/// @param specification where it is described
/// @param annotations the specification's and its own
/// @param common what each device of the specification brings, once in a container
/// @param own what this device brings
public record CdiDevice(
    String name,
    Path specification,
    Map<String, String> annotations,
    ContainerEdits common,
    ContainerEdits own) {
  public CdiDevice {
    annotations = Map.copyOf(annotations);
  }

  /// `vendor.com/class`.
  String kind() {
    return name.substring(0, name.indexOf('='));
  }
}
