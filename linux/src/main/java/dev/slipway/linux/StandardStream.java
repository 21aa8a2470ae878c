package dev.slipway.linux;

/// A descriptor that this process was started with.
public enum StandardStream implements Pollable {
  INPUT(0),
  OUTPUT(1),
  ERROR(2);

  private final int number;

  StandardStream(int number) {
    this.number = number;
  }

  @Override
  public int fd() {
    return number;
  }
}
