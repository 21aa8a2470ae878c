package dev.slipway.registry.hosts;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.transport.Endpoint;
import dev.slipway.registry.transport.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// containerd's `hosts.toml`: the places where a registry can be had, in the order in which they
/// are asked, and the registry itself as `server`.
///
/// @param server null where the registry's name says where it is
record HostsToml(List<HostEntry> hosts, @Nullable HostEntry server) {
  /// What a request says by itself.
  private static final Set<String> OURS =
      Set.of("connection", "content-length", "content-range", "expect", "host", "range", "upgrade");

  private static final String HEADER_NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

  HostsToml {
    hosts = List.copyOf(hosts);
  }

  static HostsToml read(Path file) throws IOException {
    try {
      return parse(Files.readString(file), file);
    } catch (IllegalArgumentException malformed) {
      throw RegistryException.of(
          file + ": " + malformed.getMessage(), "correct the file, or move it away", malformed);
    }
  }

  private static HostsToml parse(String text, Path file) {
    Map<String, Map<String, Object>> tables = Toml.parse(text);
    Map<String, Object> top = tables.getOrDefault("", Map.of());
    HostEntry server = null;
    if (top.get("server") instanceof String address) {
      server = entry(address, top, file, false, headers(tables.get("header")));
    }
    if (server == null && tables.containsKey("header")) {
      throw new IllegalArgumentException("headers at the top are those of a server: name it");
    }
    Set<String> addresses = new LinkedHashSet<>();
    for (String name : tables.keySet()) {
      String[] words = name.split("\n", -1);
      if (words.length > 1 && words[0].equals("host")) {
        addresses.add(words[1]);
      }
    }
    List<HostEntry> hosts = new ArrayList<>();
    for (String address : addresses) {
      Map<String, Object> table = tables.getOrDefault("host\n" + address, Map.of());
      Map<String, Object> header = tables.get("host\n" + address + "\nheader");
      hosts.add(entry(address, table, file, true, headers(header)));
    }
    return new HostsToml(hosts, server);
  }

  /// A table of headers; of several values of one a list is made.
  private static Map<String, String> headers(@Nullable Map<String, Object> table) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (table != null) {
      table.forEach((name, value) -> {
        String text = String.join(", ", texts(value));
        boolean taken = OURS.contains(name.toLowerCase(Locale.ROOT));
        if (taken || !name.matches(HEADER_NAME) || !text.chars().allMatch(c -> c >= ' ')) {
          throw new IllegalArgumentException("no header that can be set: " + name);
        }
        headers.put(name, text);
      });
    }
    return headers;
  }

  private static HostEntry entry(
      String address,
      Map<String, Object> table,
      Path file,
      boolean mirror,
      Map<String, String> headers) {
    URI uri = URI.create(address.contains("://") ? address : "https://" + address);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("no address: " + address);
    }
    boolean whole = Boolean.TRUE.equals(table.get("override_path"));
    List<?> capabilities =
        table.get("capabilities") instanceof List<?> list
            ? list
            : List.of("pull", "resolve", "push");
    String base = uri.toString().replaceFirst("/v2/?$", "").replaceFirst("/$", "");
    var endpoint =
        new Endpoint(URI.create(base), mirror, capabilities.contains("push"), whole, headers);
    return new HostEntry(endpoint, capabilities.contains("pull"), trust(table, file));
  }

  private static Trust trust(Map<String, Object> table, Path file) {
    List<Path> authorities = new ArrayList<>();
    for (String name : texts(table.get("ca"))) {
      authorities.add(file.resolveSibling(name));
    }
    Path certificate = null;
    Path key = null;
    Object client = table.get("client");
    if (client instanceof List<?> list && !list.isEmpty()) {
      List<String> pair = list.getFirst() instanceof List<?> first ? texts(first) : texts(list);
      certificate = pair.isEmpty() ? null : file.resolveSibling(pair.get(0));
      key = pair.size() < 2 ? null : file.resolveSibling(pair.get(1));
    } else if (client instanceof String one) {
      certificate = file.resolveSibling(one);
    }
    return new Trust(authorities, Boolean.TRUE.equals(table.get("skip_verify")), certificate, key);
  }

  private static List<String> texts(@Nullable Object value) {
    if (value instanceof String one) {
      return List.of(one);
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(each -> texts.add(String.valueOf(each)));
    }
    return texts;
  }
}
