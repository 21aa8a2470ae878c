package dev.slipway.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Archives that no honest tool writes, written with another library than ours.
final class HostileArchives {
  private HostileArchives() {}

  /// A layer with one file of this name.
  static Path layer(Path folder, String name) throws IOException {
    Path tar = folder.resolve("layer.tar");
    try (var out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
      byte[] content = "x".getBytes(StandardCharsets.UTF_8);
      entry.setSize(content.length);
      out.putArchiveEntry(entry);
      out.write(content);
      out.closeArchiveEntry();
    }
    return tar;
  }

  /// A layer with a character device 0:0, which overlayfs takes for the removal of a file.
  static Path whiteoutDevice(Path folder) throws IOException {
    Path tar = folder.resolve("device.tar");
    try (var out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      var entry = new TarArchiveEntry("etc/passwd", TarConstants.LF_CHR);
      out.putArchiveEntry(entry);
      out.closeArchiveEntry();
    }
    return tar;
  }

  /// A saved image whose layers have one byte changed each.
  static Path wrongDigest(Path folder, Program slipway) throws IOException {
    Path good = folder.resolve("good.tar");
    Path bad = folder.resolve("bad.tar");
    slipway.run("save", "--format", "oci", "-o", good.toString(), "busybox").succeeded();
    try (var in = new TarArchiveInputStream(Files.newInputStream(good));
        var out = new TarArchiveOutputStream(Files.newOutputStream(bad))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putArchiveEntry(entry);
        copy(in.readAllBytes(), out);
        out.closeArchiveEntry();
      }
    }
    return bad;
  }

  private static void copy(byte[] content, OutputStream out) throws IOException {
    if (content.length > 100_000) {
      content[content.length / 2] ^= 1;
    }
    out.write(content);
  }
}
