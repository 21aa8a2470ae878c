package dev.slipway.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The word that an instruction begins with.
public enum Keyword {
  ADD,
  ARG,
  CMD,
  COPY,
  ENTRYPOINT,
  ENV,
  EXPOSE,
  FROM,
  HEALTHCHECK,
  LABEL,
  MAINTAINER,
  ONBUILD,
  RUN,
  SHELL,
  STOPSIGNAL,
  USER,
  VOLUME,
  WORKDIR;

  private static final Map<String, Keyword> BY_NAME =
      Stream.of(values())
          .collect(
              Collectors.toMap(each -> each.name().toLowerCase(Locale.ROOT), Function.identity()));

  /// All of them, for suggestions.
  public static final List<String> NAMES = Stream.of(values()).map(Keyword::name).toList();

  /// The keyword that `word` spells, in any case.
  public static Optional<Keyword> of(String word) {
    return Optional.ofNullable(BY_NAME.get(GoText.lowerCase(word)));
  }
}
