package dev.slipway.builder.lower;

import dev.slipway.image.HealthCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `created_by` texts of an image's history, as BuildKit writes them.
final class HistoryText {
  private static final String MARK = " # buildkit";

  private HistoryText() {}

  /// `RUN |1 VERSION=0.0.1 /bin/sh -c go build # buildkit`: the stage's arguments go first.
  static String run(List<String> command, List<ArgumentValue> arguments, StageState stage) {
    var values = new LinkedHashMap<String, String>();
    for (var argument : arguments) {
      String value = stage.variables().get(argument.name());
      values.put(
          argument.name(),
          value != null ? value : argument.value() == null ? "" : argument.value());
    }
    var words = new ArrayList<String>();
    words.add("RUN");
    if (!values.isEmpty()) {
      words.add("|" + values.size());
      values.forEach((name, value) -> words.add(name + "=" + value));
    }
    words.addAll(command);
    return String.join(" ", words) + MARK;
  }

  /// `COPY --chown=1:2 a b # buildkit`; where it copies from is not told.
  static String copy(
      boolean unpack,
      @Nullable String chown,
      @Nullable String chmod,
      List<String> sources,
      String destination) {
    var words = new ArrayList<String>();
    words.add(unpack ? "ADD" : "COPY");
    if (chown != null) {
      words.add("--chown=" + chown);
    }
    if (chmod != null) {
      words.add("--chmod=" + chmod);
    }
    words.addAll(sources);
    words.add(destination);
    return String.join(" ", words) + MARK;
  }

  static String argument(List<ArgumentValue> definitions) {
    var words = new ArrayList<String>();
    words.add("ARG");
    definitions.forEach(
        each -> words.add(each.value() == null ? each.name() : each.name() + "=" + each.value()));
    return String.join(" ", words);
  }

  static String healthCheck(HealthCheck check) {
    return "HEALTHCHECK &{"
        + String.join(
            " ",
            GoFormat.quoted(check.test()),
            GoFormat.quoted(GoFormat.duration(check.interval())),
            GoFormat.quoted(GoFormat.duration(check.timeout())),
            GoFormat.quoted(GoFormat.duration(check.startPeriod())),
            GoFormat.quoted(GoFormat.duration(check.startInterval())),
            GoFormat.quotedCharacter(check.retries()))
        + "}";
  }
}
