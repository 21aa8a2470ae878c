package dev.slipway.improve.report;

import dev.slipway.improve.Change;
import dev.slipway.improve.Plan;
import dev.slipway.improve.prove.Amounts;
import dev.slipway.improve.prove.Evidence;
import dev.slipway.improve.prove.Evidence.Verdict;
import dev.slipway.improve.prove.Proof;
import dev.slipway.improve.prove.Rejection;
import java.util.ArrayList;
import java.util.List;

/// A self-contained page: both sizes as bars, what was compared, each change with its reason, and
/// both texts. Light or dark as the reader's system is.
public final class HtmlReport {
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--quiet:#59636e;--line:#d1d9e0;--bar:#2a7ab0;--good:#1a7f37;--bad:#cf222e}
      @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--quiet:#9198a1;--line:#3d444d;--bar:#6cb6e8;--good:#3fb950;--bad:#f85149}}
      body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}
      table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
      pre{overflow-x:auto;border:1px solid var(--line);padding:.8rem}small{color:var(--quiet)}
      td.wide{width:40%}td.number,th{white-space:nowrap}td.number{text-align:right}h3{margin-bottom:.2rem;font-size:1rem}
      .lead{font-size:1.15rem}.ladder td{overflow-wrap:break-word}.ladder td:nth-child(2){min-width:12rem}.ladder td.wide{width:22%;min-width:6rem}
      .ladder th:nth-child(3),.ladder th:nth-child(n+5){text-align:right}.ladder th{white-space:normal;overflow-wrap:break-word;vertical-align:bottom}
      .bar{background:var(--bar);height:1.2rem;min-width:3px}.same,.different{white-space:nowrap}.same{color:var(--good)}.different{color:var(--bad);font-weight:bold}
      """;

  private final Markup page = new Markup();

  private HtmlReport() {}

  /// The page's text.
  public static String of(Proof proof) {
    var report = new HtmlReport();
    report.write(proof);
    return report.page.toString();
  }

  private void write(Proof proof) {
    Plan plan = proof.plan();
    page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.raw("<meta name=\"viewport\" content=\"width=device-width\"><title>");
    page.text(plan.name()).raw(", improved</title><style>\n").raw(STYLE);
    page.raw("</style></head><body>\n<h1>").text(plan.name()).raw("</h1>\n");
    if (!proof.impossible().isEmpty()) {
      page.paragraph("Not proved: " + proof.impossible());
    } else {
      summary(proof);
    }
    bars(proof);
    evidence(proof);
    changes(plan);
    rejections(proof.rejections());
    proof.ladder().ifPresent(ladder -> new LadderHtml(page).write(ladder));
    source("Original", plan.original());
    source("Improved", plan.text());
    page.raw("</body></html>\n");
  }

  /// What has come of it, in a line.
  private void summary(Proof proof) {
    int same = 0;
    int different = 0;
    int missing = 0;
    for (Evidence each : proof.evidence()) {
      switch (each.verdict()) {
        case SAME -> same++;
        case DIFFERENT -> different++;
        case NOT_COMPARED -> missing++;
        case CHANGED -> {}
      }
    }
    page.raw("<p class=\"lead\">")
        .text(Amounts.bytes(proof.sizeBefore()) + " became " + Amounts.bytes(proof.sizeAfter()))
        .text(" by " + counted(proof.plan().changes().size(), "change") + ". ")
        .text("Both were built and run: " + same + " of " + counted(same + different, "comparison"))
        .text(same + different == 1 ? " is the same, " : " are the same, ")
        .text(missing + " could not be made.")
        .raw("</p>\n");
  }

  private static String counted(int number, String name) {
    return number + " " + name + (number == 1 ? "" : "s");
  }

  private void rejections(List<Rejection> rejections) {
    if (rejections.isEmpty()) {
      return;
    }
    page.heading("What was left out").raw("<ul>\n");
    for (Rejection rejection : rejections) {
      page.raw("<li>").text(heading(rejection.change()));
      page.raw("<br><small>it makes a difference: ").text(rejection.why()).raw("</small></li>\n");
    }
    page.raw("</ul>\n");
  }

  private void bars(Proof proof) {
    if (proof.sizeBefore() == 0) {
      return;
    }
    page.heading("Size").raw("<table>");
    bar("original", proof.sizeBefore(), proof);
    bar("improved", proof.sizeAfter(), proof);
    page.raw("</table>\n");
  }

  private void bar(String name, long size, Proof proof) {
    page.raw("<tr><td>" + name + "</td><td class=\"wide\">");
    page.bar(size, Math.max(proof.sizeBefore(), proof.sizeAfter()));
    page.raw("</td><td class=\"number\">" + Amounts.bytes(size) + "</td></tr>");
  }

  private void evidence(Proof proof) {
    if (proof.evidence().isEmpty()) {
      return;
    }
    page.raw(
        "<h2>What was compared</h2>\n<table><tr><th></th><th>original</th><th>improved</th><th></th></tr>\n");
    var missing = new ArrayList<Evidence>();
    for (Evidence each : proof.evidence()) {
      if (each.verdict() == Verdict.NOT_COMPARED) {
        missing.add(each);
        continue;
      }
      page.raw("<tr><td>");
      page.text(each.what());
      page.raw("</td><td>");
      page.text(each.before());
      page.raw("</td><td>");
      page.text(each.after());
      page.raw("</td><td>").raw(verdict(each.verdict())).raw("</td></tr>\n");
    }
    page.raw("</table>\n");
    if (!missing.isEmpty()) {
      page.raw("<h2>What was not compared</h2>\n<ul>\n");
      for (Evidence each : missing) {
        page.raw("<li>");
        page.text(each.what() + (each.after().isEmpty() ? "" : ": " + each.after()));
        page.raw("</li>\n");
      }
      page.raw("</ul>\n");
    }
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case SAME -> "<span class=\"same\">same</span>";
      case DIFFERENT -> "<span class=\"different\">different</span>";
      case CHANGED, NOT_COMPARED -> "";
    };
  }

  private void changes(Plan plan) {
    page.raw("<h2>Changes</h2>\n<ol>\n");
    for (Change change : plan.changes()) {
      page.raw("<li>");
      page.text(heading(change));
      page.raw("<br><small>");
      page.text(change.rule().reason());
      page.raw("</small></li>\n");
    }
    page.raw("</ol>\n");
  }

  private static String heading(Change change) {
    return change.what() + " (" + change.rule().name() + ", " + change.rule().kind().label() + ")";
  }

  private void source(String title, String words) {
    page.heading(title).raw("<pre>").text(words).raw("</pre>\n");
  }
}
