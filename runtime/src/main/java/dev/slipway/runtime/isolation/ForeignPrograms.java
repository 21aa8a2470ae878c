package dev.slipway.runtime.isolation;

import dev.slipway.runtime.Emulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A container that runs another architecture's programs by an emulator that the host does not
/// know: it has a user namespace of its own, with the same IDs, because registrations belong to
/// one.
final class ForeignPrograms {
  private static final String PLACE = "proc/sys/fs/binfmt_misc";

  /// The registration lasts as long as it is mounted: in the container's own `/proc`.
  private static final String SCRIPT =
      "mount -t binfmt_misc binfmt_misc \"$0\" && printf %s \"$1\" > \"$0/register\"";

  private ForeignPrograms() {}

  /// Runs in the container's namespaces before it enters its root.
  static OciSpec.OciHooks hooks(Emulator emulator, Path root) {
    return new OciSpec.OciHooks(
        List.of(
            new OciSpec.OciHook(
                "/bin/sh",
                List.of(
                    "sh", "-c", SCRIPT, root.resolve(PLACE).toString(), emulator.registration()),
                List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin"))));
  }

  /// Every ID as it is: `/proc/self/uid_map` has lines of an ID inside, one outside, and how many.
  static List<OciSpec.OciIdMapping> sameIds(String map) throws IOException {
    var mappings = new ArrayList<OciSpec.OciIdMapping>();
    for (String line : Files.readAllLines(Path.of("/proc/self", map))) {
      String[] fields = line.strip().split("\\s+");
      long inside = Long.parseLong(fields[0]);
      mappings.add(new OciSpec.OciIdMapping(inside, inside, Long.parseLong(fields[2])));
    }
    return mappings;
  }
}
