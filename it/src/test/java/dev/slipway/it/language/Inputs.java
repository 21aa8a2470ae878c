package dev.slipway.it.language;

import dev.slipway.dockerfile.parse.RandomFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random inputs, made of pieces that mean something.
final class Inputs {
  private static final List<String> WORD_PIECES =
      List.of(
          "$A",
          "${A}",
          "${A:-",
          "${B-",
          "${A:+",
          "${A+",
          "${A:?",
          "${B?",
          "${A#",
          "${A##",
          "${A%",
          "${A%%",
          "${A/",
          "${A//",
          "${B:-x}",
          "/",
          "}",
          "}",
          "}",
          "*",
          "?",
          "a",
          "b",
          "ab",
          "\\",
          "`",
          "\"",
          "'",
          " ",
          "  ",
          "\t",
          "$",
          "{",
          ":",
          "<",
          "<<",
          "<<EOF",
          "\u00e9",
          "\\}",
          "\\/",
          "\\*",
          "\\?",
          "[",
          "]",
          "(",
          ".",
          "^",
          "+",
          "|",
          "$1",
          "${0}",
          "$$",
          "${E}",
          "${E:-d}",
          "${E-d}",
          "${M",
          "\n",
          "\u00a0",
          "#",
          "%",
          "$_x",
          "$9a",
          "\ufeff",
          "\u3000",
          "$\u00e9",
          "$\u0663",
          "${V##*/}",
          "${V%/*}",
          "${V//a*/x}");
  private static final List<String> ENVIRONMENT =
      List.of("A=abaXb/a.b", "E=", "V=a/b\nc/aab", "M= x  y ", "\u00e9=u", "A1=\\$1$0");
  private static final List<String> PATTERN_PIECES =
      List.of(
          "a",
          "b",
          "ab",
          "*",
          "?",
          "**",
          "/",
          "/",
          "!",
          "[",
          "]",
          "[a-c]",
          "[^a]",
          "\\",
          "\\a",
          "\\*",
          ".",
          "..",
          "-",
          "^",
          "{",
          "}",
          "{2}",
          "{1,3}",
          "(",
          ")",
          "|",
          "+",
          "$",
          " ",
          "\t",
          "\u00e9",
          "#",
          "a.b",
          ",",
          "[]a]",
          "[a-",
          "[!a]",
          "[[:alpha:]]",
          "[\\]]",
          "\n",
          "[b-a]",
          "\\d",
          "\\w",
          "\\b",
          "\\pL",
          "\\Q",
          "x",
          "0");
  private static final List<String> PATH_PIECES =
      List.of(
          "a", "b", "ab", "/", "/", "/", ".", "..", "c", "x", "a.b", "\u00e9", "-", "^", "]", "[",
          "*", "\\", "d", "1", " ", "\n", "+", "{", "aa", "0");
  private static final List<String> LINE_ENDS = List.of("\n", "\n", "\r\n", "\n#", "\n!");

  private final Random random;
  private final RandomFiles files;

  Inputs(long seed) {
    random = new Random(seed);
    files = new RandomFiles(random);
  }

  private String some(List<String> pieces, int most) {
    var text = new StringBuilder();
    for (int count = random.nextInt(most); count >= 0; count--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  String dockerfile() {
    return files.next();
  }

  Map<String, Object> word(int id) {
    var question = new LinkedHashMap<String, Object>();
    question.put("id", id);
    question.put("mode", random.nextInt(3) > 0 ? "word" : "words");
    question.put("escape", random.nextInt(3) > 0 ? "\\" : "`");
    question.put("env", ENVIRONMENT);
    question.put("input", some(WORD_PIECES, 9));
    question.put("rawQuotes", random.nextInt(3) == 0);
    question.put("skipUnset", random.nextInt(3) == 0);
    return question;
  }

  Map<String, Object> match(int id) {
    var question = new LinkedHashMap<String, Object>();
    question.put("id", id);
    if (random.nextInt(5) == 0) {
      var file = new StringBuilder();
      for (int lines = random.nextInt(4); lines >= 0; lines--) {
        file.append(some(PATTERN_PIECES, 6));
        file.append(LINE_ENDS.get(random.nextInt(LINE_ENDS.size())));
      }
      question.put("ignorefile", file.toString());
      return question;
    }
    question.put(
        "patterns",
        List.of(
            some(PATTERN_PIECES, 6),
            List.of("", "!", "**/", "a/").get(random.nextInt(4)) + some(PATTERN_PIECES, 4)));
    question.put("path", some(PATH_PIECES, 6));
    return question;
  }
}
