package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.engine.container.Containers;
import dev.slipway.engine.create.ContainerRequest;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageNotFoundException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import dev.slipway.runtime.run.Container;
import java.io.IOException;

/// The first half of `run`, and all of `create`.
final class NewContainers {
  private NewContainers() {}

  /// @param toStart whether it is started next
  static Container create(Invocation invocation, boolean toStart) throws InterruptedException {
    ContainerRequest request =
        ContainerOptions.request(invocation.options(), invocation.arguments(), System.getenv());
    if (request.network().discardsPorts()) {
      invocation
          .console()
          .err()
          .println(
              "WARNING: Published ports are discarded when using "
                  + request.network().mode().word()
                  + " network mode");
    }
    PullPolicy policy = PullPolicy.of(invocation.options());
    try {
      if (policy == PullPolicy.ALWAYS) {
        MissingImage.pull(invocation, request.image());
      }
      Container container = create(invocation, request, toStart, policy);
      ContainerOptions.writeCidFile(invocation.options(), container.id().hex());
      return container;
    } catch (IOException failed) {
      String remedy = UserErrors.remedy(failed);
      throw new CommandException(
          UserErrors.describe(failed),
          remedy == null ? null : "remedy: " + remedy,
          CommandException.USAGE);
    } catch (ImageNotFoundException missing) {
      throw new CommandException(
          "Unable to find image '" + tagged(request.image()) + "' locally",
          "remedy: build it, or take it in with 'slipway load'; 'slipway images' lists what is here",
          CommandException.USAGE);
    } catch (ImageException refused) {
      String hint = refused.hint();
      throw new CommandException(
          String.valueOf(refused.getMessage()),
          hint == null || hint.isEmpty() ? null : "remedy: " + hint,
          CommandException.USAGE);
    }
  }

  private static Container create(
      Invocation invocation, ContainerRequest request, boolean toStart, PullPolicy policy)
      throws IOException, InterruptedException {
    Containers containers = invocation.slipway().containers();
    try {
      return toStart ? containers.createToStart(request) : containers.create(request);
    } catch (ImageNotFoundException missing) {
      if (policy != PullPolicy.MISSING || !MissingImage.canBePulled(invocation, request.image())) {
        throw missing;
      }
      invocation
          .console()
          .err()
          .println("Unable to find image '" + tagged(request.image()) + "' locally");
      MissingImage.pull(invocation, request.image());
      return toStart ? containers.createToStart(request) : containers.create(request);
    }
  }

  private static String tagged(String image) {
    try {
      return ImageReference.parse(image).withDefaultTag().familiar();
    } catch (ImageReferenceException _) {
      return image;
    }
  }
}
