package dev.slipway.runtime.device;

import dev.slipway.runtime.ContainerException;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// The devices of this machine, as the files in some directories describe them.
///
/// A device in a later directory goes before one of the same name in an earlier one; two of one
/// name in one directory are none.
public final class CdiRegistry {
  /// Where vendors' tools and system administrators write.
  public static final List<Path> DIRECTORIES =
      List.of(Path.of("/etc/cdi"), Path.of("/var/run/cdi"));

  private static final String CLASS = "org.mobyproject.buildkit.device.class";
  private static final String AUTOMATIC = "org.mobyproject.buildkit.device.autoallow";
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  private final List<Path> directories;
  private final TreeMap<String, CdiDevice> devices = new TreeMap<>();
  private final List<String> mistakes = new ArrayList<>();

  private CdiRegistry(List<Path> directories) {
    this.directories = directories;
  }

  /// Reads all `.json`, `.yaml` and `.yml` files. One that is damaged hides no other.
  public static CdiRegistry read(List<Path> directories) throws IOException {
    var registry = new CdiRegistry(List.copyOf(directories));
    for (Path directory : directories) {
      registry.add(directory);
    }
    return registry;
  }

  private void add(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(CdiRegistry::isSpecification).sorted().toList();
    }
    var here = new TreeMap<String, CdiDevice>();
    var doubled = new HashSet<String>();
    for (Path file : files) {
      try {
        for (CdiDevice device : CdiSpecification.read(file, document(file))) {
          CdiDevice other = here.put(device.name(), device);
          if (other != null) {
            doubled.add(device.name());
            mistakes.add(device.name() + " is in " + other.specification() + " and in " + file);
          }
        }
      } catch (CdiMistake mistake) {
        mistakes.add(file + ": " + mistake.said());
      }
    }
    devices.putAll(here);
    devices.keySet().removeAll(doubled);
  }

  private static boolean isSpecification(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
  }

  /// Every value is a text: what `0640` means is this interface's to say, not YAML's.
  private static LoadSettings settings() {
    return LoadSettings.builder()
        .setAllowDuplicateKeys(false)
        .setSchema(new FailsafeSchema())
        .build();
  }

  private static Object document(Path file) throws IOException, CdiMistake {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    try {
      Object document =
          file.toString().endsWith(".json")
              ? Jsonb.instance().type(Object.class).fromJson(text)
              : new Load(settings()).loadFromString(text);
      if (document != null) {
        return document;
      }
    } catch (RuntimeException unreadable) { // Each library has its own.
      throw new CdiMistake("cannot be read: " + firstLine(unreadable));
    }
    throw new CdiMistake("is empty");
  }

  private static String firstLine(RuntimeException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  /// The devices that a name means: `vendor.com/class=name`, all of a kind with `=*`, the first of
  /// a kind without a name, or those of a class that their annotations name. Empty where there is
  /// none.
  public List<CdiDevice> find(String name) {
    int equals = name.indexOf('=');
    String kind = equals < 0 ? name : name.substring(0, equals);
    String device = equals < 0 ? "" : name.substring(equals + 1);
    List<CdiDevice> found = List.of();
    if (kind.indexOf('/') > 0) {
      Stream<CdiDevice> ofKind = devices.values().stream().filter(d -> d.kind().equals(kind));
      found =
          switch (device) {
            case "" -> ofKind.limit(1).toList();
            case "*" -> ofKind.toList();
            default -> Optional.ofNullable(devices.get(name)).stream().toList();
          };
    }
    return found.isEmpty()
        ? devices.values().stream().filter(d -> name.equals(d.annotations().get(CLASS))).toList()
        : found;
  }

  /// Whether a build may use the device without being allowed to.
  public static boolean isAllowedToAll(CdiDevice device) {
    return TRUE.contains(device.annotations().getOrDefault(AUTOMATIC, ""));
  }

  /// The error for a device that is needed and not there.
  public ContainerException missing(String name) {
    var hint = new StringBuilder("write a specification of it to ");
    hint.append(directories.isEmpty() ? "/etc/cdi" : directories.getFirst());
    if (!devices.isEmpty()) {
      hint.append("; known are ").append(String.join(", ", devices.keySet()));
    }
    if (!mistakes.isEmpty()) {
      hint.append("; not usable: ").append(String.join("; ", mistakes));
    }
    return new ContainerException(
        "required device \"" + name + "\" is not registered", hint.toString());
  }
}
