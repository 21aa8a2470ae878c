package dev.slipway.cli.prepare;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// A jar whose classes went through [PlainCallSites], with a [SignalTaker] where one is used.
final class PlainJar {
  /// Says that a jar is such a one.
  private static final String MARK = "META-INF/slipway.plain";

  private PlainJar() {}

  /// Replaces `jar`, which keeps its time, if it is not yet a plain one. Others may do the same at
  /// the same time.
  static void rewrite(Path jar) throws IOException {
    FileTime time = Files.getLastModifiedTime(jar);
    try (ZipFile from = new ZipFile(jar.toFile())) {
      if (from.getEntry(MARK) != null) {
        return;
      }
      Path next = Files.createTempFile(jar.getParent(), jar.getFileName().toString(), ".new");
      try {
        write(from, next);
        Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(jar));
        Files.setLastModifiedTime(next, time);
        Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(next);
      }
    }
  }

  private static void write(ZipFile from, Path next) throws IOException {
    try (OutputStream file = Files.newOutputStream(next);
        ZipOutputStream to = new ZipOutputStream(file)) {
      for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
        copy(from, all.nextElement(), to);
      }
      if (from.getEntry(SignalTaker.USER) != null) {
        to.putNextEntry(new ZipEntry(SignalTaker.ENTRY));
        to.write(SignalTaker.bytes());
      }
      to.putNextEntry(new ZipEntry(MARK));
    }
  }

  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
    var copy = new ZipEntry(entry.getName());
    copy.setTime(entry.getTime());
    to.putNextEntry(copy);
    try (InputStream content = from.getInputStream(entry)) {
      byte[] bytes = content.readAllBytes();
      boolean plain =
          entry.getName().endsWith(".class") && !entry.getName().endsWith("-info.class");
      to.write(plain ? PlainCallSites.of(bytes) : bytes);
    }
  }
}
