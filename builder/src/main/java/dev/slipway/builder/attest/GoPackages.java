package dev.slipway.builder.attest;

import dev.slipway.builder.attest.FoundPackage.Note;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.FileTree.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The modules that Go programs of an image are made of, from the programs themselves.
final class GoPackages {
  private static final int EXECUTABLE = 0111;
  private static final long SMALLEST = 4096;

  private GoPackages() {}

  static List<FoundPackage> read(FileTree tree) throws IOException {
    var found = new ArrayList<FoundPackage>();
    for (Node node : tree.subtree(ImagePath.ROOT)) {
      boolean program =
          node.entry().kind() == EntryKind.FILE
              && (node.entry().mode() & EXECUTABLE) != 0
              && node.entry().size() >= SMALLEST;
      if (program) {
        ElfFile file = ElfFile.read(() -> tree.open(node));
        GoBuildInfo info = file == null ? null : GoBuildInfo.read(file);
        if (info != null) {
          add(info, node.path().toString(), found);
        }
      }
    }
    return found;
  }

  private static void add(GoBuildInfo info, String source, List<FoundPackage> into) {
    if (info.goVersion().startsWith("go")) {
      String version = info.goVersion().substring(2).split(" ")[0];
      into.add(found("stdlib", version, "", source));
    }
    GoBuildInfo.Module main = info.main();
    if (main != null && !main.path().isEmpty()) {
      String version = main.version().equals("(devel)") ? "" : main.version();
      into.add(found(main.path(), version, main.sum(), source));
    }
    for (GoBuildInfo.Module module : info.dependencies()) {
      into.add(found(module.path(), module.version(), module.sum(), source));
    }
  }

  private static FoundPackage found(String path, String version, String sum, String source) {
    return new FoundPackage(
        path,
        version,
        PackageUrl.of("golang", path, version, new TreeMap<>()),
        "",
        "",
        source,
        sum.isEmpty() ? List.of() : List.of(new Note("go.sum", sum)));
  }
}
