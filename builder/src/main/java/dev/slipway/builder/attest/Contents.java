package dev.slipway.builder.attest;

import dev.slipway.image.layer.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/// What is in an image.
///
/// @param packages sorted, each once for each file that tells of it
record Contents(OsRelease system, List<FoundPackage> packages) {
  Contents {
    packages = List.copyOf(packages);
  }

  static Contents read(FileTree tree) throws IOException {
    OsRelease system = OsRelease.read(tree);
    var packages = new TreeSet<FoundPackage>();
    packages.addAll(DebianPackages.read(tree, system));
    packages.addAll(AlpinePackages.read(tree, system));
    packages.addAll(GoPackages.read(tree));
    return new Contents(system, List.copyOf(packages));
  }
}
