package dev.slipway.cli.render.listing;

import dev.slipway.cli.render.GoNil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gives the members of an inspected thing the types that they have in Docker, which templates
/// show: a missing list is `[]`, and a map of names may be asked for any name.
final class TypedNulls {
  private TypedNulls() {}

  static @Nullable Object of(@Nullable Object thing) {
    return typed("", thing);
  }

  private static @Nullable Object typed(String name, @Nullable Object value) {
    return switch (value) {
      case null -> nil(name);
      case Map<?, ?> map when isMapOfNames(name) -> new TreeMap<>(map);
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          String member = String.valueOf(entry.getKey());
          members.put(member, typed(member, entry.getValue()));
        }
        yield members;
      }
      case List<?> list -> {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object element : list) {
          elements.add(typed("", element));
        }
        yield elements;
      }
      default -> value;
    };
  }

  private static boolean isMapOfNames(String name) {
    return switch (name) {
      case "Labels",
          "ExposedPorts",
          "Volumes",
          "Ports",
          "PortBindings",
          "Networks",
          "Sysctls",
          "Tmpfs",
          "Data" ->
          true;
      default -> false;
    };
  }

  private static GoNil nil(String name) {
    if (isMapOfNames(name)) {
      return GoNil.MAP;
    }
    return switch (name) {
      case "Cmd",
          "Entrypoint",
          "Env",
          "OnBuild",
          "Shell",
          "Args",
          "Binds",
          "Mounts",
          "CapAdd",
          "CapDrop",
          "Dns",
          "DnsOptions",
          "DnsSearch",
          "ExtraHosts",
          "GroupAdd",
          "SecurityOpt",
          "Devices",
          "ExecIDs",
          "RepoTags",
          "RepoDigests",
          "Layers" ->
          GoNil.SLICE;
      default -> GoNil.POINTER;
    };
  }
}
