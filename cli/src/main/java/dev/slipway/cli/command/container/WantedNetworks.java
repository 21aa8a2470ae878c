package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.runtime.network.Membership;
import dev.slipway.runtime.run.NetworkMode;
import java.util.List;

/// What all `--network` of one command line say together.
///
/// @param named the words for networks; none for those that every host has
record WantedNetworks(NetworkMode mode, List<String> named) {
  private static final String SHARED = "container:";

  WantedNetworks {
    named = List.copyOf(named);
  }

  static WantedNetworks of(List<String> words) {
    if (words.size() > 1 && !words.stream().allMatch(WantedNetworks::isOwn)) {
      if (words.stream().anyMatch(WantedNetworks::isOwn)) {
        throw CommandException.usage(
            "conflicting options: cannot attach both user-defined and non-user-defined"
                + " network-modes",
            "remedy: slipway network connect puts a container of the bridge on another network");
      }
      return of(List.of(words.getLast()));
    }
    String first = words.isEmpty() ? "" : words.getFirst();
    return switch (name(first)) {
      case "", "default", Membership.DEFAULT ->
          new WantedNetworks(
              NetworkMode.BRIDGE, first.indexOf('=') < 0 ? List.of() : List.of(first));
      case "host" -> new WantedNetworks(NetworkMode.HOST, List.of());
      case "none" -> new WantedNetworks(NetworkMode.NONE, List.of());
      default ->
          first.startsWith(SHARED) && first.length() > SHARED.length()
              ? new WantedNetworks(NetworkMode.CONTAINER, words)
              : new WantedNetworks(NetworkMode.BRIDGE, words);
    };
  }

  private static boolean isOwn(String word) {
    return !List.of("", "default", Membership.DEFAULT, "host", "none").contains(name(word))
        && !word.startsWith(SHARED);
  }

  /// The network's own name in `name=back,alias=db`.
  private static String name(String word) {
    return word.indexOf('=') < 0 ? word : Membership.parse(word).network();
  }
}
