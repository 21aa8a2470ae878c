package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.RunFlags;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Suggestion;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `--mount`, `--network`, `--security` and `--device`.
final class RunFlagsParser {
  private static final Flags.Known FLAGS =
      new Flags.Known(Set.of("network", "security"), Set.of("mount", "device"), Set.of());

  private final InstructionLine line;
  private final List<Diagnostic> warnings;
  private final List<Diagnostic> mistakes = new ArrayList<>();

  RunFlagsParser(InstructionLine line, List<Diagnostic> warnings) {
    this.line = line;
    this.warnings = warnings;
  }

  /// @throws DockerfileException with all that is wrong with the flags
  RunFlags parse() {
    if (line.flags().isEmpty()) {
      return RunFlags.NONE;
    }
    Flags flags = Flags.check(line, FLAGS);
    var mounts = new ArrayList<MountFlag>();
    var devices = new ArrayList<RunFlags.Device>();
    for (Flag flag : line.flags()) {
      try {
        if (flag.name().equals("mount")) {
          mounts.add(mount(flag));
        } else if (flag.name().equals("device")) {
          devices.add(DeviceParser.parse(flag.span(), flag.value() == null ? "" : flag.value()));
        }
      } catch (DockerfileException e) {
        mistakes.addAll(e.diagnostics());
      }
    }
    RunFlags.Network network = network(flags.find("network"));
    RunFlags.Security security = security(flags.find("security"));
    if (!mistakes.isEmpty()) {
      throw new DockerfileException(null, mistakes);
    }
    return new RunFlags(
        mounts,
        network,
        span(flags.find("network")),
        security,
        span(flags.find("security")),
        devices);
  }

  private static @Nullable Span span(@Nullable Flag flag) {
    return flag == null ? null : flag.span();
  }

  private RunFlags.Network network(@Nullable Flag flag) {
    String value = flag == null || flag.value() == null ? "default" : flag.value();
    return switch (value) {
      case "default" -> RunFlags.Network.DEFAULT;
      case "none" -> RunFlags.Network.NONE;
      case "host" -> RunFlags.Network.HOST;
      default -> {
        misspelt(
            flag,
            "invalid network mode \"" + value + "\"",
            value,
            List.of("default", "none", "host"));
        yield RunFlags.Network.DEFAULT;
      }
    };
  }

  private RunFlags.Security security(@Nullable Flag flag) {
    String value = flag == null || flag.value() == null ? "sandbox" : flag.value();
    return switch (value) {
      case "sandbox" -> RunFlags.Security.SANDBOX;
      case "insecure" -> RunFlags.Security.INSECURE;
      default -> {
        misspelt(
            flag, "security \"" + value + "\" is not valid", value, List.of("sandbox", "insecure"));
        yield RunFlags.Security.SANDBOX;
      }
    };
  }

  private void misspelt(@Nullable Flag flag, String message, String value, List<String> known) {
    String remedy =
        Suggestion.nearest(value, known)
            .map(near -> "did you mean " + near + "?")
            .orElse("known are " + String.join(", ", known));
    mistakes.add(Diagnostic.error(flag == null ? line.nameSpan() : flag.span(), message, remedy));
  }

  private MountFlag mount(Flag flag) {
    String value = flag.value() == null ? "" : flag.value();
    List<String> fields =
        CsvFields.parse(value)
            .filter(found -> !value.isEmpty())
            .orElseThrow(() ->
                line.failure(
                    flag.span(),
                    "the options of --mount cannot be told apart: " + value,
                    "write --mount=type=cache,target=/path"));
    var options = new ArrayList<MountFlag.Option>();
    int start = flag.valueStart();
    for (String field : fields) {
      boolean plain = start >= 0 && line.line().text().startsWith(field, start);
      Span span = plain ? line.line().span(start, start + field.length()) : flag.span();
      options.add(option(span, field));
      start = plain ? start + field.length() + 1 : -1;
    }
    var mount = new MountFlag(flag.span(), options);
    if (value.indexOf('$') < 0) {
      mount.mount(Variables.EMPTY); // Wrong whatever the variables: better said now.
      warnings.addAll(mount.warnings(Variables.EMPTY));
    }
    return mount;
  }

  private MountFlag.Option option(Span span, String field) {
    int equals = field.indexOf('=');
    if (equals < 0) {
      return new MountFlag.Option(field.toLowerCase(Locale.ROOT), null, span);
    }
    String key = field.substring(0, equals).toLowerCase(Locale.ROOT);
    String value = field.substring(equals + 1);
    int dollar = value.indexOf('$');
    if (key.equals("from") && dollar >= 0 && dollar != value.length() - 1) {
      throw line.failure(
          span,
          "'from' doesn't support variable expansion",
          "define a stage with FROM and an ARG before the first FROM, and name that stage");
    }
    return new MountFlag.Option(key, new Template(value, span, line.escape()), span);
  }
}
