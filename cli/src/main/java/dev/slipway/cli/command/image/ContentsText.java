package dev.slipway.cli.command.image;

import dev.slipway.cli.Console;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.SafeText;
import dev.slipway.engine.image.ImageContents;
import dev.slipway.image.contents.ProgramParts;
import dev.slipway.image.contents.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the files of an image are there for: packages, and the parts of programs.
final class ContentsText {
  private static final int WIDTH = 8;

  private ContentsText() {}

  static void print(Console console, ImageContents contents, int top) {
    if (!contents.packages().isEmpty()) {
      console.out().println("");
      int count = contents.packageCount();
      console.out().println(count == 1 ? "1 package" : count + " packages");
      shares(console, "  ", contents.packages(), top);
    }
    for (ProgramParts program : contents.programs()) {
      console.out().println("");
      String size = HumanSize.of(program.size());
      console.out().println("program " + SafeText.of(program.path()) + "  " + size);
      if (!program.modules().isEmpty()) {
        console.out().println("  code");
        shares(console, "    ", program.modules(), top);
      }
      console.out().println("  sections");
      shares(console, "    ", program.sections(), top);
    }
  }

  private static void shares(Console console, String indent, List<Share> shares, int top) {
    for (Share share : shares.subList(0, Math.min(top, shares.size()))) {
      console.out().println(indent + pad(HumanSize.of(share.bytes())) + SafeText.of(share.name()));
    }
    long rest = 0;
    for (Share share : shares.subList(Math.min(top, shares.size()), shares.size())) {
      rest += share.bytes();
    }
    if (shares.size() > top) {
      String others = shares.size() - top == 1 ? "1 other" : (shares.size() - top) + " others";
      console.out().println(indent + pad(HumanSize.of(rest)) + "in " + others);
    }
  }

  private static String pad(String text) {
    return text + " ".repeat(Math.max(1, WIDTH - text.length()));
  }

  static void document(Map<String, Object> document, ImageContents contents) {
    document.put("packages", list(contents.packages(), "files"));
    var programs = new ArrayList<Object>();
    for (ProgramParts program : contents.programs()) {
      var entry = new LinkedHashMap<String, Object>();
      entry.put("path", program.path());
      entry.put("size", program.size());
      entry.put("modules", list(program.modules(), "functions"));
      entry.put("sections", list(program.sections(), ""));
      programs.add(entry);
    }
    document.put("programs", programs);
  }

  private static List<Object> list(List<Share> shares, String counted) {
    var list = new ArrayList<Object>();
    for (Share share : shares) {
      var entry = new LinkedHashMap<String, Object>();
      entry.put("name", share.name());
      if (!counted.isEmpty()) {
        entry.put(counted, share.count());
      }
      entry.put("bytes", share.bytes());
      list.add(entry);
    }
    return list;
  }
}
