package dev.slipway.improve.report;

import dev.slipway.improve.Change;
import dev.slipway.improve.Plan;
import dev.slipway.improve.prove.Evidence;
import dev.slipway.improve.prove.Evidence.Verdict;
import dev.slipway.improve.prove.Proof;
import dev.slipway.improve.prove.Rejection;

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
      .bar{background:var(--bar);height:1.2rem;min-width:3px}.same{color:var(--good)}.different{color:var(--bad);font-weight:bold}
      """;

  private final StringBuilder page = new StringBuilder();

  private HtmlReport() {}

  /// The page's text.
  public static String of(Proof proof) {
    var report = new HtmlReport();
    report.write(proof);
    return report.page.toString();
  }

  private void write(Proof proof) {
    Plan plan = proof.plan();
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<meta name=\"viewport\" content=\"width=device-width\"><title>");
    text(plan.name());
    page.append(", improved</title><style>\n").append(STYLE).append("</style></head><body>\n<h1>");
    text(plan.name());
    page.append("</h1>\n");
    if (!proof.impossible().isEmpty()) {
      paragraph("Not proved: " + proof.impossible());
    }
    bars(proof);
    evidence(proof);
    changes(plan);
    for (Rejection rejection : proof.rejections()) {
      paragraph("Left out: " + heading(rejection.change()) + ", because of " + rejection.why());
    }
    source("Original", plan.original());
    source("Improved", plan.text());
    page.append("</body></html>\n");
  }

  private void paragraph(String words) {
    page.append("<p>");
    text(words);
    page.append("</p>\n");
  }

  private void bars(Proof proof) {
    if (proof.sizeBefore() == 0) {
      return;
    }
    page.append("<h2>Size</h2>\n<table>");
    bar("original", proof.sizeBefore(), proof);
    bar("improved", proof.sizeAfter(), proof);
    page.append("</table>\n");
  }

  private void bar(String name, long size, Proof proof) {
    long most = Math.max(proof.sizeBefore(), proof.sizeAfter());
    long width = size * 1000 / most;
    page.append("<tr><td>")
        .append(name)
        .append("</td><td style=\"width:70%\"><div class=\"bar\" style=\"width:");
    page.append(width / 10).append('.').append(width % 10).append("%\"></div></td><td>");
    page.append(size / 1_000_000).append('.').append(size / 100_000 % 10).append(" MB</td></tr>");
  }

  private void evidence(Proof proof) {
    if (proof.evidence().isEmpty()) {
      return;
    }
    page.append(
        "<h2>What was compared</h2>\n<table><tr><th></th><th>original</th><th>improved</th><th></th></tr>\n");
    var missing = new StringBuilder();
    for (Evidence each : proof.evidence()) {
      if (each.verdict() == Verdict.NOT_COMPARED) {
        missing.append(missing.isEmpty() ? "" : "; ").append(each.what());
        continue;
      }
      page.append("<tr><td>");
      text(each.what());
      page.append("</td><td>");
      text(each.before());
      page.append("</td><td>");
      text(each.after());
      page.append("</td><td>").append(verdict(each.verdict())).append("</td></tr>\n");
    }
    page.append("</table>\n");
    paragraph("Not compared: " + missing + ".");
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case SAME -> "<span class=\"same\">same</span>";
      case DIFFERENT -> "<span class=\"different\">different</span>";
      case CHANGED, NOT_COMPARED -> "";
    };
  }

  private void changes(Plan plan) {
    page.append("<h2>Changes</h2>\n<ol>\n");
    for (Change change : plan.changes()) {
      page.append("<li>");
      text(heading(change));
      page.append("<br><small>");
      text(change.rule().reason());
      page.append("</small></li>\n");
    }
    page.append("</ol>\n");
  }

  private static String heading(Change change) {
    return change.what() + " (" + change.rule().name() + ", " + change.rule().kind().label() + ")";
  }

  private void source(String title, String words) {
    page.append("<h2>").append(title).append("</h2>\n<pre>");
    text(words);
    page.append("</pre>\n");
  }

  private void text(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      switch (c) {
        case '<' -> page.append("&lt;");
        case '>' -> page.append("&gt;");
        case '&' -> page.append("&amp;");
        case '"' -> page.append("&quot;");
        default -> page.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
      }
    }
  }
}
