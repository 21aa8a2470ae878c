package dev.slipway.engine.create;

import dev.slipway.engine.vocabulary.Amounts;
import dev.slipway.runtime.ContainerException;

/// `--restart`.
///
/// @param most how often at most after a failure; 0 for any number
public record RestartPolicy(String name, int most) {
  public static final RestartPolicy NO = new RestartPolicy("no", 0);

  /// @throws ContainerException there is no such policy, in Docker's words
  public static RestartPolicy parse(String text) {
    if (text.isEmpty()) {
      return NO;
    }
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    return switch (name) {
      case "no", "always", "unless-stopped" -> {
        if (colon >= 0 && !text.substring(colon + 1).equals("0")) {
          throw new ContainerException(
              "invalid restart policy: maximum retry count can only be used with 'on-failure'",
              "write --restart " + name);
        }
        yield new RestartPolicy(name, 0);
      }
      case "on-failure" -> {
        String count = colon < 0 ? "0" : text.substring(colon + 1);
        yield new RestartPolicy(name, (int) Amounts.number(count, "restart", 0, Integer.MAX_VALUE));
      }
      default ->
          throw new ContainerException(
              "invalid restart policy: unknown policy '"
                  + name
                  + "'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'",
              "write --restart on-failure:3, for example");
    };
  }

  @Override
  public String toString() {
    return most == 0 ? name : name + ":" + most;
  }
}
