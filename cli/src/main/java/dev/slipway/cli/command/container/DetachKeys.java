package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.Option;
import java.io.ByteArrayOutputStream;

/// Finds in what a user types the keys that leave a container: ctrl-p ctrl-q unless said otherwise.
/// What may be the beginning of them is held back until the next key tells.
final class DetachKeys {
  static final Option OPTION =
      Option.text("detach-keys", "Override the key sequence for detaching a container");
  private static final String USUAL = "ctrl-p,ctrl-q";
  private static final String CONTROL = "ctrl-";

  private final byte[] sequence;
  private int matched;

  /// @param keys `ctrl-a,b`, or empty for the usual ones
  /// @throws CommandException that is none
  DetachKeys(String keys) {
    String[] names = (keys.isEmpty() ? USUAL : keys).split(",", -1);
    sequence = new byte[names.length];
    for (int i = 0; i < names.length; i++) {
      sequence[i] = key(names[i], keys);
    }
  }

  private static byte key(String name, String keys) {
    String letter = name.startsWith(CONTROL) ? name.substring(CONTROL.length()) : name;
    if (letter.length() != 1 || letter.charAt(0) > 0x7f) {
      throw invalid(keys);
    }
    char character = letter.charAt(0);
    if (!name.startsWith(CONTROL)) {
      return (byte) character;
    }
    boolean possible = (character >= 'a' && character <= 'z') || "@[\\]^_".indexOf(character) >= 0;
    if (!possible) {
      throw invalid(keys);
    }
    return (byte) (character & 0x1f);
  }

  private static CommandException invalid(String keys) {
    return new CommandException(
        "invalid detach keys (" + keys + ")",
        "remedy: name single characters, or ctrl- and a letter: ctrl-a,d",
        CommandException.USAGE);
  }

  /// What of `keys` is for the container.
  byte[] filter(byte[] keys, int length) {
    var passed = new ByteArrayOutputStream(length + sequence.length);
    for (int i = 0; i < length && !complete(); i++) {
      if (keys[i] != sequence[matched]) {
        passed.write(sequence, 0, matched);
        matched = 0;
      }
      if (keys[i] == sequence[matched]) {
        matched++;
      } else {
        passed.write(keys[i]);
      }
    }
    return passed.toByteArray();
  }

  boolean complete() {
    return matched == sequence.length;
  }
}
