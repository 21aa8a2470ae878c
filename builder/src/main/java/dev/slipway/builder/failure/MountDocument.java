package dev.slipway.builder.failure;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.graph.CacheDirectory;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepMount;
import io.avaje.jsonb.Json;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A [StepMount] in a [FailureDocument]. Secrets and agents have none.
///
/// @param type `cache`, `bind`, `tmpfs` or `script`
/// @param id of a cache
/// @param layers of a bind mount
/// @param source of a bind mount
/// @param name of a script
/// @param content of a script
@Json
record MountDocument(
    String type,
    String target,
    boolean readOnly,
    @Nullable String id,
    @Nullable String sharing,
    int mode,
    long uid,
    long gid,
    long size,
    @Nullable List<LayerDocument> layers,
    @Nullable String source,
    @Nullable String name,
    @Nullable String content) {

  /// Null for what is not kept.
  static @Nullable MountDocument of(StepMount mount, Function<Step, List<ResultLayer>> results) {
    return switch (mount) {
      case StepMount.Cache(var cache) ->
          new MountDocument(
              "cache",
              cache.target(),
              cache.readOnly(),
              cache.id(),
              cache.sharing().name(),
              cache.mode(),
              cache.uid(),
              cache.gid(),
              0,
              null,
              null,
              null,
              null);
      case StepMount.Bind(var from, var source, var target, var readOnly) ->
          new MountDocument(
              "bind",
              target,
              readOnly,
              null,
              null,
              0,
              0,
              0,
              0,
              LayerDocument.of(results.apply(from)),
              source,
              null,
              null);
      case StepMount.Memory(var target, var size, var readOnly) ->
          new MountDocument(
              "tmpfs", target, readOnly, null, null, 0, 0, 0, size, null, null, null, null);
      case StepMount.Script(var target, var name, var content) ->
          new MountDocument(
              "script", target, true, null, null, 0, 0, 0, 0, null, null, name, content);
      case StepMount.Secret _, StepMount.Agent _ -> null;
    };
  }

  /// @param mounted gets the layers of the placeholder that a bind mount takes files from
  StepMount mount(IdentityHashMap<Step, List<ResultLayer>> mounted) {
    return switch (type) {
      case "cache" ->
          new StepMount.Cache(
              new CacheDirectory(
                  text(id),
                  target,
                  readOnly,
                  CacheDirectory.Sharing.valueOf(text(sharing)),
                  null,
                  "/",
                  mode,
                  uid,
                  gid));
      case "bind" -> {
        var placeholder = new Step.Scratch();
        mounted.put(placeholder, LayerDocument.layers(layers));
        yield new StepMount.Bind(placeholder, text(source), target, readOnly);
      }
      case "tmpfs" -> new StepMount.Memory(target, size, readOnly);
      case "script" -> new StepMount.Script(target, text(name), text(content));
      default -> throw new IllegalStateException("a mount of type " + type);
    };
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
