package dev.slipway.cli.launch;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.TextOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// Runs one command line and turns whatever happens into text and an exit code.
public final class Program {
  private static final int INTERRUPTED = 130;
  private static final int BROKEN_PIPE = 141;

  private Program() {}

  public static int run(List<String> arguments, Console console) {
    try {
      int code = runCommand(arguments, console);
      console.flush();
      return code;
    } catch (TextOutput.BrokenPipe readerWentAway) {
      return BROKEN_PIPE;
    }
  }

  private static int runCommand(List<String> arguments, Console console) {
    boolean debug =
        !arguments.isEmpty() && (arguments.contains("-D") || arguments.contains("--debug"));
    try {
      return new Dispatcher(console).run(arguments);
    } catch (TextOutput.BrokenPipe readerWentAway) {
      throw readerWentAway;
    } catch (InterruptedException interrupted) {
      return INTERRUPTED;
    } catch (CommandException wrong) {
      return explain(console, wrong, wrong.text(), wrong.hint(), wrong.exitCode(), debug);
    } catch (IOException failure) {
      String message = failure.getMessage();
      return explain(
          console, failure, message == null ? failure.toString() : message, null, 1, debug);
    } catch (RuntimeException | Error bug) {
      return reportBug(console, bug);
    }
  }

  private static int explain(
      Console console,
      Exception failure,
      String message,
      @org.jspecify.annotations.Nullable String hint,
      int code,
      boolean debug) {
    console.out().flush();
    console.err().println(message.startsWith("Error") ? message : "Error: " + message);
    if (hint != null) {
      console.err().println(hint);
    }
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
