package dev.slipway.cli.launch;

import dev.slipway.builder.BuildException;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.TextOutput;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.command.build.BuildFailureText;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.image.ImageException;
import dev.slipway.registry.RegistryException;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs one command line and turns whatever happens into text and an exit code.
public final class Program {
  private static final int INTERRUPTED = 130;
  private static final int BROKEN_PIPE = 141;
  private static final int CANNOT_WRITE = 1;
  private static final String MORE_MEMORY =
      "give the program more than its usual heap, with the suffix k, m or g: SLIPWAY_HEAP=1g";

  private Program() {}

  public static int run(List<String> arguments, Console console) {
    try {
      int code = runCommand(arguments, console);
      console.flush();
      return code;
    } catch (TextOutput.BrokenPipe readerWentAway) {
      return BROKEN_PIPE;
    } catch (UncheckedIOException cannotWrite) {
      return CANNOT_WRITE; // Where standard error works, what failed has been said there.
    }
  }

  private static int runCommand(List<String> arguments, Console console) {
    boolean debug =
        !arguments.isEmpty() && (arguments.contains("-D") || arguments.contains("--debug"));
    try {
      int code = new Dispatcher(console).run(arguments);
      console.out().flush();
      return code;
    } catch (TextOutput.Unwritable full) {
      console.err().println("Error: write standard output: " + full.getMessage());
      return CANNOT_WRITE;
    } catch (TextOutput.BrokenPipe readerWentAway) {
      throw readerWentAway;
    } catch (InterruptedException interrupted) {
      return INTERRUPTED;
    } catch (CommandException wrong) {
      UserErrors.printLines(console, wrong.text(), wrong.hint());
      return debugged(console, wrong, wrong.exitCode(), debug);
    } catch (ImageException wrong) {
      return explain(console, wrong, wrong.getMessage(), wrong.hint(), 1, debug);
    } catch (RegistryException wrong) {
      return explain(console, wrong, wrong.getMessage(), wrong.hint(), 1, debug);
    } catch (ContainerException wrong) {
      return explain(console, wrong, wrong.getMessage(), wrong.hint(), wrong.exitCode(), debug);
    } catch (DockerfileException wrong) {
      return explain(console, wrong, wrong.getMessage(), null, 1, debug);
    } catch (BuildException wrong) {
      BuildFailureText.print(console, wrong);
      return debugged(console, wrong, 1, debug);
    } catch (IOException failure) {
      return explain(
          console, failure, UserErrors.describe(failure), UserErrors.remedy(failure), 1, debug);
    } catch (OutOfMemoryError full) {
      return explain(console, full, "out of memory", MORE_MEMORY, 1, debug);
    } catch (RuntimeException | Error bug) {
      return reportBug(console, bug);
    }
  }

  private static int explain(
      Console console,
      Throwable failure,
      @Nullable String message,
      @Nullable String remedy,
      int code,
      boolean debug) {
    UserErrors.print(console, message, remedy);
    return debugged(console, failure, code, debug);
  }

  private static int debugged(Console console, Throwable failure, int code, boolean debug) {
    if (debug) {
      console.err().print(trace(failure));
    }
    return code;
  }

  private static int reportBug(Console console, Throwable bug) {
    console.out().flush();
    console.err().println("slipway: this is a bug in Slipway, not in what you asked for:");
    console.err().print(trace(bug));
    return 1;
  }

  private static String trace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
