package dev.slipway.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryHandleTest {
  @TempDir Path temp;
  private DirectoryHandle directory;

  @BeforeEach
  void open() throws IOException {
    directory = DirectoryHandle.open(temp);
  }

  @AfterEach
  void close() {
    directory.close();
  }

  @Test
  void createdFileHoldsWhatWasWritten() throws IOException {
    byte[] content = new byte[300_000];
    content[299_999] = 7;
    try (OutputStream out = directory.createFile(name("f"), 0600).outputStream()) {
      out.write(content);
    }

    assertThat(temp.resolve("f")).hasBinaryContent(content);
    try (var in = directory.openFile(name("f")).inputStream()) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void nameThatIsNotUtf8Survives() throws IOException {
    byte[] name = {'a', (byte) 0xff, (byte) 0xfe};
    directory.createFile(name, 0600).close();

    assertThat(directory.list()).singleElement().extracting(child -> child.name()).isEqualTo(name);
    assertThat(directory.status(name).isRegularFile()).isTrue();
    directory.unlink(name);
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void listTellsEveryTypeAndManyNames() throws IOException {
    for (int i = 0; i < 5000; i++) {
      directory.createFile(name("file-with-a-rather-long-name-" + i), 0600).close();
    }
    directory.makeDirectory(name("d"), 0755);
    directory.symlink(name("anywhere/at all"), name("l"));
    directory.makeFifo(name("p"), 0600);

    assertThat(directory.list()).hasSize(5003).doesNotHaveDuplicates();
    assertThat(typeOf("d")).isEqualTo(DirectoryHandle.Child.DIRECTORY);
    assertThat(typeOf("l")).isEqualTo(DirectoryHandle.Child.SYMBOLIC_LINK);
    assertThat(typeOf("p")).isEqualTo(DirectoryHandle.Child.FIFO);
    assertThat(directory.readLink(name("l"))).isEqualTo(name("anywhere/at all"));
  }

  @Test
  void attributesAreSetOnTheLinkItself() throws IOException {
    assumeTrue(UserIds.isRoot(), "chown needs root");
    Files.writeString(temp.resolve("target"), "x");
    directory.symlink(name("target"), name("l"));
    directory.setOwner(name("l"), 12, 34);
    directory.setTimes(name("l"), 1_000_000_000L, 123_456_789);

    FileStatus link = directory.status(name("l"));
    assertThat(link.uid()).isEqualTo(12);
    assertThat(link.gid()).isEqualTo(34);
    assertThat(link.mtimeSeconds()).isEqualTo(1_000_000_000L);
    assertThat(link.mtimeNanos()).isEqualTo(123_456_789);
    assertThat(directory.status(name("target")).uid()).isZero();
    assertThatThrownBy(() -> directory.setMode(name("l"), 0777))
        .asInstanceOf(type(LinuxException.class))
        .returns(Errno.ELOOP, LinuxException::errno);
  }

  @Test
  void timesBeforeNineteenSeventyAreKept() throws IOException {
    directory.createFile(name("f"), 0600).close();
    directory.setTimes(name("f"), -5, 7);

    assertThat(directory.status(name("f")).mtimeSeconds()).isEqualTo(-5);
    assertThat(directory.status(name("f")).mtimeNanos()).isEqualTo(7);
  }

  @Test
  void setuidBitsAreSetAndRead() throws IOException {
    directory.createFile(name("f"), 0600).close();
    directory.setMode(name("f"), 06755);

    assertThat(directory.status(name("f")).permissions()).isEqualTo(06755);
  }

  @Test
  void deviceNodesAndWhiteoutsAreMade() throws IOException {
    assumeTrue(UserIds.isRoot(), "mknod needs root");
    directory.makeNode(name("null"), 0020666, 1, 3);
    directory.makeNode(name("big"), 0060600, 259, 70000);
    directory.makeNode(name("whiteout"), 0020000, 0, 0);

    assertThat(directory.status(name("null")).isCharacterDevice()).isTrue();
    assertThat(directory.status(name("null")).rdevMinor()).isEqualTo(3);
    assertThat(directory.status(name("big")).rdevMajor()).isEqualTo(259);
    assertThat(directory.status(name("big")).rdevMinor()).isEqualTo(70000);
    assertThat(directory.status(name("whiteout")).rdevMajor()).isZero();
  }

  @Test
  void hardLinkIsTheSameInode() throws IOException {
    directory.createFile(name("a"), 0600).close();
    directory.makeDirectory(name("d"), 0755);
    try (DirectoryHandle child = directory.openChild(name("d"))) {
      child.hardLink(directory, name("a"), name("b"));

      assertThat(child.status(name("b")).inode()).isEqualTo(directory.status(name("a")).inode());
      assertThat(child.status(name("b")).nlink()).isEqualTo(2);
      child.rename(name("b"), directory, name("c"));
    }
    assertThat(Files.exists(temp.resolve("c"))).isTrue();
  }

  @Test
  void xattrsAreBytes() throws IOException {
    directory.createFile(name("f"), 0600).close();
    byte[] value = {0, 1, (byte) 0xff, 0};
    directory.setXattr(name("f"), "user.b", value);
    directory.setXattr(name("f"), "user.a", new byte[0]);

    Map<String, byte[]> found = directory.xattrs(name("f"));
    assertThat(found.keySet()).containsExactly("user.a", "user.b");
    assertThat(found.get("user.b")).isEqualTo(value);
    assertThat(found.get("user.a")).isEmpty();
    directory.removeXattr(name("f"), "user.a");
    assertThat(directory.xattrs(name("f"))).containsOnlyKeys("user.b");
  }

  @Test
  void xattrsOfAPathBehindALinkAreNotTouched() throws IOException {
    directory.createFile(name("f"), 0600).close();
    directory.symlink(name("f"), name("l"));

    assertThatThrownBy(() -> directory.setXattr(name("l"), "user.a", new byte[] {1}))
        .isInstanceOf(LinuxException.class);
    assertThat(directory.xattrs(name("f"))).isEmpty();
  }

  @Test
  void nothingLeavesTheDirectory() throws IOException {
    directory.symlink(name("/etc"), name("out"));
    directory.makeDirectory(name("in"), 0755);

    for (String escaping : new String[] {"..", ".", "", "a/b", "/etc"}) {
      assertThatThrownBy(() -> directory.makeDirectory(name(escaping), 0755))
          .as(escaping)
          .isInstanceOf(LinuxException.class);
    }
    assertThatThrownBy(() -> directory.openChild(name("out"))).isInstanceOf(LinuxException.class);
    assertThatThrownBy(() -> directory.openBeneath(name("in/../../x")))
        .isInstanceOf(LinuxException.class);
    assertThatThrownBy(() -> directory.openBeneath(name("out/ssl")))
        .isInstanceOf(LinuxException.class);
    assertThatThrownBy(() -> directory.openBeneath(name("/etc")))
        .isInstanceOf(LinuxException.class);
    assertThatThrownBy(() -> directory.openFile(name("out"))).isInstanceOf(LinuxException.class);
    assertThatThrownBy(() -> directory.createFile(name("out"), 0600))
        .isInstanceOf(LinuxException.class);
  }

  @Test
  void rootIsWhereAbsoluteLinksStart() throws IOException {
    Files.createDirectories(temp.resolve("usr/bin"));
    directory.symlink(name("/usr/bin"), name("bin"));
    directory.symlink(name("../../../../usr"), name("up"));

    try (DirectoryHandle bin = directory.openInRoot(name("/bin"))) {
      assertThat(bin.status().inode()).isEqualTo(FileStatus.of(temp.resolve("usr/bin")).inode());
    }
    assertThat(directory.statusInRoot(name("up/bin")).isDirectory()).isTrue();
    FileTreeRemoval.removeChildren(temp);
  }

  @Test
  void missingParentsAreCreatedOnRequest() throws IOException {
    directory.openBeneath(name("a/b/c"), true).close();

    assertThat(temp.resolve("a/b/c")).isDirectory();
    assertThatThrownBy(() -> directory.openBeneath(name("a/x")))
        .asInstanceOf(type(LinuxException.class))
        .returns(Errno.ENOENT, LinuxException::errno);
  }

  @Test
  void copyTakesExactlyTheRange() throws IOException {
    Files.writeString(temp.resolve("source"), "0123456789");
    try (OpenFile source = directory.openFile(name("source"));
        OpenFile target = directory.createFile(name("target"), 0600)) {
      target.copyFrom(source, 3, 4);
      target.copyFrom(source, 0, 1);
    }

    assertThat(temp.resolve("target")).hasContent("34560");
  }

  @Test
  void copyBeyondTheEndIsAnError() throws IOException {
    Files.writeString(temp.resolve("source"), "0123456789");
    try (OpenFile source = directory.openFile(name("source"));
        OpenFile target = directory.createFile(name("target"), 0600)) {
      assertThatThrownBy(() -> target.copyFrom(source, 8, 4))
          .isInstanceOf(java.io.EOFException.class);
    }
  }

  @Test
  void closedHandleIsRefused() {
    directory.close();

    assertThatThrownBy(() -> directory.list()).isInstanceOf(LinuxException.class);
  }

  private byte typeOf(String child) throws IOException {
    return directory.list().stream()
        .filter(found -> java.util.Arrays.equals(found.name(), name(child)))
        .findFirst()
        .orElseThrow()
        .type();
  }

  private static byte[] name(String text) {
    return text.getBytes(UTF_8);
  }
}
