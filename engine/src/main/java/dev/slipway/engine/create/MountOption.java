package dev.slipway.engine.create;

import dev.slipway.engine.vocabulary.Amounts;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.VolumeRecord;
import dev.slipway.runtime.run.VolumeRecord.Kind;
import dev.slipway.runtime.volume.Volumes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// `--mount type=bind,source=/on/the/host,target=/in/the/container,readonly`.
final class MountOption {
  private final String text;
  private final Map<String, String> fields = new LinkedHashMap<>();

  private MountOption(String text) {
    this.text = text;
  }

  /// @param base what relative host paths continue
  /// @param names makes names for volumes that have none
  /// @param images the layers of an image, `sha256:...`, bottom first
  static VolumeRecord parse(
      String text, Path base, Supplier<String> names, Function<String, List<String>> images) {
    var option = new MountOption(text);
    option.split();
    return option.record(base, names, images);
  }

  private void split() {
    for (String field : text.split(",", -1)) {
      int equals = field.indexOf('=');
      String key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
      fields.put(
          switch (key) {
            case "src" -> "source";
            case "dst", "destination" -> "target";
            case "ro" -> "readonly";
            default -> key;
          },
          equals < 0 ? "true" : field.substring(equals + 1));
    }
  }

  private ContainerException invalid(String why) {
    return Amounts.invalid(text, "mount", why);
  }

  private VolumeRecord record(
      Path base, Supplier<String> names, Function<String, List<String>> images) {
    String target = fields.getOrDefault("target", "");
    if (target.isEmpty()) {
      throw invalid("target is required");
    }
    String normal = VolumeOption.target(target, text);
    String source = fields.getOrDefault("source", "");
    boolean readOnly = isTrue("readonly");
    return switch (fields.getOrDefault("type", "volume")) {
      case "bind" -> bind(base, source, normal, readOnly);
      case "volume" -> volume(source, normal, readOnly, names);
      case "tmpfs" -> tmpfs(normal, readOnly);
      case "image" -> image(source, normal, images);
      default -> throw invalid("invalid mount type: " + fields.get("type"));
    };
  }

  private boolean isTrue(String key) {
    String value = fields.getOrDefault(key, "false");
    return switch (value) {
      case "true", "1", "t", "T", "TRUE", "True" -> true;
      case "false", "0", "f", "F", "FALSE", "False" -> false;
      default -> throw invalid("invalid value for " + key + ": " + value);
    };
  }

  private void onlyKeys(String... known) {
    List<String> all = new ArrayList<>(List.of("type", "source", "target", "readonly"));
    all.addAll(List.of(known));
    for (String key : fields.keySet()) {
      if (!all.contains(key)) {
        throw invalid("unexpected key '" + key + "' in '" + key + "=" + fields.get(key) + "'");
      }
    }
  }

  private VolumeRecord bind(Path base, String source, String target, boolean readOnly) {
    onlyKeys("bind-propagation", "bind-create-src");
    if (source.isEmpty()) {
      throw invalid("invalid mount config for type \"bind\": field Source must not be empty");
    }
    List<String> options = new ArrayList<>();
    Path path = base.resolve(source).normalize();
    if (!isTrue("bind-create-src")) {
      options.add("must-exist");
      if (!Files.exists(path)) {
        throw new ContainerException(
            "invalid mount config for type \"bind\": bind source path does not exist: " + path,
            "make it first, or use -v, which makes a directory");
      }
    }
    String propagation = fields.get("bind-propagation");
    if (propagation != null) {
      options.add("propagation=" + VolumeOption.propagation(propagation));
    }
    return new VolumeRecord(Kind.BIND, path.toString(), target, readOnly, options);
  }

  private VolumeRecord volume(
      String source, String target, boolean readOnly, Supplier<String> names) {
    onlyKeys("volume-nocopy", "volume-subpath");
    List<String> options = new ArrayList<>();
    if (isTrue("volume-nocopy")) {
      options.add(VolumeRecord.NO_COPY);
    }
    if (fields.containsKey("volume-subpath")) {
      options.add("volume-subpath=" + fields.get("volume-subpath"));
    }
    if (source.isEmpty()) {
      options.add(VolumeRecord.ANONYMOUS);
    } else if (!Volumes.isName(source)) {
      throw invalid("\"" + source + "\" includes invalid characters for a local volume name");
    }
    return new VolumeRecord(
        Kind.VOLUME, source.isEmpty() ? names.get() : source, target, readOnly, options);
  }

  private VolumeRecord tmpfs(String target, boolean readOnly) {
    onlyKeys("tmpfs-size", "tmpfs-mode");
    if (fields.containsKey("source")) {
      throw invalid("invalid mount config for type \"tmpfs\": field Source must not be specified");
    }
    List<String> options = new ArrayList<>();
    if (fields.containsKey("tmpfs-size")) {
      options.add("size=" + Amounts.bytes(fields.get("tmpfs-size"), "mount"));
    }
    if (fields.containsKey("tmpfs-mode")) {
      options.add("mode=" + fields.get("tmpfs-mode"));
    }
    return new VolumeRecord(Kind.TMPFS, "", target, readOnly, options);
  }

  private VolumeRecord image(String source, String target, Function<String, List<String>> images) {
    onlyKeys("image-subpath");
    if (source.isEmpty()) {
      throw invalid("invalid mount config for type \"image\": field Source must not be empty");
    }
    List<String> options = new ArrayList<>();
    if (fields.containsKey("image-subpath")) {
      options.add("image-subpath=" + fields.get("image-subpath"));
    }
    images.apply(source).forEach(layer -> options.add("layer=" + layer));
    return new VolumeRecord(Kind.IMAGE, source, target, true, options);
  }
}
