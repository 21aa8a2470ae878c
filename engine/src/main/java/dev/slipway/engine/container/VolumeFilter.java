package dev.slipway.engine.container;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.volume.Volume;
import java.util.List;
import java.util.Map;

/// `--filter` of `volume ls` and `volume prune`.
public final class VolumeFilter {
  private final List<String> filters;

  /// @param filters `name=x`, `label=key`, `label!=key`, `dangling=true`, `driver=local`
  /// @throws ContainerException one of them is unknown
  public VolumeFilter(List<String> filters) {
    this.filters = List.copyOf(filters);
    for (String filter : filters) {
      String key = key(filter);
      if (!List.of("name", "label", "label!", "dangling", "driver", "all").contains(key)) {
        throw new ContainerException(
            "invalid filter '" + key + "'",
            "known here: dangling, driver, label, label!, name",
            1,
            null);
      }
    }
  }

  private static String key(String filter) {
    int equals = filter.indexOf('=');
    return equals < 0 ? filter : filter.substring(0, equals);
  }

  private static String value(String filter) {
    return filter.substring(filter.indexOf('=') + 1);
  }

  /// @param unused whether no container was made with it
  public boolean accepts(Volume volume, boolean unused) {
    boolean nameAsked = false;
    boolean nameFits = false;
    for (String filter : filters) {
      String value = value(filter);
      switch (key(filter)) {
        case "name" -> {
          nameAsked = true;
          nameFits |= volume.name().contains(value);
        }
        case "label" -> {
          if (!has(volume.labels(), value)) {
            return false;
          }
        }
        case "label!" -> {
          if (has(volume.labels(), value)) {
            return false;
          }
        }
        case "dangling" -> {
          if (unused != (value.equals("true") || value.equals("1"))) {
            return false;
          }
        }
        case "driver" -> {
          if (!value.equals("local")) {
            return false;
          }
        }
        default -> {
          // `all` is the prune's own.
        }
      }
    }
    return !nameAsked || nameFits;
  }

  private static boolean has(Map<String, String> labels, String wanted) {
    int equals = wanted.indexOf('=');
    return equals < 0
        ? labels.containsKey(wanted)
        : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
  }
}
