package dev.slipway.cli.command.build;

import dev.slipway.builder.CachePlace;
import dev.slipway.builder.CacheTransfers;
import dev.slipway.builder.CacheTransfers.Mode;
import dev.slipway.builder.CacheTransfers.Mounts;
import dev.slipway.builder.CacheTransfers.Target;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.image.layer.LayerCompression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `--cache-from`, `--cache-to`, and the same for cache mounts.
final class CacheTransferOptions {
  private static final Option FROM =
      Option.list(
              "cache-from",
              "External cache sources (e.g., \"user/app:cache\", \"type=local,src=path/to/dir\")")
          .valueName("stringArray");
  private static final Option TO =
      Option.list(
              "cache-to",
              "Cache export destinations (e.g., \"user/app:cache\","
                  + " \"type=local,dest=path/to/dir\")")
          .valueName("stringArray");
  private static final Option MOUNTS_FROM =
      Option.list(
              "cache-mount-from",
              "Where cache mounts that are not there are had from (e.g.,"
                  + " \"type=local,src=path/to/dir,id=go-build\")")
          .valueName("stringArray");
  private static final Option MOUNTS_TO =
      Option.list(
              "cache-mount-to",
              "Where cache mounts are written after the build (e.g.,"
                  + " \"type=local,dest=path/to/dir\")")
          .valueName("stringArray");

  static final OptionGroup GROUP = OptionGroup.of(FROM, TO, MOUNTS_FROM, MOUNTS_TO);

  private CacheTransferOptions() {}

  static CacheTransfers of(ParsedOptions options) {
    if (!options.isSet(FROM)
        && !options.isSet(TO)
        && !options.isSet(MOUNTS_FROM)
        && !options.isSet(MOUNTS_TO)) {
      return CacheTransfers.NONE;
    }
    var from = new ArrayList<CachePlace>();
    for (String word : options.list(FROM)) {
      CacheFields fields = fields("--cache-from", word);
      from.add(source(fields));
      fields.refuseOthers();
    }
    var to = new ArrayList<Target>();
    boolean inline = false;
    for (String word : options.list(TO)) {
      CacheFields fields = fields("--cache-to", word);
      if (fields.take("type", "registry").equals("inline")) {
        inline = true;
      } else {
        to.add(target(fields));
      }
      fields.refuseOthers();
    }
    return new CacheTransfers(
        from, to, inline, mounts(options, MOUNTS_FROM, "src"), mounts(options, MOUNTS_TO, "dest"));
  }

  private static CacheFields fields(String option, String word) {
    return CacheFields.of(option, word);
  }

  private static CachePlace source(CacheFields fields) {
    String type = fields.take("type", "registry");
    return switch (type) {
      case "local" -> {
        String path = fields.require("src", "type=local,src=DIRECTORY");
        String digest = fields.take("digest", "");
        yield new CachePlace.Directory(
            fields.path(path), fields.take("tag", "latest"), digest.isEmpty() ? null : digest);
      }
      case "registry" ->
          new CachePlace.Registry(fields.require("ref", "type=registry,ref=NAME:TAG"));
      default -> throw fields.unknownType(type);
    };
  }

  private static Target target(CacheFields fields) {
    String type = fields.take("type", "registry");
    CachePlace place =
        switch (type) {
          case "local" ->
              new CachePlace.Directory(
                  fields.path(fields.require("dest", "type=local,dest=DIRECTORY")),
                  fields.take("tag", "latest"),
                  null);
          case "registry" ->
              new CachePlace.Registry(fields.require("ref", "type=registry,ref=NAME:TAG"));
          default -> throw fields.unknownType(type);
        };
    fields.requireTrue("oci-mediatypes");
    fields.requireTrue("image-manifest");
    return new Target(
        place,
        mode(fields),
        compression(fields),
        fields.flag("force-compression"),
        fields.flag("ignore-error"));
  }

  private static Mode mode(CacheFields fields) {
    String mode = fields.take("mode", "min");
    return switch (mode) {
      case "min" -> Mode.MIN;
      case "max" -> Mode.MAX;
      default -> throw fields.wrong("mode=" + mode, "known are min and max");
    };
  }

  private static LayerCompression compression(CacheFields fields) {
    String name = fields.take("compression", "gzip");
    LayerCompression usual =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "uncompressed" -> LayerCompression.NONE;
          case "gzip" -> LayerCompression.GZIP;
          case "zstd" -> LayerCompression.ZSTD;
          default ->
              throw fields.wrong("compression=" + name, "known are uncompressed, gzip and zstd");
        };
    String level = fields.take("compression-level", "");
    try {
      return level.isEmpty() ? usual : new LayerCompression(usual.kind(), Integer.parseInt(level));
    } catch (IllegalArgumentException outOfRange) {
      throw fields.wrong("compression-level=" + level, "gzip has 0 to 9, zstd 0 to 22");
    }
  }

  private static List<Mounts> mounts(ParsedOptions options, Option option, String direction) {
    var mounts = new ArrayList<Mounts>();
    for (String word : options.list(option)) {
      CacheFields fields = fields("--" + option.name(), word);
      String type = fields.take("type", "local");
      String form = "type=local," + direction + "=DIRECTORY";
      CachePlace place =
          switch (type) {
            case "local" ->
                new CachePlace.Directory(
                    fields.path(fields.require(direction, form)),
                    fields.take("tag", "cache-mounts"),
                    null);
            case "registry" ->
                new CachePlace.Registry(fields.require("ref", "type=registry,ref=NAME:TAG"));
            default -> throw fields.unknownType(type);
          };
      String id = fields.take("id", "");
      fields.refuseOthers();
      mounts.add(new Mounts(place, id.isEmpty() ? List.of() : List.of(id)));
    }
    return mounts;
  }

  static CommandException wrong(String message, String hint) {
    return new CommandException("ERROR: failed to build: " + message, hint);
  }
}
