package dev.slipway.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/// The process's three standard streams, and which of them are terminals.
///
/// @param terminals the descriptors that are terminals, as digits: `012` for all three
public record Console(InputStream in, TextOutput out, TextOutput err, String terminals) {
  /// The property in which the launcher says which descriptors are terminals: its shell knows for
  /// nothing what costs a native call here.
  private static final String TERMINALS = "slipway.terminals";

  public static Console ofProcess() {
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new TextOutput(new FileOutputStream(FileDescriptor.out)),
        new TextOutput(new FileOutputStream(FileDescriptor.err)),
        System.getProperty(TERMINALS, ""));
  }

  /// A console over given streams, none of them a terminal.
  public static Console of(InputStream in, OutputStream out, OutputStream err) {
    return new Console(in, new TextOutput(out), new TextOutput(err), "");
  }

  public boolean inIsTerminal() {
    return terminals.indexOf('0') >= 0;
  }

  public boolean outIsTerminal() {
    return terminals.indexOf('1') >= 0;
  }

  public boolean errIsTerminal() {
    return terminals.indexOf('2') >= 0;
  }

  public void flush() {
    out.flush();
    err.flush();
  }
}
