package dev.slipway.cli.command.container;

import dev.slipway.runtime.run.ContainerRecord;

/// The image of a container, as its user named it.
final class ImageColumn {
  private static final int SHORT_ID = 12;

  private ImageColumn() {}

  static String of(ContainerRecord record, boolean whole) {
    String name = record.imageName();
    return !whole && name.startsWith("sha256:") && name.length() > SHORT_ID + 7
        ? name.substring(7, 7 + SHORT_ID)
        : name;
  }
}
