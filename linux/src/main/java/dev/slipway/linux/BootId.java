package dev.slipway.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which run of the kernel this is: a new random value after each boot.
public final class BootId {
  private BootId() {}

  public static String current() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException missing) {
      throw new UncheckedIOException("/proc is not mounted", missing);
    }
  }
}
