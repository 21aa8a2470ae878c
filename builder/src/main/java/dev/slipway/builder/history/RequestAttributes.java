package dev.slipway.builder.history;

import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.CacheUse;
import dev.slipway.builder.ContextSource;
import dev.slipway.builder.DockerfileSource;
import dev.slipway.builder.ExtraHost;
import dev.slipway.builder.NetworkAccess;
import dev.slipway.builder.ProxyArguments;
import dev.slipway.builder.StepSettings;
import dev.slipway.image.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// A build's request as it is kept: BuildKit's names for what was asked for. Secrets and agents are
/// not named, build arguments are, but for proxies.
final class RequestAttributes {
  private static final String USUAL = "Dockerfile";
  private static final String STANDARD_INPUT = "-";

  private RequestAttributes() {}

  static Map<String, String> of(BuildRequest request) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("context", context(request));
    attributes.put("filename", dockerfile(request));
    if (request.stage().target() != null) {
      attributes.put("target", request.stage().target());
    }
    attributes.put("platform", Platform.host().format());
    putCache(request.cache(), attributes);
    putSteps(request.steps(), attributes);
    if (request.insight().resume()) {
      attributes.put("resume", "");
    }
    new TreeMap<>(request.stage().arguments())
        .forEach((name, value) -> {
          if (!ProxyArguments.contains(name)) {
            attributes.put("build-arg:" + name, value);
          }
        });
    new TreeMap<>(request.image().labels())
        .forEach((name, value) -> attributes.put("label:" + name, value));
    new TreeMap<>(request.sources().named())
        .forEach((name, value) -> attributes.put("context:" + name, value.toString()));
    int tag = 0;
    for (var name : request.image().tags()) {
      attributes.put("tag:" + tag++, name.familiar());
    }
    return attributes;
  }

  private static void putCache(CacheUse use, Map<String, String> attributes) {
    if (use.nothing() || !use.exceptStages().isEmpty()) {
      attributes.put("no-cache", String.join(",", new TreeSet<>(use.exceptStages())));
    }
    if (use.newestBases()) {
      attributes.put("image-resolve-mode", "pull");
    }
  }

  private static void putSteps(StepSettings steps, Map<String, String> attributes) {
    if (steps.network() != NetworkAccess.DEFAULT) {
      attributes.put("force-network-mode", steps.network().name().toLowerCase(Locale.ROOT));
    }
    var hosts = new ArrayList<String>();
    for (ExtraHost host : steps.hosts()) {
      hosts.add(host.name() + "=" + host.address());
    }
    if (!hosts.isEmpty()) {
      attributes.put("add-hosts", String.join(",", hosts));
    }
  }

  /// The context's last name, or where the Dockerfile has another one that with its directory; the
  /// target behind it.
  static String name(BuildRequest request) {
    String target = request.stage().target();
    String given = request.stage().arguments().getOrDefault("BUILDKIT_BUILD_NAME", "");
    if (!given.isEmpty()) {
      return given;
    }
    String name = place(context(request), dockerfile(request));
    return target == null ? name : name.isEmpty() ? target : name + " (" + target + ")";
  }

  private static String place(String context, String dockerfile) {
    String local = context.startsWith("/") ? context : "";
    if (local.isEmpty()) {
      return context;
    }
    String file =
        dockerfile.endsWith("/" + USUAL)
            ? dockerfile.substring(0, dockerfile.length() - USUAL.length() - 1)
            : dockerfile;
    if (file.startsWith(local) && file.length() > local.length()) {
      return file.substring(local.lastIndexOf('/') + 1);
    }
    String path = file.isEmpty() ? local : file;
    int slash = path.lastIndexOf('/');
    String base = path.substring(slash + 1);
    boolean usual = dockerfile.isEmpty() || dockerfile.endsWith("/" + USUAL);
    return usual || slash <= 0
        ? base
        : path.substring(path.lastIndexOf('/', slash - 1) + 1, slash) + "/" + base;
  }

  private static String context(BuildRequest request) {
    return switch (request.sources().context()) {
      case ContextSource.Directory(Path path) -> path.toString();
      case ContextSource.Git git -> git.toString();
      case ContextSource.Web web -> web.toString();
      case ContextSource.Archive _, ContextSource.Empty _ -> STANDARD_INPUT;
    };
  }

  /// Absolute; empty for the usual one.
  private static String dockerfile(BuildRequest request) {
    return switch (request.sources().dockerfile()) {
      case DockerfileSource.Usual() -> "";
      case DockerfileSource.File(Path path) -> path.toString();
      case DockerfileSource.Inside(var path) -> path;
      case DockerfileSource.Web(var address) -> new ContextSource.Web(address).toString();
      case DockerfileSource.Text _ -> STANDARD_INPUT;
    };
  }
}
