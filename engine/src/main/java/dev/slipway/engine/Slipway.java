package dev.slipway.engine;

/// Everything that Slipway can do, for the command line and for programs. Parts are made when they
/// are asked for: listing images loads nothing of the builder.
public final class Slipway {
  private final SlipwayLocations locations;

  private Slipway(SlipwayLocations locations) {
    this.locations = locations;
  }

  public static Slipway open(SlipwayLocations locations) {
    return new Slipway(locations);
  }

  public SlipwayLocations locations() {
    return locations;
  }

  public Builds builds() {
    return new Builds(locations, dev.slipway.builder.solve.RunNetworks.host());
  }

  public Images images() {
    return new Images(locations.root(), ImageUsers.NONE);
  }
}
