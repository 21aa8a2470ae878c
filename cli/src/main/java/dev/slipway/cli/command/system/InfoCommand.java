package dev.slipway.cli.command.system;

import dev.slipway.cli.SlipwayVersion;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.cli.render.template.GoTemplate;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.image.ImageSummary;
import dev.slipway.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `slipway info`: this machine, and what is in the store.
public final class InfoCommand implements Command {
  private static final Option FORMAT = OutputFormat.option();

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("system info", "info"),
            "[OPTIONS]",
            "Display system-wide information",
            Arity.NONE)
        .withOptions(FORMAT);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Map<String, @Nullable Object> facts = facts(invocation.slipway());
    String format = invocation.options().text(FORMAT);
    String text =
        switch (format) {
          case "" -> plain(facts);
          case "json" -> JsonText.compact(facts) + "\n";
          default -> GoTemplate.parse(format).render(facts) + "\n";
        };
    invocation.console().out().print(text);
    return 0;
  }

  private static Map<String, @Nullable Object> facts(Slipway slipway) throws IOException {
    Set<Digest> images = new HashSet<>();
    for (ImageSummary image : slipway.images().list()) {
      images.add(image.id());
    }
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("Images", (long) images.size());
    facts.put("ServerVersion", SlipwayVersion.NUMBER);
    facts.put("Driver", "overlay");
    facts.put("Rootfs", slipway.rootfs().toString());
    facts.put("KernelVersion", System.getProperty("os.version"));
    facts.put("OperatingSystem", operatingSystem());
    facts.put("OSType", "linux");
    facts.put("Architecture", System.getProperty("os.arch").replace("amd64", "x86_64"));
    facts.put("NCPU", (long) Runtime.getRuntime().availableProcessors());
    facts.put("MemTotal", memory());
    facts.put("DockerRootDir", slipway.locations().root().toString());
    facts.put("RuntimeDir", slipway.locations().run().toString());
    return facts;
  }

  private static String plain(Map<String, @Nullable Object> facts) {
    var text = new StringBuilder("Client: Slipway\n Version:    ");
    text.append(SlipwayVersion.NUMBER).append("\n\nStore:\n");
    line(text, "Images", facts.get("Images"));
    line(text, "Storage Driver", facts.get("Driver"));
    line(text, "Layers", layers(facts.get("Rootfs")));
    line(text, "Root Dir", facts.get("DockerRootDir"));
    line(text, "Runtime Dir", facts.get("RuntimeDir"));
    text.append("\nMachine:\n");
    line(text, "Kernel Version", facts.get("KernelVersion"));
    line(text, "Operating System", facts.get("OperatingSystem"));
    line(text, "OSType", facts.get("OSType"));
    line(text, "Architecture", facts.get("Architecture"));
    line(text, "CPUs", facts.get("NCPU"));
    line(text, "Total Memory", gibibytes(facts.get("MemTotal")));
    return text.toString();
  }

  private static String layers(@Nullable Object rootfs) {
    return "erofs".equals(rootfs) ? "mounted as they are (erofs)" : "unpacked (directory)";
  }

  private static void line(StringBuilder text, String name, @Nullable Object value) {
    text.append(' ').append(name).append(": ").append(value).append('\n');
  }

  private static String gibibytes(@Nullable Object bytes) {
    long hundredths = bytes instanceof Long total ? total * 100 / (1L << 30) : 0;
    return hundredths / 100 + "." + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100 + "GiB";
  }

  private static String operatingSystem() throws IOException {
    Path release = Path.of("/etc/os-release");
    if (Files.isReadable(release)) {
      for (String line : Files.readAllLines(release)) {
        if (line.startsWith("PRETTY_NAME=")) {
          return line.substring("PRETTY_NAME=".length()).replace("\"", "");
        }
      }
    }
    return "Linux";
  }

  private static long memory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
      if (line.startsWith("MemTotal:")) {
        String kibibytes = line.substring("MemTotal:".length()).replace("kB", "").strip();
        return Long.parseLong(kibibytes) * 1024;
      }
    }
    return 0;
  }
}
