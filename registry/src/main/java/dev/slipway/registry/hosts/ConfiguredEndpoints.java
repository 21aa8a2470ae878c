package dev.slipway.registry.hosts;

import dev.slipway.registry.transport.DirectEndpoints;
import dev.slipway.registry.transport.Endpoint;
import dev.slipway.registry.transport.Endpoints;
import dev.slipway.registry.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Registries where the machine's files say; mirrors before the registry itself.
public final class ConfiguredEndpoints implements Endpoints {
  private final HostFiles files;
  private final DirectEndpoints direct;
  private final Map<String, List<Endpoint>> known = new ConcurrentHashMap<>();

  public ConfiguredEndpoints(HostFiles files, Transport probe) {
    this.files = files;
    this.direct = new DirectEndpoints(probe, files::hasAuthority, files::isInsecure);
  }

  @Override
  public List<Endpoint> of(String registry) throws IOException, InterruptedException {
    List<Endpoint> endpoints = known.get(registry);
    if (endpoints == null) {
      endpoints = List.copyOf(find(registry));
      known.put(registry, endpoints);
    }
    return endpoints;
  }

  private List<Endpoint> find(String registry) throws IOException, InterruptedException {
    List<Endpoint> endpoints = new ArrayList<>();
    Optional<HostsToml> toml = files.toml(registry);
    if (toml.isEmpty()) {
      endpoints.addAll(files.mirrors(registry));
      endpoints.addAll(direct.of(registry));
      return endpoints;
    }
    for (HostEntry host : toml.get().hosts()) {
      if (host.mayPull()) {
        endpoints.add(host.endpoint());
      }
    }
    HostEntry server = toml.get().server();
    if (server == null) {
      endpoints.addAll(direct.of(registry));
    } else {
      endpoints.add(server.endpoint());
    }
    return endpoints;
  }
}
