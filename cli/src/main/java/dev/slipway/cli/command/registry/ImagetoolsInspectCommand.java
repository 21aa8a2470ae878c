package dev.slipway.cli.command.registry;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.engine.registry.ManifestInspection;
import dev.slipway.image.Descriptor;
import dev.slipway.image.ImageReference;
import java.io.IOException;
import java.util.List;

/// `slipway buildx imagetools inspect NAME`
public final class ImagetoolsInspectCommand implements Command {
  private static final Option RAW = Option.flag("raw", "Show original, unformatted JSON manifest");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("builder imagetools inspect", "buildx imagetools inspect"),
            "[OPTIONS] NAME",
            "Show details of an image in the registry",
            Arity.exactly(1))
        .withOptions(RAW)
        .withNotYet(NotYet.option("format", "show the manifest's own JSON with --raw"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ImageReference reference = ImageReference.parse(invocation.argument(0)).withDefaultTag();
    ManifestInspection inspection = invocation.slipway().remoteImages().inspect(reference);
    var out = invocation.console().out();
    if (invocation.options().flag(RAW)) {
      byte[] content = inspection.content();
      out.write(content, 0, content.length);
      return 0;
    }
    Descriptor top = inspection.descriptor();
    out.println("Name:      " + reference.full());
    out.println("MediaType: " + top.mediaType());
    out.println("Digest:    " + top.digest());
    if (inspection.isIndex()) {
      out.println("           ");
      out.println("Manifests: ");
      boolean first = true;
      for (Descriptor entry : inspection.entries()) {
        out.print(first ? "" : "             \n");
        first = false;
        out.println("  Name:        " + reference.full() + "@" + entry.digest());
        out.println("  MediaType:   " + entry.mediaType());
        out.println("  Platform:    " + (entry.platform() == null ? "" : entry.platform()));
        if (!entry.annotations().isEmpty()) {
          out.println("  Annotations: ");
          entry.annotations().forEach((name, value) -> out.println("    " + name + ": " + value));
        }
      }
    }
    return 0;
  }
}
