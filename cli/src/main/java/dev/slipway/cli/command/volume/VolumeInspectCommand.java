package dev.slipway.cli.command.volume;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.listing.Inspection;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.runtime.volume.Volume;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `slipway volume inspect`
final class VolumeInspectCommand implements Command {
  private static final Option FORMAT = OutputFormat.option();

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("volume inspect"),
            "[OPTIONS] VOLUME [VOLUME...]",
            "Display detailed information on one or more volumes",
            Arity.atLeast(1))
        .withOptions(FORMAT);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Inspection inspection = Inspection.of(invocation.options().text(FORMAT));
    List<Object> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : invocation.arguments()) {
      Optional<Volume> volume = invocation.slipway().volumes().find(name);
      if (volume.isPresent()) {
        found.add(document(volume.get()));
      } else {
        missing.add(name);
      }
    }
    invocation.console().out().print(inspection.render(found));
    for (String name : missing) {
      UserErrors.print(
          invocation.console(),
          "get " + name + ": no such volume",
          "slipway volume ls lists those that exist");
    }
    return missing.isEmpty() ? 0 : 1;
  }

  static SequencedMap<String, @Nullable Object> document(Volume volume) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put(
        "CreatedAt",
        DateTimeFormatter.ISO_INSTANT.format(volume.created().truncatedTo(ChronoUnit.SECONDS)));
    json.put("Driver", "local");
    json.put("Labels", volume.labels().isEmpty() ? null : new TreeMap<>(volume.labels()));
    json.put("Mountpoint", volume.directory().toString());
    json.put("Name", volume.name());
    json.put("Options", volume.options().isEmpty() ? null : new TreeMap<>(volume.options()));
    json.put("Scope", "local");
    return json;
  }
}
