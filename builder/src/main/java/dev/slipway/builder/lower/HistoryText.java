package dev.slipway.builder.lower;

import dev.slipway.builder.graph.CopyOptions;
import dev.slipway.dockerfile.Transfer;
import dev.slipway.dockerfile.Variables;
import dev.slipway.image.HealthCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

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
  static String copy(boolean add, Transfer transfer, Variables variables, CopyOptions options) {
    var words = new ArrayList<String>();
    words.add(add ? "ADD" : "COPY");
    if (options.parents()) {
      words.add("--parents");
    }
    if (options.chown() != null) {
      words.add("--chown=" + options.chown());
    }
    if (options.chmod() != null && transfer.chmod() != null) {
      words.add("--chmod=" + transfer.chmod().expand(variables));
    }
    transfer.sources().forEach(source -> words.add(source.expand(variables)));
    transfer.files().forEach(file -> words.add("<<" + file.name()));
    words.add(transfer.destination().expand(variables));
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
