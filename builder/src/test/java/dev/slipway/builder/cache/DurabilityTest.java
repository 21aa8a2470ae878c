package dev.slipway.builder.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.linux.BootId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
  private static final String OTHER_BOOT = "01234567-89ab-cdef-0123-456789abcdef";
  private static final Instant SYNCED = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path root;
  private Durability durability;
  private Path synced;
  private Path records;

  @BeforeEach
  void prepare() throws IOException {
    synced = Files.createDirectory(root.resolve("synced"));
    records = Files.createDirectory(root.resolve("records"));
    durability = new Durability(synced);
  }

  @Test
  void whatThisBootWroteIsBelieved() throws IOException {
    assertThat(durability.isBelieved(BootId.current(), Instant.now().toString())).isTrue();
  }

  @Test
  void whatAnotherBootWroteIsBelievedWhereItWasFlushedLater() throws IOException {
    assertThat(durability.isBelieved(OTHER_BOOT, SYNCED.toString())).isFalse();

    Files.writeString(synced.resolve(OTHER_BOOT), SYNCED + "\n");

    assertThat(durability.isBelieved(OTHER_BOOT, SYNCED.minusSeconds(1).toString())).isTrue();
    assertThat(durability.isBelieved(OTHER_BOOT, SYNCED.plusSeconds(1).toString())).isFalse();
  }

  @Test
  void damagedTimesAndBootsAreNotBelieved() throws IOException {
    Files.writeString(synced.resolve(OTHER_BOOT), SYNCED.toString());
    assertThat(durability.isBelieved(OTHER_BOOT, "yesterday")).isFalse();
    assertThat(durability.isBelieved(OTHER_BOOT, null)).isFalse();
    assertThat(durability.isBelieved("../synced/" + OTHER_BOOT, SYNCED.toString())).isFalse();
    assertThat(durability.isBelieved(null, SYNCED.toString())).isFalse();

    Files.writeString(synced.resolve(OTHER_BOOT), "");
    assertThat(durability.isBelieved(OTHER_BOOT, "2020-01-01T00:00:00Z")).isFalse();
  }

  @Test
  void aFlushIsDueForWhatWasWrittenAWhileAgoAndNotFlushedSince() throws IOException {
    assertThat(durability.isDue(records)).isFalse(); // Written just now.
    written(Duration.ofMinutes(5));
    assertThat(durability.isDue(records)).isTrue();

    durability.sync();

    assertThat(durability.isDue(records)).isFalse();
    assertThat(synced.resolve(BootId.current())).isNotEmptyFile();
    assertThat(synced.resolve(BootId.current() + ".new")).doesNotExist();
    assertThat(new Durability(synced).isDue(records)).isFalse();
  }

  private void written(Duration ago) throws IOException {
    Files.setLastModifiedTime(records, FileTime.from(Instant.now().minus(ago)));
  }
}
