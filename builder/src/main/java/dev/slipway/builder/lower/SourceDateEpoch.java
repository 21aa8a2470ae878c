package dev.slipway.builder.lower;

import dev.slipway.builder.NamedContext;
import dev.slipway.builder.StageChoice;
import dev.slipway.builder.graph.CopyInput;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `SOURCE_DATE_EPOCH` as the name of what has the time: `context`, a named context, or a stage
/// that adds something remote.
///
/// @param input with the time in seconds in the name's place
/// @param timeless what was named and has no time: the image has those of the build then
public record SourceDateEpoch(LoweringInput input, @Nullable String timeless) {
  /// The variable's name.
  static final String NAME = "SOURCE_DATE_EPOCH";

  /// Asks for the time where a name is given for it.
  ///
  /// @throws DockerfileException a stage of that name is none that has a time
  public static SourceDateEpoch resolve(Dockerfile file, LoweringInput input, EpochTimes times)
      throws IOException, InterruptedException {
    String name = name(file, input);
    if (name.isEmpty() || name.matches("[+-]?[0-9]+")) {
      return new SourceDateEpoch(input, null);
    }
    boolean context = name.equals("context") || input.contexts().containsKey(name);
    CopyInput source = context ? fetched(input, name) : source(file, input, name);
    if (source == null && !context) {
      return new SourceDateEpoch(input, null); // Refused as what is no number.
    }
    Optional<Instant> time = source == null ? Optional.empty() : times.of(source);
    var arguments = new TreeMap<>(input.arguments());
    arguments.put(NAME, time.map(each -> Long.toString(each.getEpochSecond())).orElse(""));
    return new SourceDateEpoch(
        input.withStage(new StageChoice(input.target(), arguments)),
        time.isPresent() ? null : name);
  }

  private static String name(Dockerfile file, LoweringInput input) {
    String given = input.arguments().get(NAME);
    boolean declared =
        file.globalArguments().stream()
            .flatMap(arg -> arg.definitions().stream())
            .anyMatch(definition -> definition.name().equals(NAME));
    if (given != null || !declared) {
      return given == null ? "" : given;
    }
    String value = globals(file, input).variables().get(NAME);
    return value == null ? "" : value;
  }

  private static GlobalVariables globals(Dockerfile file, LoweringInput input) {
    return GlobalVariables.of(
        file.globalArguments(), input, StageNames.target(file, input.target()));
  }

  /// What a context is fetched from; null for one that is not.
  private static @Nullable CopyInput fetched(LoweringInput input, String name) {
    if (name.equals("context")) {
      return input.context() instanceof MainContext.Fetched(var main, _) ? main : null;
    }
    return input.contexts().get(name) instanceof NamedContext.Fetched(var named)
        ? FetchedContexts.input(named).orElse(null)
        : null;
  }

  private static @Nullable CopyInput source(Dockerfile file, LoweringInput input, String name) {
    try {
      return new EpochStage(globals(file, input)).source(file, name);
    } catch (DockerfileException mistake) {
      throw mistake.source() == null ? mistake.in(file.source()) : mistake;
    }
  }
}
