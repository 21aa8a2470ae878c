package dev.slipway.runtime.device;

import dev.slipway.runtime.RuntimeMount;
import java.util.ArrayList;
import java.util.List;

/// What a specification changes of a container.
///
/// @param environment `NAME=value`
/// @param groups supplementary groups of the process
/// @param unsupported what a container cannot be given here, in words
public record ContainerEdits(
    List<String> environment,
    List<CdiNode> nodes,
    List<RuntimeMount.Host> mounts,
    List<Long> groups,
    List<String> unsupported) {
  static final ContainerEdits NONE =
      new ContainerEdits(List.of(), List.of(), List.of(), List.of(), List.of());

  public ContainerEdits {
    environment = List.copyOf(environment);
    nodes = List.copyOf(nodes);
    mounts = List.copyOf(mounts);
    groups = List.copyOf(groups);
    unsupported = List.copyOf(unsupported);
  }

  ContainerEdits and(ContainerEdits more) {
    return new ContainerEdits(
        joined(environment, more.environment),
        joined(nodes, more.nodes),
        joined(mounts, more.mounts),
        joined(groups, more.groups),
        joined(unsupported, more.unsupported));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
