package dev.slipway.dockerfile.parse;

import java.util.List;
import java.util.Random;

/// Files made of pieces that mean something, most of them wrong.
public final class RandomFiles {
  private static final List<String> PIECES =
      List.of(
          "FROM x",
          "FROM",
          "RUN",
          "COPY",
          "ADD",
          "ENV",
          "ARG",
          "LABEL",
          "CMD",
          "ENTRYPOINT",
          "EXPOSE",
          "VOLUME",
          "USER",
          "WORKDIR",
          "SHELL",
          "STOPSIGNAL",
          "HEALTHCHECK",
          "MAINTAINER",
          "ONBUILD",
          "ONBUILD RUN",
          "ONBUILD COPY",
          "fooo",
          "# escape=`",
          "#syntax=a",
          "# c",
          "#",
          "--from=s",
          "--mount=type=cache",
          "--mount=",
          "--",
          "--link",
          "\"--a b\"",
          "--a=\"b c\"",
          "--\u00e9=\u00e0",
          "[\"a\",",
          "\"b\"]",
          "[",
          "]",
          "{",
          "[\"a\", \"b\"]",
          "[\"a\", 1]",
          "\"",
          "'",
          "\\",
          "`",
          "\\\\",
          "``",
          "\\\n",
          "`\n",
          "\\ \t\n",
          "\n",
          "\n\n",
          "\r\n",
          "\t",
          " ",
          "\ufeff",
          "\u00a0",
          "\u3000",
          "$A",
          "${A:-",
          "}",
          "<<EOF",
          "<<-'E'",
          "3<<E",
          "<< EOF",
          "<<\"EOF\"",
          "<<'a b'",
          "EOF",
          "\nEOF\n",
          "\nE\n",
          "\tEOF",
          "A=1",
          "a=\"b c\"",
          "a=b\\ c",
          "=",
          "NONE",
          "80/tcp",
          "\ud83d\ude00",
          "AS",
          "b",
          "\u000b",
          "\f",
          "\u212a",
          "\u0130",
          "//",
          "#!",
          "# check=skip=a\n",
          "# escape=\\\n",
          "# syntax = b c\n",
          " # escape=`\n",
          "--a\\ b",
          "# comment",
          "COPY a b",
          "RUN a && b",
          "  ",
          "AS c",
          "\u0000");

  private final Random random;

  public RandomFiles(long seed) {
    this(new Random(seed));
  }

  public RandomFiles(Random random) {
    this.random = random;
  }

  public String next() {
    var text = new StringBuilder(random.nextInt(4) > 0 ? "FROM x\n" : "");
    for (int pieces = random.nextInt(14); pieces >= 0; pieces--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
      text.append(random.nextBoolean() ? " " : "");
    }
    return text.append(random.nextInt(3) == 0 ? "\nEOF\nE\n" : "").toString();
  }
}
