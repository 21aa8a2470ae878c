package dev.slipway.registry.hosts;

import dev.slipway.image.web.EnvironmentProxies;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.json.JsonObject;
import dev.slipway.registry.transport.DirectEndpoints;
import dev.slipway.registry.transport.Endpoint;
import dev.slipway.registry.transport.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What is known of hosts: containerd's `certs.d/HOST/hosts.toml`, Docker's `certs.d/HOST/*.crt`
/// and its `daemon.json` (`registry-mirrors`, `insecure-registries`). The first directory that has
/// one for a host is taken.
public final class HostFiles {
  private static final String DIRECTORIES =
      "/etc/slipway/certs.d:/etc/containerd/certs.d:/etc/docker/certs.d:/etc/containers/certs.d";

  private final List<Path> directories;
  private final Path daemon;
  private final Map<String, Trust> mirrors = new ConcurrentHashMap<>();

  HostFiles(List<Path> directories, Path daemon) {
    this.directories = List.copyOf(directories);
    this.daemon = daemon;
  }

  /// The usual places, or those that `SLIPWAY_CERTS_D` (parted by colons) and `SLIPWAY_DAEMON_JSON`
  /// name.
  public static HostFiles of(Map<String, String> environment) {
    List<Path> directories = new ArrayList<>();
    for (String word : environment.getOrDefault("SLIPWAY_CERTS_D", DIRECTORIES).split(":")) {
      if (!word.isEmpty()) {
        directories.add(Path.of(word));
      }
    }
    String daemon = environment.getOrDefault("SLIPWAY_DAEMON_JSON", "/etc/docker/daemon.json");
    return new HostFiles(directories, Path.of(daemon));
  }

  /// A registry's `hosts.toml`.
  Optional<HostsToml> toml(String registry) throws IOException {
    for (Path directory : directories) {
      for (String name : names(registry)) {
        Path file = directory.resolve(name).resolve("hosts.toml");
        if (Files.exists(file)) {
          HostsToml toml = HostsToml.read(file);
          toml.hosts().forEach(this::remember);
          if (toml.server() != null) {
            remember(toml.server());
          }
          return Optional.of(toml);
        }
      }
    }
    return Optional.empty();
  }

  private void remember(HostEntry entry) {
    mirrors.put(entry.endpoint().base().getAuthority(), entry.trust());
  }

  /// Docker's mirrors, which are for Docker Hub alone.
  List<Endpoint> mirrors(String registry) throws IOException {
    List<Endpoint> endpoints = new ArrayList<>();
    if (DirectEndpoints.isHub(registry)) {
      for (String mirror : daemon().texts("registry-mirrors")) {
        URI uri = URI.create(mirror.replaceFirst("/$", ""));
        endpoints.add(new Endpoint(uri, true, false, false, Map.of()));
      }
    }
    return endpoints;
  }

  /// Whether a host may speak plain HTTP, or TLS with any certificate.
  boolean isInsecure(String host) {
    String name = host.replaceFirst(":[0-9]+$", "");
    try {
      for (String entry : daemon().texts("insecure-registries")) {
        String bare = entry.replaceFirst("^https?://", "").replaceFirst("/$", "");
        boolean network = bare.matches(".*/[0-9]+");
        if (network
            ? EnvironmentProxies.isInNetwork(bare, name)
            : bare.equals(host) || bare.equals(name)) {
          return true;
        }
      }
      return false;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private JsonObject daemon() throws IOException {
    try {
      return JsonObject.parse(Files.readAllBytes(daemon));
    } catch (NoSuchFileException none) {
      return JsonObject.EMPTY;
    } catch (IllegalArgumentException malformed) {
      throw RegistryException.of(
          daemon + ": " + malformed.getMessage(), "correct the file, or move it away", malformed);
    }
  }

  /// Whether a CA is known for a host.
  boolean hasAuthority(String host) {
    return !files(host).authorities().isEmpty();
  }

  /// Whom to believe that they are the host of an address. On this machine anybody, where no CA is
  /// named, as Docker does.
  public Trust trust(URI uri) {
    String host = uri.getAuthority();
    Trust named = mirrors.get(host);
    if (named != null && !named.equals(Trust.USUAL)) {
      return named;
    }
    Trust files = files(host);
    boolean loose = DirectEndpoints.isLoopback(host) || isInsecure(host);
    return loose && files.authorities().isEmpty()
        ? new Trust(List.of(), true, files.certificate(), files.key())
        : files;
  }

  /// `HOST/*.crt` are CAs, `NAME.cert` and `NAME.key` are ours.
  private Trust files(String host) {
    List<Path> authorities = new ArrayList<>();
    Path certificate = null;
    for (Path directory : directories) {
      for (String name : names(host)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve(name))) {
          for (Path file : files) {
            if (file.toString().endsWith(".crt")) {
              authorities.add(file);
            } else if (file.toString().endsWith(".cert")) {
              certificate = file;
            }
          }
        } catch (IOException none) {
          // Nothing is known here.
        }
      }
    }
    Path key =
        certificate == null
            ? null
            : Path.of(certificate.toString().replaceFirst("\\.cert$", ".key"));
    return new Trust(authorities, false, certificate, key);
  }

  /// What its directory may be called; Docker Hub has several names.
  private static List<String> names(String host) {
    if (DirectEndpoints.isHub(host)) {
      return List.of("docker.io", "registry-1.docker.io");
    }
    int colon = host.lastIndexOf(':');
    return colon > 0 && !host.endsWith("]")
        ? List.of(host, host.substring(0, colon) + "_" + host.substring(colon + 1) + "_")
        : List.of(host);
  }
}
