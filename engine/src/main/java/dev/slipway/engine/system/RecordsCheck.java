package dev.slipway.engine.system;

import dev.slipway.builder.cache.ContentTexts;
import dev.slipway.builder.context.Fingerprints;
import dev.slipway.builder.context.Sightings;
import dev.slipway.builder.explain.EarlierBuild;
import dev.slipway.builder.explain.Listings;
import dev.slipway.builder.failure.FailedSteps;
import dev.slipway.builder.history.BuildHistory;
import dev.slipway.image.store.Findings;
import dev.slipway.image.store.Findings.Severity;
import dev.slipway.linux.FileTreeRemoval;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Looks at what the store remembers of builds and of contexts: each file is to be whole. A damaged
/// one makes builds say less, or read a context again, and nothing worse.
final class RecordsCheck {
  private static final String SIGHTINGS = ".seen";

  private final Path root;
  private final Findings findings;

  RecordsCheck(Path root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  /// Whether a file is as it was written.
  @FunctionalInterface
  private interface Whole {
    boolean test(Path file) throws IOException;
  }

  void run() throws IOException {
    check("history", "build records", BuildHistory::isWhole, "remove the record");
    check("earlier", "step lists", EarlierBuild::isWhole, "remove it: --explain says less once");
    check("listings", "listings", Listings::isWhole, "remove it: --explain names no files");
    check("texts", "texts of copies", ContentTexts::isWhole, "remove it: a copy is looked at anew");
    check("failed", "failed steps", FailedSteps::isWhole, "remove it with its files");
    check(
        "fingerprints",
        "contexts",
        RecordsCheck::isWholeContext,
        "remove it: the next build reads its context");
  }

  private static boolean isWholeContext(Path file) throws IOException {
    return file.getFileName().toString().endsWith(SIGHTINGS)
        ? Sightings.isWhole(file)
        : Fingerprints.isWhole(file);
  }

  private void check(String area, String kind, Whole whole, String remedy) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(area))) {
      for (Path file : files) {
        findings.checked(kind);
        if (!isWhole(file, whole)) {
          findings.add(
              Severity.DAMAGED,
              area + "/" + file.getFileName(),
              "it is not as it was written",
              remedy,
              () -> FileTreeRemoval.remove(file));
        }
      }
    } catch (NoSuchFileException none) {
      // Nothing was built yet.
    }
  }

  private static boolean isWhole(Path file, Whole whole) throws IOException {
    try {
      return whole.test(file);
    } catch (NoSuchFileException removedMeanwhile) {
      return true; // Old ones go while builds run.
    }
  }
}
