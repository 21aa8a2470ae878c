package dev.slipway.builder.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LinkTarget;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerDraftTest {
  private static final LayerEntry DIRECTORY = LayerEntry.directory(ImagePath.ROOT, 0755);

  @Test
  void whatStandsBelowAPlannedFileIsGone() throws Exception {
    var draft = new LayerDraft(FileTree.of(List.of()));
    ImagePath deep = ImagePath.of("/a/b/c");
    draft.makeDirectories(deep, DIRECTORY);
    assertThat(draft.at(ImagePath.of("/a/b/c/d"))).isNull();

    draft.put(DIRECTORY.withPath(ImagePath.of("/a/b/c/d")));
    draft.put(LayerEntry.symlink(ImagePath.of("/a/b"), LinkTarget.of("/elsewhere")));

    assertThat(draft.at(deep)).isNull();
    assertThat(draft.at(ImagePath.of("/a/b/c/d"))).isNull();
    assertThat(draft.follow(deep)).isEqualTo(ImagePath.of("/elsewhere/c"));
  }

  /// The bytes of the paths grow by four with a path twice as deep; they would by eight if each
  /// directory were looked for with all above it.
  @Test
  void eachDirectoryOfADeepPathIsLookedForOnce() throws Exception {
    work(100);

    assertThat(work(800)).isLessThan(6 * work(400));
  }

  private static long work(int depth) throws IOException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    ImagePath path = ImagePath.of("/d".repeat(depth));
    long before = threads.getThreadAllocatedBytes(thread);
    var draft = new LayerDraft(FileTree.of(List.of()));
    draft.followParent(path);
    draft.makeDirectories(path, DIRECTORY);
    return threads.getThreadAllocatedBytes(thread) - before;
  }
}
