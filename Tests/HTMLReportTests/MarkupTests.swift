import Testing

@testable import HTMLReport

/// Text of ledgers becomes text of the page and never anything else.
struct MarkupTests {
  /// Special texts of a ledger on the page.
  private static let texts: [(text: String, html: String)] = [
    ("plain", "plain"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("a & b", "a &amp; b"),
    ("&lt;", "&amp;lt;"),
    (#""quoted" and 'single'"#, "&quot;quoted&quot; and &#39;single&#39;"),
    ("tab\tline\nend\r", "tab[U+0009]line[U+000A]end[U+000D]"),
    ("nul\u{0}delete\u{7F}", "nul[U+0000]delete[U+007F]"),
    ("turned\u{202E}round\u{202C}", "turned[U+202E]round[U+202C]"),
    ("isolated\u{2066}x\u{2069}", "isolated[U+2066]x[U+2069]"),
    ("zero\u{200B}width\u{FEFF}", "zero[U+200B]width[U+FEFF]"),
    ("line\u{2028}separator", "line[U+2028]separator"),
    ("no\u{FFFF}character\u{1FFFE}", "no[U+FFFF]character[U+1FFFE]"),
    ("tag\u{E0041}", "tag[U+E0041]"),
    ("Zoë שלום 名前 🙂", "Zoë שלום 名前 🙂"),
  ]

  @Test(arguments: texts) func `text is escaped, and what hides is made visible`(
    text: String, html: String
  ) {
    #expect(Markup.text(text).html == html)
    #expect(Markup.element("p", .text(text)).html == "<p>\(html)</p>")
    #expect(Markup.void("meta", ["content": text]).html == "<meta content=\"\(html)\">")
    #expect(Markup.shape("line", ["class": text]).html == "<line class=\"\(html)\"/>")
  }

  @Test func `a literal is text too`() {
    let markup: Markup = "<b>"
    #expect(markup.html == "&lt;b&gt;")
  }

  /// Minus signs stand before figures, and figures stay with their unit (¤ is a space without break).
  private static let sentences: [(text: String, shown: String)] = [
    ("It earns -3.4 %.", "It earns −3.4¤%."),
    ("7-day margin from -73.7 to 33.5 %.", "7-day margin from −73.7 to 33.5¤%."),
    ("-1,234.50 USD", "−1,234.50¤USD"),
    ("gpt-5 cost 4.11 USD", "gpt-5 cost 4.11¤USD"),
    ("Tier x -5 z is 7.2 points under.", "Tier x -5 z is 7.2¤points under."),
    ("20,000 rows read from 3 files.", "20,000¤rows read from 3¤files."),
    ("3 requestsize", "3 requestsize"),
    ("below target on all 92 days, %", "below target on all 92¤days,¤%"),
    ("", ""),
  ]

  @Test(arguments: sentences) func `figures keep their sign and their unit`(
    text: String, shown: String
  ) {
    let expected = shown.split(separator: "¤", omittingEmptySubsequences: false)
      .joined(separator: "\u{A0}")
    #expect(Typography.sentence(text) == expected)
  }

  @Test(arguments: [
    ("under the target", "Under the target"),
    ("plans.csv lists no plan", "plans.csv lists no plan"),
    ("credits/ ends on 1 August 2026", "credits/ ends on 1 August 2026"), ("", ""),
  ])
  func `a clause begins with a capital, and a file name stays as it is`(
    text: String, shown: String
  ) {
    #expect(Typography.capitalised(text) == shown)
  }

  @Test func `a name from the right is set apart from the figures beside it`() {
    #expect(
      Markup.sentence("680.6 of שלום עולם, 675.7 of مرحبا.").html
        == "680.6 of <bdi>שלום עולם</bdi>, 675.7 of <bdi>مرحبا</bdi>.")
    #expect(Markup.sentence("שלום a ם").html == "<bdi>שלום</bdi> a <bdi>ם</bdi>")
    #expect(Markup.sentence("none").html == "none")
  }
}
