package dev.slipway.cli.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainCallSitesTest {
  /// The classes of [Shapes], rewritten.
  private static final class Rewritten extends ClassLoader {
    Rewritten() {
      super(PlainCallSitesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(Shapes.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        byte[] plain = PlainCallSites.of(bytes(name));
        return defineClass(name, plain, 0, plain.length);
      }
    }
  }

  private static byte[] bytes(String name) {
    String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
    try (InputStream in = Shapes.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  @Test
  void aRewrittenClassDoesWhatItDid() throws Exception {
    var usual = new Shapes();
    Class<?> type = new Rewritten().loadClass(Shapes.class.getName());
    Object plain = type.getConstructor().newInstance();

    assertThat(type).isNotEqualTo(Shapes.class);
    assertThat(type.getMethod("get").invoke(plain)).isEqualTo(usual.get());
    assertThat(type.getMethod("texts").invoke(plain)).isEqualTo(usual.texts());
  }

  @Test
  void whatTheJvmWouldPutTogetherIsGone() {
    var bootstraps = new ArrayList<String>();
    for (String name : List.of("", "$Shape", "$Line", "$Circle", "$Square", "$Nothing")) {
      byte[] usual = bytes(Shapes.class.getName() + name);
      assertThat(sites(usual)).as(name).isNotEmpty();
      bootstraps.addAll(sites(PlainCallSites.of(usual)));
    }
    // The one switch that has a constant among its labels.
    assertThat(bootstraps).containsExactly("SwitchBootstraps");
  }

  /// The bootstraps of a class's call sites, but for those that AOT caches keep.
  private static List<String> sites(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    var found = new ArrayList<String>();
    for (MethodModel method : model.methods()) {
      for (CodeElement element :
          method.code().isPresent() ? method.code().get() : List.<CodeElement>of()) {
        if (element instanceof InvokeDynamicInstruction site) {
          String owner = site.bootstrapMethod().owner().displayName();
          if (owner.equals("SwitchBootstraps") || owner.equals("ObjectMethods")) {
            found.add(owner);
          }
        }
      }
    }
    return found;
  }

  @Test
  void aJarIsRewrittenOnceAndKeepsAllElse(@TempDir Path directory) throws IOException {
    Path jar = directory.resolve("slipway-some.jar");
    byte[] usual = bytes(Shapes.class.getName());
    try (var to = new ZipOutputStream(Files.newOutputStream(jar))) {
      to.putNextEntry(new ZipEntry("Shapes.class"));
      to.write(usual);
      to.putNextEntry(new ZipEntry("words.txt"));
      to.write("some words".getBytes(StandardCharsets.UTF_8));
    }

    PlainJar.rewrite(jar);
    byte[] once = Files.readAllBytes(jar);
    PlainJar.rewrite(jar);

    assertThat(Files.readAllBytes(jar)).isEqualTo(once);
    try (var from = new ZipFile(jar.toFile())) {
      assertThat(from.getInputStream(from.getEntry("Shapes.class")).readAllBytes())
          .isEqualTo(PlainCallSites.of(usual));
      assertThat(from.getInputStream(from.getEntry("words.txt")).readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("some words");
    }
  }

  @Test
  void manyMayRewriteOneJarAtOnce(@TempDir Path directory) throws Exception {
    Path jar = directory.resolve("slipway-some.jar");
    try (var to = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (int i = 0; i < 50; i++) {
        to.putNextEntry(new ZipEntry(i + ".class"));
        to.write(bytes(Shapes.class.getName()));
      }
    }
    FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(jar, time);
    try (TaskScope scope = TaskScope.open("rewriters")) {
      for (int i = 0; i < 4; i++) {
        scope.fork(() -> {
          PlainJar.rewrite(jar);
          return jar;
        });
      }
      scope.join();
    }
    try (var from = new ZipFile(jar.toFile());
        Stream<Path> left = Files.list(directory)) {
      assertThat(from.size()).isEqualTo(51);
      assertThat(from.getInputStream(from.getEntry("49.class")).readAllBytes())
          .isEqualTo(PlainCallSites.of(bytes(Shapes.class.getName())));
      assertThat(Files.getLastModifiedTime(jar)).isEqualTo(time);
      assertThat(left).containsExactly(jar);
    }
  }
}
