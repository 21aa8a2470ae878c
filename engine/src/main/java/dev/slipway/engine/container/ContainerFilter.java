package dev.slipway.engine.container;

import dev.slipway.engine.create.Memberships;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerState;
import dev.slipway.runtime.run.Health;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// `--filter` of `ps` and `container prune`: values of one key are alternatives, but for labels,
/// which must all hold.
public final class ContainerFilter {
  private static final Set<String> STATUSES =
      Set.of("created", "restarting", "running", "removing", "paused", "exited", "dead");
  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "name",
          "status",
          "ancestor",
          "label",
          "exited",
          "network",
          "before",
          "since",
          "volume",
          "health");

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<Container> all;

  /// @param filters `key=value` each
  /// @param all every container, which `before` and `since` refer to
  /// @throws ContainerException a filter is unknown or malformed
  public ContainerFilter(List<String> filters, List<Container> all) {
    this.all = all;
    for (String filter : filters) {
      int equals = filter.indexOf('=');
      String key = equals < 0 ? filter : filter.substring(0, equals).strip();
      if (equals < 0 || !KNOWN.contains(key)) {
        throw new ContainerException(
            "invalid filter '" + key + "'",
            "known here: " + String.join(", ", KNOWN.stream().sorted().toList()),
            1,
            null);
      }
      values.computeIfAbsent(key, _ -> new ArrayList<>()).add(filter.substring(equals + 1).strip());
    }
    for (String status : of("status")) {
      if (!STATUSES.contains(status)) {
        throw new ContainerException(
            "invalid filter 'status=" + status + "'",
            "known here: " + String.join(", ", STATUSES.stream().sorted().toList()),
            1,
            null);
      }
    }
  }

  private List<String> of(String key) {
    return values.getOrDefault(key, List.of());
  }

  /// Whether a status is asked for, which makes `ps` look at all containers.
  public boolean asksForState() {
    return values.containsKey("status") || values.containsKey("exited");
  }

  public boolean accepts(Container container) {
    return values.isEmpty() || matches(container);
  }

  private boolean matches(Container container) {
    return any("id", value -> container.id().hex().startsWith(value))
        && any("name", value -> contains(container.name(), value))
        && any("status", value -> container.state().word().equals(value))
        && any("ancestor", value -> isOf(container, value))
        && any("network", value -> Memberships.has(container.record(), value))
        && any("volume", value -> sees(container, value))
        && any("health", value -> healthWord(container).equals(value))
        && any("exited", value -> exitedWith(container.state(), value))
        && any("before", value -> position(container) > position(value))
        && any("since", value -> position(container) < position(value))
        && of("label").stream().allMatch(label -> has(container.record().labels(), label));
  }

  private boolean any(String key, Predicate<String> test) {
    return of(key).isEmpty() || of(key).stream().anyMatch(test);
  }

  private static boolean contains(String name, String expression) {
    try {
      Pattern pattern = Pattern.compile(expression);
      return pattern.matcher(name).find() || pattern.matcher("/" + name).find();
    } catch (PatternSyntaxException malformed) {
      return name.contains(expression);
    }
  }

  private static boolean isOf(Container container, String image) {
    String name = container.record().imageName();
    String id = container.record().imageId();
    return name.equals(image)
        || name.equals(image + ":latest")
        || (name + ":latest").equals(image)
        || id.equals(image)
        || (image.length() >= 4 && id.substring(id.indexOf(':') + 1).startsWith(image));
  }

  private static boolean sees(Container container, String volume) {
    return container.record().volumes().stream()
        .anyMatch(seen -> seen.source().equals(volume) || seen.target().equals(volume));
  }

  private static String healthWord(Container container) {
    Health health = container.health();
    return health == null ? "none" : health.status().word();
  }

  private static boolean exitedWith(ContainerState state, String code) {
    return state instanceof ContainerState.Exited exited
        && exited.exitCode().isPresent()
        && Integer.toString(exited.exitCode().getAsInt()).equals(code);
  }

  private int position(Container container) {
    return position(container.id().hex());
  }

  /// The list is the newest first.
  private int position(String word) {
    for (int i = 0; i < all.size(); i++) {
      Container one = all.get(i);
      if (one.name().equals(word) || one.id().hex().startsWith(word)) {
        return i;
      }
    }
    throw new ContainerException(
        "No such container: " + word, "slipway ps -a lists those that exist", 1, null);
  }

  private static boolean has(Map<String, String> labels, String wanted) {
    int equals = wanted.indexOf('=');
    return equals < 0
        ? labels.containsKey(wanted)
        : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
  }
}
