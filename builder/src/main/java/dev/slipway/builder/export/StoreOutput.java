package dev.slipway.builder.export;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.Output;
import dev.slipway.builder.OutputReport;
import dev.slipway.builder.solve.Progress;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `type=image`: names in the store, and the way to a registry.
final class StoreOutput {
  private final ImageStore store;
  private final ImagePush push;

  StoreOutput(ImageStore store, ImagePush push) {
    this.store = store;
    this.push = push;
  }

  OutputReport put(
      Output.Image output, ImageSet set, List<ImageReference> names, Progress.Entry entry)
      throws IOException, InterruptedException {
    List<ImageReference> all = named(output, set, names);
    if (output.named()) {
      name(set, all, entry);
    }
    if (output.unpacked()) {
      unpack(set, entry);
    }
    if (output.push() != Output.Push.NONE) {
      if (names.isEmpty()) {
        throw BuildException.of("tag is needed when pushing to registry", "give it a name with -t");
      }
      OutputReport report = set.report(all);
      for (ImageReference name : names) {
        report = report.withManifest(push.push(set, name, output.push(), entry));
      }
      return report;
    }
    return set.report(all);
  }

  private void name(ImageSet set, List<ImageReference> names, Progress.Entry entry)
      throws IOException {
    for (Image image : set.images()) {
      entry.status("writing image " + image.id(), true);
    }
    if (set.isIndex()) {
      entry.status("writing manifest list " + set.root().digest(), true);
      store.names().addIndex(set.root(), set.images(), names);
    } else {
      store.names().add(set.images().getFirst(), names);
    }
    store.referrers().put(set.images().getFirst().manifest().digest(), set.referrers());
    for (ImageReference name : names) {
      entry.status("naming to " + name.full(), true);
    }
  }

  private static List<ImageReference> named(
      Output.Image output, ImageSet set, List<ImageReference> names) {
    var all = new ArrayList<>(names);
    Digest digest = set.root().digest();
    if (names.isEmpty() && output.danglingPrefix() != null) {
      all.add(parsed(output.danglingPrefix() + "@" + digest));
    }
    if (output.canonical()) {
      for (ImageReference name : names) {
        all.add(parsed(name.fullName() + "@" + digest));
      }
    }
    return all;
  }

  private static ImageReference parsed(String name) {
    try {
      return ImageReference.parse(name);
    } catch (ImageReferenceException mistake) {
      throw BuildException.of(
              "invalid image name " + name + ": " + mistake.getMessage(), mistake.hint())
          .causedBy(mistake);
    }
  }

  private void unpack(ImageSet set, Progress.Entry entry) throws IOException {
    for (Image image : set.images()) {
      entry.status("unpacking " + image.manifest().digest(), false);
      for (Digest diffId : image.config().diffIds()) {
        store.layers().directory(diffId);
      }
      entry.status("unpacking " + image.manifest().digest(), true);
    }
  }
}
