package dev.slipway.cli.render;

/// A null of Go's, which prints by its type; JSON's `null` for all of them.
public enum GoNil {
  SLICE("[]"),
  MAP("map[]"),
  POINTER("<nil>");

  private final String shown;

  GoNil(String shown) {
    this.shown = shown;
  }

  @Override
  public String toString() {
    return shown;
  }
}
