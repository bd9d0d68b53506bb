import Commands
import Terminal
import Testing

/// Wrong words, and the whole message about each.
struct WrongWordTests {
  private static let wrong: [(words: [String], message: String)] = [
    (["frobnicate"], "unknown command frobnicate"),
    (["licenses"], "unknown command licenses, did you mean licences?"),
    (["--hlep"], "unknown option --hlep, did you mean --help?"),
    (["help", "rnu"], "unknown command rnu, did you mean run?"),
    (["help", "nope"], "unknown command nope"),
    (["help", "--zzz"], "unknown option --zzz for assay"),
    (["help", "prices", "extra"], "unexpected argument \"extra\" for help"),
    (["help", "prices", "import", "x"], "unexpected argument \"x\" for help"),
    (["help", "run", "all", "x"], "unexpected argument \"x\" for help"),
    // The beginning of an option is that option, however near another one is.
    (
      ["run", "ws", "--fail", "mismatch"], "unknown option --fail, did you mean --fail-on?"
    ),
    (["run", "--out=x"], "unknown option --out, did you mean --output?"),
    (["run", "--skip"], "unknown option --skip, did you mean --skip-bad-files?"),
    (["run", "--max", "3"], "unknown option --max for run"),
    (["run", "--since", "2026-08-01"], "unknown option --since, did you mean --from?"),
    (["run", ""], "run \"\", expected a name"),
    (["check", ""], "check \"\", expected a name"),
    (["explain", "", "r1"], "explain \"\", expected a name"),
    (["multipliers", "list", ""], "multipliers \"\", expected a name"),
    (["init", ""], "init \"\", expected a name"),
    (["run", "--output"], "option --output needs a value: --output DIR"),
    (["run", "--output="], "option --output needs a value: --output DIR"),
    (["run", "--rated", ""], "option --rated needs a value: --rated FILE"),
    (
      ["run", "--output", "--quiet"],
      "option --output needs a value before --quiet; if that is the value, write --output=--quiet"
    ),
    (["run", "--quiet=1"], "option --quiet takes no value"),
    (["run", "--last", "3", "--last", "4"], "option --last is given twice"),
    (
      ["run", "--period", "2026-08", "--last", "3"],
      "options --period and --last exclude each other"
    ),
    (
      ["run", "--from", "2026-08-01", "--last", "3"],
      "options --last and --from exclude each other"
    ),
    (
      ["run", "--period", "2026-08", "--month", "2026-08"],
      "options --period and --month exclude each other"
    ),
    (
      ["run", "--from", "2026-08-02", "--to", "2026-08-01"],
      "option --to is \"2026-08-01\", expected a day after --from"
    ),
    (
      ["run", "--as-known-at", "soon"],
      "option --as-known-at is \"soon\", expected a day or an RFC 3339 instant"
    ),
    (
      ["run", "--threads", "0"],
      "option --threads is \"0\", expected a whole number from 1 to 1024"
    ),
    (
      ["run", "--threads", "+2"],
      "option --threads is \"+2\", expected a whole number from 1 to 1024"
    ),
    (["run", "--last", "0"], "option --last is \"0\", expected a number of days from 1 to 100000"),
    (
      ["check", "--max-rejects", "+5%"],
      "option --max-rejects is \"+5%\", expected a number of rows, or a percentage such as 5%"
    ),
    (
      ["check", "--max-rejects", "101%"],
      "option --max-rejects is \"101%\", expected a number of rows, or a percentage such as 5%"
    ),
    (
      ["check", "--max-bytes", "0"],
      "option --max-bytes is \"0\", expected a number of bytes from 1"
    ),
    (
      ["check", "--wait", "-1"],
      "option --wait is \"-1\", expected a number of seconds from 0 to 86400"
    ),
    (["run", "a", "b"], "unexpected argument \"b\" for run"),
    (["licences", "zlib"], "unexpected argument \"zlib\" for licences"),
    (
      ["check", "--color=nevr"],
      "option --color is \"nevr\", expected auto, always or never; did you mean never?"
    ),
    (["run", "--fail-on", "everything"], failOn("everything")),
    (
      ["run", "--fail-on", "unpriced,mismtch"],
      failOn("unpriced,mismtch") + "; did you mean mismatch?"
    ),
    (
      ["run", "--bill-tolerance", "-1"],
      "option --bill-tolerance is \"-1\", expected USD of 0 or more"
    ),
    (
      ["bill", "--fail-on", "bil"],
      "option --fail-on is \"bil\", expected a list of: bill, bill-unexplained; did you mean bill?"
    ),
    (
      ["audit", "--fail-on", "critical,"],
      "option --fail-on is \"critical,\", expected a list of: critical, warning, any, or codes of"
        + " docs/CREDITS.md"
    ),
    (["run", "--focus-by", "none"], "--focus-by needs --focus"),
    (["multipliers"], "multipliers needs one of list, approve, reject"),
    (["multipliers", "shop"], "multipliers needs one of list, approve, reject before \"shop\""),
    (
      ["multipliers", "aprove"],
      "multipliers \"aprove\", expected list, approve, reject; did you mean"
        + " approve?"
    ),
    (["quote", "m1"], "quote needs a quantity, such as --input 1000"),
    (
      ["quote", "m1", "--input", "1.5"],
      "option --input is \"1.5\", expected a whole number from 0 to 1000000000000"
    ),
    (["quote", "m1", "--imput", "1"], "unknown option --imput, did you mean --input?"),
    (
      ["quote", "m1", "--input", "1", "--status", "done"],
      "option --status is \"done\", expected one of: completed, partial, cancelled, failed"
    ),
    (["quote", "--input", "1"], "quote needs a model"),
    (
      ["plan", "ws", "--to", "plan", "--last", "7"],
      "plan cannot do --last: state the days: --from DAY --to DAY"
    ),
    (
      ["plan", "ws", "--to", "plan", "--rated", "x.csv"],
      "plan cannot do --rated: write the rated rows with assay run"
    ),
    (["sample", "--size", "0"], "option --size is \"0\", expected a whole number from 1 to 10000"),
    (
      ["sample", "--seed", "-1"],
      "option --seed is \"-1\", expected a whole number from 0 to 9223372036854775807"
    ),
    (
      ["sample", "--size", "5", "--strata", "rest:6"],
      "options --size and --strata rest exclude each other"
    ),
    (["sample", "--strata", "keys:5"], strata("keys:5")),
    (["sample", "--strata", "byok:5,byok:6"], strata("byok:5,byok:6") + "; did you mean byok?"),
    (["plan", "ws"], "option --to needs a value: --to RUN"),
    (["plan", "ws", "--to", "a", "--to", "b"], "option --to is given twice"),
    (["explain", "r1", "--last", "3"], "--last needs --figure FIGURE"),
    (["explain", "r1", "--skip-bad-files"], "--skip-bad-files needs --figure FIGURE"),
    (["compare", "2026-07"], "compare needs two periods, as in assay compare 2026-07 2026-08"),
    (
      ["compare", "2026-07", "2026-8"],
      "compare \"2026-8\", expected a period such as 2026-09, last, september, 2026-Q3 or"
        + " 2026-07..2026-09; did you mean 2026-08?"
    ),
    (["verify", "shop", "August 26"], "verify \"August 26\", expected a month such as 2026-08"),
    (["close"], "close needs a month such as 2026-08"),
    (["close", "2026-08"], "close needs --by NAME"),
    (
      ["close", "2026-08", "--by", "a", "--reason", "x", "--accept", "unpriced,all"],
      "option --accept is \"unpriced,all\", expected a list of: unpriced, rejected, conflict,"
        + " critical"
    ),
    (["close", "list", "a", "b"], "unexpected argument \"b\" for close list"),
    (["forecast", "--series", "s.csv"], "--series needs --output FILE.csv"),
    (["forecast", "--season", "7"], "--season needs --series FILE.csv"),
    (
      ["forecast", "--series", "s.csv", "--output", "o", "--run-out", "r"],
      "--run-out needs --balances FILE.csv"
    ),
    (
      ["forecast", "--series", "s.csv", "--output", "o", "--balances", "b"],
      "--balances needs --run-out FILE.csv"
    ),
    (
      ["forecast", "--horizon", "0"],
      "option --horizon is \"0\", expected a whole number from 1 to 3660"
    ),
    (
      ["forecast", "--horizon", "+5"],
      "option --horizon is \"+5\", expected a whole number from 1 to 3660"
    ),
    (
      ["forecast", "--by", "teir"],
      "option --by is \"teir\", expected one or more of tier, provider, model, service,"
        + " tier-model, account, separated by commas; did you mean tier?"
    ),
    (["forecast", "--replace", "v/m=v/m"], replace("v/m=v/m")),
    (["forecast", "--replace", "m=nn"], replace("m=nn")),
    (["forecast", "--replace", "v/m=v/n,v/m=v/o"], replace("v/m=v/n,v/m=v/o")),
    (["forecast", "--series", "s.csv", "ws"], "unexpected argument \"ws\" for forecast --series"),
  ]

  private static func failOn(_ text: String) -> String {
    "option --fail-on is \"\(text)\", expected a list of: mismatch, unpriced, unexplained, bill,"
      + " bill-unexplained, critical, warning, any, or codes of docs/DIAGNOSES.md and docs/CREDITS.md"
  }

  private static func strata(_ text: String) -> String {
    "option --strata is \"\(text)\", expected strata such as mismatch:all,byok:5, each of mismatch,"
      + " unpriced, byok, failed, free, rest, and once"
  }

  private static func replace(_ text: String) -> String {
    "option --replace is \"\(text)\", expected models as PROVIDER/OLD=PROVIDER/NEW, separated"
      + " by commas, each OLD once; NEW must differ from OLD"
  }

  @Test(arguments: wrong)
  func `a wrong word is named with the right one`(words: [String], message: String) throws {
    #expect(try TypedWords.message(words) == message)
  }

  /// Options about a workspace, with a value.
  @Test(arguments: [
    ["--by", "tier"], ["--level", "day"], ["--replace", "a/b=a/c"],
    ["--as-known-at", "2026-08-01"], ["--max-rejects", "1"], ["--max-ratio", "1"],
    ["--max-bytes", "1"], ["--wait", "1"],
  ])
  func `a forecast of series takes no option about a workspace`(words: [String]) throws {
    #expect(
      try TypedWords.message(["forecast", "--series", "s.csv"] + words)
        == "options --series and \(words[0]) exclude each other")
  }

  @Test(arguments: ["a\nb", "a\u{7}", " a", "a ", "\u{202E}a", String(repeating: "a", count: 257)])
  func `a name or reason is one line of text`(text: String) throws {
    for words in [["--by", text, "--reason", "x"], ["--by", "x", "--reason", text]] {
      let option = words[1] == text ? "--by" : "--reason"
      let message = try TypedWords.message(["close", "2026-07"] + words)
      #expect(message.hasPrefix("option \(option) is \""))
      #expect(
        message.hasSuffix("expected one line of at most 256 bytes, without control characters"))
    }
  }

  /// Words of a question, and what is said of them.
  @Test(arguments: [
    (["costs"], "did you mean cost?"), (["profit"], "did you mean margin?"),
    (["cost", "--by", "acount"], "did you mean account?"),
    (["cost", "--by", "customers"], "did you mean account?"),
    (["cost", "--where", "teir=pro"], "did you mean tier=pro?"),
    (["cost", "--where", "margn<0"], "did you mean 'margin<0'?"),
    (["cost", "--where", "margin<x"], "expected a number such as -1.5 after <"),
    (["cost", "--sort", "-margni"], "did you mean -margin?"),
    (["cost", "--by", "tier", "--limit", "0"], "expected a number of lines from 1, or all"),
    (["cost", "--format", "xml"], "expected table, csv, json or md"),
    (["cost", "--format", "csv", "--json"], "options --json and --format exclude each other"),
    (["cost", "--by", "teir"], "option --by is \"teir\", did you mean tier?"),
    (["cost", "--where", "margin"], "quote the condition: 'margin<0'"),
    (["cost", "--where", "tier=\"a"], "names separated by commas, such as a,b or \"a, b\",c"),
    (["cost", "--group-by", "tier"], "unknown option --group-by, did you mean --by?"),
    (["cost", "-n", "3"], "unknown option -n, did you mean --limit?"),
    (["cost", "--csv"], "unknown option --csv, did you mean --format csv?"),
  ])
  func `an unknown word of a question is named with the nearest known one`(
    words: [String], said: String
  ) throws {
    #expect(try TypedWords.message(["show"] + words).contains(said))
  }

  /// What is typed, the message, and what to type instead.
  @Test(arguments: [
    (
      ["show", "cost", "revenue"], "unexpected argument \"revenue\" for show",
      "separate measures with commas: assay show cost,revenue"
    ),
    (
      ["show", "cost", "by", "tier"], "unexpected argument \"by\" for show",
      "assay show cost --by tier"
    ),
    (["help", "whatif"], "unknown command whatif", "assay simulate"),
    (
      ["run", "--workspace", "ws"],
      "unknown option --workspace for run: the workspace follows the command",
      "assay run WORKSPACE"
    ),
    (
      ["multipliers", "shop"], "multipliers needs one of list, approve, reject before \"shop\"",
      "assay multipliers list shop"
    ),
  ])
  func `words that mean something are answered with what to type`(
    words: [String], message: String, typed: String
  ) throws {
    let fault = try #require(throws: UsageFault.self) { try TypedWords.read(words) }
    #expect(fault.message == message)
    #expect(fault.typed == typed)
  }
}
