package dev.slipway.improve.report;

import dev.slipway.engine.image.ImageContents;
import dev.slipway.image.contents.ProgramParts;
import dev.slipway.image.contents.Share;
import dev.slipway.improve.prove.Amounts;
import dev.slipway.improve.prove.Ladder;
import dev.slipway.improve.prove.Rung;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rungs, each with a bar, and what the bytes of both images are there for.
final class LadderHtml {
  private static final int MOST = 8;

  private final Markup page;

  LadderHtml(Markup page) {
    this.page = page;
  }

  void write(Ladder ladder) {
    rungs(ladder.rungs());
    contents("What the original's bytes are there for", ladder.original());
    contents("What the improved one's bytes are there for", ladder.improved());
  }

  private void rungs(List<Rung> rungs) {
    long most = 1;
    for (Rung rung : rungs) {
      Rung.Built built = rung.built();
      most = Math.max(most, built == null ? 0 : built.size());
    }
    page.heading("The ladder")
        .raw("<table class=\"ladder\"><tr><th></th><th>after</th><th>size</th>")
        .raw("<th class=\"wide\"></th><th>build, cold</th><th>edited</th><th>packages</th>")
        .raw("<th>risky</th><th>other findings</th></tr>\n");
    int number = 0;
    for (Rung rung : rungs) {
      page.raw("<tr><td>" + number + "</td><td>")
          .text(rung.what().isEmpty() ? "the original" : rung.what());
      built(rung.built(), most);
      page.raw("</td><td class=\"number\">" + rung.risky());
      page.raw("</td><td class=\"number\">" + rung.others() + "</td></tr>\n");
      number++;
    }
    page.raw("</table>\n");
    page.paragraph(
        "Cold is the build with nothing there but the base: no result of a step, no cache mount. Edited is the build after that, with a comment more in the program's source. Packages are those of dpkg and apk. Risky are findings of security.");
  }

  private void built(Rung.@Nullable Built built, long most) {
    if (built == null) {
      page.raw(
          "</td><td class=\"number\">not built</td><td class=\"wide\"></td><td></td><td></td><td>");
      return;
    }
    page.raw("</td><td class=\"number\">").text(Amounts.bytes(built.size()));
    page.raw("</td><td class=\"wide\">").bar(built.size(), most);
    page.raw("</td><td class=\"number\">").text(Amounts.seconds(built.cold()));
    Duration edited = built.edited();
    page.raw("</td><td class=\"number\">")
        .text(edited == null ? "not measured" : Amounts.seconds(edited));
    page.raw("</td><td class=\"number\">" + built.packages());
  }

  private void contents(String title, ImageContents contents) {
    page.heading(title);
    String size = Amounts.bytes(contents.size()) + " of files";
    page.paragraph(size + ", of which " + Amounts.bytes(contents.wasted()) + " are wasted.");
    page.raw("<table><tr><th>layer</th><th>adds</th><th>changes</th><th>removes</th></tr>\n");
    for (ImageContents.Layer layer : contents.layers()) {
      page.row(
          layer.createdBy(),
          amount(layer.added()),
          amount(layer.changed()),
          amount(layer.removed()));
    }
    page.raw("</table>\n");
    shares("Packages", contents.packages());
    for (ProgramParts program :
        contents.programs().subList(0, Math.min(2, contents.programs().size()))) {
      String name = program.path() + ", " + Amounts.bytes(program.size());
      shares(name + ": whose code", program.modules());
      shares(name + ": sections", program.sections());
    }
  }

  private static String amount(ImageContents.Amount amount) {
    return amount.files() == 0 ? "" : amount.files() + " files, " + Amounts.bytes(amount.bytes());
  }

  private void shares(String title, List<Share> shares) {
    if (shares.isEmpty()) {
      return;
    }
    page.raw("<h3>").text(title).raw("</h3>\n<table>");
    long most = Math.max(1, shares.getFirst().bytes());
    for (Share share : shares.subList(0, Math.min(MOST, shares.size()))) {
      page.raw("<tr><td>").text(share.name()).raw("</td><td class=\"number\">");
      page.text(Amounts.bytes(share.bytes())).raw("</td><td class=\"wide\">");
      page.bar(share.bytes(), most).raw("</td></tr>\n");
    }
    page.raw("</table>\n");
  }
}
