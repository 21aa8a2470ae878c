package dev.slipway.builder.lower;

import dev.slipway.builder.ProxyArguments;
import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Variables;
import dev.slipway.image.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The arguments that stand before the first `FROM`, the ones that every build has, and the
/// `--build-arg`s.
///
/// @param variables what `FROM` and an `ARG` without a default see
/// @param given the `--build-arg`s
record GlobalVariables(Variables variables, Map<String, String> given) {
  private static final String EPOCH = SourceDateEpoch.NAME;

  /// Takes the place of `# check=`.
  private static final String CHECK_OPTIONS = "BUILDKIT_DOCKERFILE_CHECK";

  /// Keeps the cache mounts of a build apart from those of others.
  private static final String CACHE_MOUNTS = "BUILDKIT_CACHE_MOUNT_NS";

  static GlobalVariables of(List<Arg> globals, LoweringInput input, Stage target) {
    return of(globals, input, target, input.arguments());
  }

  /// The variables of a build that is given no arguments; these where they cannot be told.
  Variables defaults(List<Arg> globals, LoweringInput input, Stage target) {
    if (given.isEmpty()) {
      return variables;
    }
    try {
      return of(globals, input, target, Map.of()).variables();
    } catch (DockerfileException _) {
      return variables;
    }
  }

  private static GlobalVariables of(
      List<Arg> globals, LoweringInput input, Stage target, Map<String, String> given) {
    Variables variables = platformArguments(input, targetName(input, target), given);
    for (Arg instruction : globals) {
      for (Arg.Definition definition : instruction.definitions()) {
        String value = given.get(definition.name());
        if (value == null && definition.defaultValue() != null) {
          value = definition.defaultValue().expand(variables);
        }
        if (value != null) {
          variables = variables.with(definition.name(), value);
        }
      }
    }
    return new GlobalVariables(variables, given);
  }

  private static String targetName(LoweringInput input, Stage target) {
    if (input.target() != null) {
      return input.target();
    }
    return target.from().name() == null ? "default" : target.from().name().text();
  }

  /// `SOURCE_DATE_EPOCH` as a time; null where it is not given or empty.
  @Nullable Instant epoch(Dockerfile file) {
    String text = given.getOrDefault(EPOCH, variables.get(EPOCH));
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!text.matches("[+-]?[0-9]{1,11}")) {
      throw Lowering.error(
          file.stages().getFirst().from().span(),
          "invalid SOURCE_DATE_EPOCH: " + text,
          "write seconds since 1970, such as the output of: git log -1 --format=%ct, or the name of a"
              + " stage with nothing but an ADD of something remote");
    }
    return Instant.ofEpochSecond(Long.parseLong(text));
  }

  private static Variables platformArguments(
      LoweringInput input, String target, Map<String, String> given) {
    Variables variables = Variables.EMPTY.with("TARGETSTAGE", target);
    for (String side : List.of("BUILD", "TARGET")) {
      Platform platform = side.equals("BUILD") ? input.machine() : input.platform();
      variables =
          variables
              .with(side + "PLATFORM", platform.format())
              .with(side + "OS", platform.os())
              .with(side + "OSVERSION", "")
              .with(side + "ARCH", platform.architecture())
              .with(side + "VARIANT", platform.variant());
    }
    for (String name : variables.toMap().keySet()) {
      String value = given.get(name);
      variables = value == null ? variables : variables.with(name, value);
    }
    return variables;
  }

  /// The proxy arguments of a `RUN`, in both spellings, but for those that the stage declares.
  SortedMap<String, String> proxies(Variables stage) {
    var proxies = new TreeMap<String, String>();
    for (String upper : ProxyArguments.NAMES) {
      String lower = upper.toLowerCase(java.util.Locale.ROOT);
      String value = given.getOrDefault(upper, given.get(lower));
      if (value != null) {
        put(proxies, upper, value, stage);
        put(proxies, lower, value, stage);
      }
    }
    return proxies;
  }

  private static void put(Map<String, String> proxies, String name, String value, Variables stage) {
    if (stage.get(name) == null) {
      proxies.put(name, value);
    }
  }

  /// What a cache mount is kept under.
  String cacheMountId(String id) {
    String space = given.getOrDefault(CACHE_MOUNTS, "");
    return space.isEmpty() ? id : space + "/" + id;
  }

  /// The `--build-arg`s that no `ARG` of the file asks for.
  Set<String> unused(Dockerfile file) {
    var unused = new TreeSet<>(given.keySet());
    unused.removeIf(ProxyArguments::contains);
    unused.remove(EPOCH);
    unused.remove(CHECK_OPTIONS);
    unused.remove("BUILDKIT_SYNTAX");
    unused.remove(CACHE_MOUNTS);
    for (Arg global : file.globalArguments()) {
      global.definitions().forEach(each -> unused.remove(each.name()));
    }
    for (Stage stage : file.stages()) {
      for (Instruction instruction : stage.instructions()) {
        if (instruction instanceof Arg argument) {
          argument.definitions().forEach(each -> unused.remove(each.name()));
        }
      }
    }
    return unused;
  }
}
