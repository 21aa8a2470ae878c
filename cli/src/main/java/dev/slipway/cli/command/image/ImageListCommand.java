package dev.slipway.cli.command.image;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.HumanDuration;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.HumanTime;
import dev.slipway.cli.render.listing.Column;
import dev.slipway.cli.render.listing.Listing;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.engine.image.ImageSummary;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `slipway images`
public final class ImageListCommand implements Command {
  private static final Option ALL =
      Option.flag("all", 'a', "Show all images (there are no hidden ones)");
  private static final Option DIGESTS = Option.flag("digests", "Show digests");
  private static final Option FILTER =
      Option.filter('f', "Filter output based on conditions provided");
  private static final Option FORMAT = OutputFormat.listOption();
  private static final Option NO_TRUNC = Option.flag("no-trunc", "Don't truncate output");
  private static final Option QUIET = Option.flag("quiet", 'q', "Only show image IDs");

  private static final List<Column> COLUMNS =
      List.of(
          new Column("Repository", "REPOSITORY"),
          new Column("Tag", "TAG"),
          new Column("Digest", "DIGEST"),
          new Column("ID", "IMAGE ID"),
          new Column("CreatedSince", "CREATED"),
          new Column("CreatedAt", "CREATED AT"),
          new Column("Size", "SIZE"),
          new Column("VirtualSize", "VIRTUAL SIZE"),
          new Column("SharedSize", "SHARED SIZE"),
          new Column("UniqueSize", "UNIQUE SIZE"),
          new Column("Containers", "CONTAINERS"));
  private static final List<String> TABLE =
      List.of("Repository", "Tag", "ID", "CreatedSince", "Size");
  private static final List<String> TABLE_WITH_DIGESTS =
      List.of("Repository", "Tag", "Digest", "ID", "CreatedSince", "Size");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image ls", "image list", "images"),
            "[OPTIONS] [REPOSITORY[:TAG]]",
            "List images",
            Arity.between(0, 1))
        .withOptions(ALL, DIGESTS, FILTER, FORMAT, NO_TRUNC, QUIET)
        .withNotYet(NotYet.option("tree", "list the platforms with 'slipway image inspect'"))
        .withExamples(
            new Example("images golang", "every tag of golang"),
            new Example("images --filter dangling=true -q", "IDs of images without a name"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    List<ImageSummary> images = invocation.slipway().images().list(filters(invocation));
    boolean whole = options.flag(NO_TRUNC);
    String format = options.text(FORMAT);
    if (options.flag(QUIET) && (format.isEmpty() || format.equals("table"))) {
      for (ImageSummary image : images) {
        invocation.console().out().println(id(image, whole));
      }
      return 0;
    }
    var listing = new Listing(COLUMNS, options.flag(DIGESTS) ? TABLE_WITH_DIGESTS : TABLE);
    Instant now = Instant.now();
    // As in Docker, a digest is shown to who asks for it, and JSON alone does not.
    boolean digests = options.flag(DIGESTS) || format.contains(".Digest");
    Map<Digest, Integer> containers =
        format.startsWith("json") || format.contains(".Containers")
            ? invocation.slipway().containers().countByImage()
            : null;
    for (ImageSummary image : images) {
      listing.add(row(image, now, whole, digests, containers));
    }
    invocation.console().out().print(listing.render(format));
    return 0;
  }

  private static List<String> filters(Invocation invocation) {
    List<String> filters = new ArrayList<>(invocation.options().list(FILTER));
    if (!invocation.arguments().isEmpty()) {
      filters.add("reference=" + invocation.argument(0));
    }
    return filters;
  }

  private static String id(ImageSummary image, boolean whole) {
    return whole ? image.id().toString() : image.id().shortHex();
  }

  /// @param containers how many each image has; null where nobody asks
  private static List<String> row(
      ImageSummary image,
      Instant now,
      boolean whole,
      boolean digests,
      @Nullable Map<Digest, Integer> containers) {
    ImageReference reference = image.referenceOrNull();
    Instant created = image.createdOrNull();
    return List.of(
        reference == null ? "<none>" : reference.familiarName(),
        tag(reference),
        digests ? image.manifest().toString() : "<none>",
        id(image, whole),
        HumanDuration.ago(created, now),
        HumanTime.ofList(created),
        HumanSize.of(image.size()),
        HumanSize.of(image.size(), 4),
        "N/A",
        "N/A",
        containers == null ? "N/A" : Integer.toString(containers.getOrDefault(image.id(), 0)));
  }

  private static String tag(@Nullable ImageReference reference) {
    return reference == null ? "<none>" : reference.tag().orElse("<none>");
  }
}
