package dev.slipway.cli.command.image;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.Table;
import dev.slipway.engine.image.ImageReferrer;
import dev.slipway.engine.image.Images;
import dev.slipway.image.ImageReference;
import dev.slipway.image.spec.DescriptorDocument;
import java.io.IOException;
import java.util.List;

/// `slipway image referrers IMAGE`
final class ImageReferrersCommand implements Command {
  private static final Option SHOW =
      Option.text("show", "Print the document of this type (a part of it will do) or digest");

  private static final Option REMOTE =
      Option.flag("remote", "Ask the registry of the image's name what it has");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image referrers"),
            "[OPTIONS] IMAGE",
            "List what is said about an image: its SBOMs and provenance",
            Arity.exactly(1))
        .withOptions(REMOTE, SHOW)
        .withExamples(
            new Example("image referrers echo", "what there is"),
            new Example("image referrers --show spdx echo", "the SBOM itself"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    if (invocation.options().flag(REMOTE)) {
      return printRemote(invocation);
    }
    Images images = invocation.slipway().images();
    String image = invocation.argument(0);
    if (invocation.options().isSet(SHOW)) {
      byte[] document = images.referrer(image, invocation.options().text(SHOW));
      invocation.console().out().write(document, 0, document.length);
      return 0;
    }
    var table = new Table(List.of("TYPE", "SAYS", "DIGEST", "SIZE"));
    for (ImageReferrer each : images.referrers(image)) {
      table.add(
          List.of(
              each.artifactType(),
              each.predicateType(),
              each.manifest().shortHex(),
              HumanSize.of(each.size())));
    }
    invocation.console().out().print(table.render());
    return 0;
  }

  private static int printRemote(Invocation invocation) throws IOException, InterruptedException {
    if (invocation.options().isSet(SHOW)) {
      throw new CommandException(
          "--show and --remote cannot be used together",
          "remedy: show one with 'slipway manifest inspect NAME@DIGEST'");
    }
    ImageReference name = ImageReference.parse(invocation.argument(0)).withDefaultTag();
    var table = new Table(List.of("TYPE", "DIGEST", "SIZE"));
    for (DescriptorDocument each : invocation.slipway().remoteImages().referrers(name)) {
      String type = each.artifactType() == null ? each.mediaType() : each.artifactType();
      String digest = each.toDescriptor().digest().toString();
      table.add(List.of(String.valueOf(type), digest, HumanSize.of(each.toDescriptor().size())));
    }
    invocation.console().out().print(table.render());
    return 0;
  }
}
