package dev.slipway.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeRemovalTest {
  @TempDir Path temp;

  @Test
  void removesFilesLinksAndClosedDirectories() throws IOException {
    Path kept = Files.createDirectories(temp.resolve("kept"));
    Files.writeString(kept.resolve("file"), "x");
    Path tree = Files.createDirectories(temp.resolve("tree/closed/inner"));
    Files.writeString(tree.resolve("f"), "x");
    Files.createSymbolicLink(temp.resolve("tree/link"), kept);
    Files.setPosixFilePermissions(tree.getParent(), PosixFilePermissions.fromString("---------"));

    FileTreeRemoval.remove(temp.resolve("tree"));

    assertThat(temp.resolve("tree")).doesNotExist();
    assertThat(kept.resolve("file")).exists();
  }

  @Test
  void treeThatIsDeeperThanDescriptorsIsRemoved() throws IOException {
    Path tree = Files.createDirectories(temp.resolve("tree"));
    byte[] name = {'d'};
    DirectoryHandle at = DirectoryHandle.open(tree);
    for (int i = 0; i < 3000; i++) {
      at.makeDirectory(name, 0755);
      DirectoryHandle next = at.openChild(name);
      at.close();
      at = next;
    }
    at.close();

    FileTreeRemoval.remove(tree);

    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void nothingToRemoveIsNoError() throws IOException {
    FileTreeRemoval.remove(temp.resolve("missing/deeper"));
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void childrenGoAndTheDirectoryStays() throws IOException {
    Files.createDirectories(temp.resolve("tree/a/b"));

    FileTreeRemoval.removeChildren(temp.resolve("tree"));

    assertThat(temp.resolve("tree")).isEmptyDirectory();
  }

  @Test
  void linkItselfIsRemoved() throws IOException {
    Files.createDirectories(temp.resolve("target/a"));
    Files.createSymbolicLink(temp.resolve("link"), temp.resolve("target"));

    FileTreeRemoval.remove(temp.resolve("link"));

    assertThat(temp.resolve("target/a")).exists();
    assertThat(temp.resolve("link")).doesNotExist();
  }

  @Test
  void whatIsWrittenMeanwhileGoesToo() throws Exception {
    Path tree = Files.createDirectories(temp.resolve("tree/below"));
    for (int i = 0; i < 3_000; i++) { // What takes longer to remove than one more takes to write.
      Files.createFile(tree.resolve("old" + i));
    }
    var writing = new CountDownLatch(1);
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 5_000; i++) {
                try {
                  Files.writeString(tree.resolve("file" + i), "");
                } catch (IOException gone) {
                  return;
                } finally {
                  writing.countDown();
                }
              }
            });
    writing.await();

    FileTreeRemoval.remove(temp.resolve("tree"));

    writer.join();
    assertThat(temp).isEmptyDirectory();
  }
}
