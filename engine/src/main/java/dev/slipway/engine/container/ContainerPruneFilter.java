package dev.slipway.engine.container;

import dev.slipway.engine.vocabulary.PointInTime;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `container prune --filter`.
///
/// @param until null for no limit
record ContainerPruneFilter(@Nullable Instant until, List<String> labels, List<String> notLabels) {
  static ContainerPruneFilter parse(List<String> filters) {
    Instant until = null;
    List<String> labels = new ArrayList<>();
    List<String> notLabels = new ArrayList<>();
    for (String filter : filters) {
      if (filter.startsWith("until=")) {
        until = PointInTime.parse(filter.substring("until=".length()));
      } else if (filter.startsWith("label=")) {
        labels.add(filter.substring("label=".length()));
      } else if (filter.startsWith("label!=")) {
        notLabels.add(filter.substring("label!=".length()));
      } else {
        throw new ContainerException(
            "invalid filter '" + filter + "'", "known here: label, label!, until", 1, null);
      }
    }
    return new ContainerPruneFilter(until, labels, notLabels);
  }

  /// Those that do not run and are meant.
  List<Container> of(List<Container> all) {
    List<Container> ended = new ArrayList<>();
    for (Container container : all) {
      if (!container.running() && accepts(container.record())) {
        ended.add(container);
      }
    }
    return ended;
  }

  private boolean accepts(ContainerRecord record) {
    return (until == null || record.created().isBefore(until))
        && labels.stream().allMatch(label -> has(record.labels(), label))
        && notLabels.stream().noneMatch(label -> has(record.labels(), label));
  }

  private static boolean has(Map<String, String> labels, String wanted) {
    int equals = wanted.indexOf('=');
    return equals < 0
        ? labels.containsKey(wanted)
        : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
  }
}
