import Support
import Testing
import Workspace

/// Findings about faulty or unusual books and settings.
struct BookFindingTests {
  /// A file of a workspace, what stands in it, and the message it gets.
  private static let refused: [(file: String, text: String, message: String)] = [
    (
      "assay.json", "{ \"time_zome\": \"UTC\" }",
      "assay.json:1:3: error: [cfg.key] \"time_zome\" is not a setting\n  help: did you mean \"time_zone\"?"
    ),
    (
      "assay.json", "{ \"watch.stale_days\": 30 }",
      "assay.json:1:3: error: [cfg.key] \"watch.stale_days\" is not a setting\n  help: did you mean \"watch\"?"
    ),
    ("assay.json", "{ \"time_zone\": \"Mars/Base\" }", "assay.json:1:16: error: [cfg.zone]"),
    ("assay.json", "{ \"credit_increment\": \"0.2\" }", "assay.json:1:23: error: [cfg.value]"),
    ("assay.json", "{ \"credit_value_usd\": 0.01 }", "assay.json:1:23: error: [cfg.type]"),
    ("assay.json", "{ \"charge\": [\"done\"] }", "assay.json:1:14: error: [cfg.value]"),
    (
      "assay.json", "{ \"time_zone\": \"UTC\"",
      "assay.json:1:21: error: [json.syntax] expected , or }"
    ),
    (
      "assay.json", "{ \"free_tier\": {}, \"free_tier\": {} }",
      "assay.json:1:20: error: [json.twice]"
    ),
    (
      "prices/p.csv", "provider,model\np,m\n",
      "prices/p.csv:1:1: error: [csv.missing] no column \"unit_class\""
    ),
    (
      "plans.csv", "tier,isfree\nfree,true\n",
      "plans.csv:1:6: error: [csv.missing] no column \"is_free\", found \"isfree\"\n"
        + "  help: rename the column \"isfree\" to \"is_free\""
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd,Service Tier\np,m,input,1,batch\n",
      "prices/p.csv:1:37: error: [csv.missing] no column \"service_tier\", found \"service tier\""
    ),
    (
      "multipliers.csv",
      "level,multiplier,status,requested_by,approvedby\ndefault,9,approved,a,a\n",
      "multipliers.csv:1:38: error: [csv.missing] no column \"approved_by\", found \"approvedby\""
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,-1\n",
      "prices/p.csv:2:11: error: [book.price]"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd\np,m,inputs,1\n",
      "prices/p.csv:2:5: error: [book.word]"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd,per\np,m,input,1,3\n",
      "prices/p.csv:2:11: error: [book.scale] 1 per 3 needs more than 18 decimals per unit"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd,effective_from\np,m,input,1,yesterday\n",
      "prices/p.csv:2:13: error: [book.date]"
    ),
    (
      "prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,effective_to\n"
        + "p,m,input,1,2026-01-01,2026-03-01\np,m,input,2,2026-02-01,\n",
      "prices/p.csv:3:1: error: [book.overlap] p m input from 2026-02-01 overlaps line 2 (2026-01-01 to"
        + " 2026-03-01)\n  help: end line 2 at 2026-02-01; or, if line 3 corrects it"
    ),
    (
      "prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n"
        + "p,m,input,2,2026-01-01\n",
      "prices/p.csv:3:1: error: [book.overlap] p m input has the key, effective_from and recorded_at"
    ),
    (
      "prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,effective_to\n"
        + "p,m,input,1,2026-02-01,2026-02-01\n",
      "prices/p.csv:2:1: error: [book.overlap] effective_to is not after effective_from"
    ),
    (
      "multipliers.csv", "level,multiplier,status\nall,1.5,approved\n",
      "multipliers.csv:2:1: error: [book.word]"
    ),
    (
      "multipliers.csv", "level,multiplier,status\ndefault,1001,approved\n",
      "multipliers.csv:2:9: error: [book.number]"
    ),
    (
      "multipliers.csv", "level,multiplier,status\ndefault,1.0000001,approved\n",
      "multipliers.csv:2:9: error: [book.number]"
    ),
    (
      "multipliers.csv", "level,tier,multiplier,status\ntier,,1.5,approved\n",
      "multipliers.csv:2:6: error: [book.level] level tier needs a tier"
    ),
    (
      "multipliers.csv",
      "level,tier,multiplier,status\ntier,a,1,approved\ntier,a,2,approved\n",
      "multipliers.csv:3:1: error: [book.overlap]"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd\np, m ,input,1\n",
      "prices/p.csv:2:3: error: [id.space] model begins or ends with a blank"
    ),
    (
      "aliases.csv", "provider,alias,model\np,a,m\u{1B}\n",
      "aliases.csv:2:5: error: [text.control] control character U+001B in model"
    ),
    (
      "models.csv", "provider,model\np,m\u{200B}\n",
      "models.csv:2:3: error: [id.hidden] invisible character U+200B in model"
    ),
    (
      "multipliers.csv", "level,tier,multiplier,status\ntier,\u{3000}a,1,approved\n",
      "multipliers.csv:2:6: error: [id.space] tier begins or ends with a blank"
    ),
    (
      "plans.csv", "tier,allowed_models\na\0,m; n\n",
      "plans.csv:2:1: error: [text.control] control character U+0000 in tier"
    ),
    (
      "plans.csv", "tier,allowed_models\na\0,m; n\n",
      "plans.csv:2:4: error: [id.space] allowed_models begins or ends with a blank"
    ),
    (
      "assay.json", "{ \"free_tier\": { \"allowed_models\": [\"m \"] } }",
      "assay.json:1:37: error: [id.space] allowed_models begins or ends with a blank"
    ),
    (
      "plans.csv", "tier,\na,b\n", "plans.csv:1:6: error: [csv.twice] column 2 has no name"
    ),
    (
      "plans.csv", "tier,is_free,Tier\na,,b\n",
      "plans.csv:1:14: error: [csv.twice] column \"tier\" appears at 1 and 3"
    ),
    ("plans.csv", "pro,true\n", "plans.csv:1:1: error: [csv.header] first line is not a header"),
    (
      "plans.csv", "tier,is_free\na,\"true\nb,\n",
      "plans.csv:2:3: error: [csv.open] quote opened here is never closed (to line 3)"
    ),
    (
      "plans.csv", "tier,is_free\na,tr\"ue\nb,x\n",
      "plans.csv:2:3: error: [csv.quote] quote inside an unquoted field, or text after a closing quote"
    ),
    ("plans.csv", "tier,is_free\na,tr\"ue\nb,x\n", "plans.csv:3:3: error: [book.word]"),
    ("plans.csv", "PK\u{3}\u{4}xx", "plans.csv:1:1: error: [file.kind] this is a ZIP (XLSX?) file"),
    ("assay.json", "{\0}\0", "assay.json:1:1: error: [enc.utf16] file is UTF-16, expected UTF-8"),
    ("plans.csv", "tier,is_free\nfree,perhaps\n", "plans.csv:2:6: error: [book.word]"),
    ("fx.csv", "day,currency,usd_per_unit\n2026-13-01,EUR,1\n", "fx.csv:2:1: error: [book.date]"),
    (
      "fx.csv", "day,currency,usd_per_unit\n2026-08-01,EUR,0.0\n",
      "fx.csv:2:16: error: [book.number] usd_per_unit is \"0.0\", expected USD above 0 and up to 1000000,"
    ),
    (
      "fx.csv", "day,currency,usd_per_unit\n2026-08-01,USD,1.0\n2026-08-02,USD,2\n",
      "fx.csv:3:16: error: [book.number] usd_per_unit is \"2\", expected 1\n"
    ),
    (
      "fx.csv", "day,currency,usd_per_unit\n2026-08-01T00:00:00Z,EUR,1\n",
      "error: [book.date] day is \"2026-08-01T00:00:00Z\", expected a day\n"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m,input,9999999\n",
      "[book.price] price_usd 9999999 is not a price, expected 0 to 1000000 USD for one unit, and 9999999"
    ),
    (
      "prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m,input,9999999.0\n",
      "[book.price] price_usd 9999999.0 is not a price, "
    ),
  ]

  /// Things that are told and do not stop a run.
  private static let warned: [(file: String, text: String, message: String)] = [
    (
      "prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,effective_to\n"
        + "p,m,input,1,2026-01-01,2026-02-01\np,m,input,2,2026-03-01,\n",
      "prices/p.csv:3:1: warning: [book.gap] no row is in force between 2026-02-01"
    ),
    (
      "prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,3,2026-01-01\n"
        + "p,m,input,3000,2026-03-01\n",
      "prices/p.csv:3:1: warning: [book.jump] the price goes from 3 per 1000000"
    ),
    (
      "multipliers.csv",
      "level,multiplier,status,requested_by,approved_by\ndefault,2,approved,ann,ann\n",
      "multipliers.csv:2:1: warning: [book.approval] the multiplier was approved by \"ann\", who requested it"
    ),
    (
      "derivations.csv", "provider,unit_class,from_unit_class,factor\n*,input,input,1\n",
      "derivations.csv:2:1: warning: [book.derivation] the price would derive from itself"
    ),
    (
      "multipliers.csv", "level,multiplier,status\ndefault,2,pending\n",
      "multipliers.csv:2:1: warning: [book.approval] not applied: default multiplier 2 is awaiting approval"
    ),
    (
      "multipliers.csv", "level,tier,multiplier,status\ntier,prop,2,approved\n",
      "multipliers.csv:2:1: warning: [book.unknown] tier \"prop\" does not occur in plans.csv\n"
        + "  help: did you mean \"pro\"?"
    ),
    (
      "multipliers.csv", "level,tier,multiplier,status\ntier,trial,2,pending\n",
      "  help: spell the tier as in plans.csv, or add a row for it there; until then Assay rates"
    ),
    (
      "multipliers.csv", "level,provider,model,multiplier,status\nmodel,,mm,2,pending\n",
      "multipliers.csv:2:1: warning: [book.unknown] model \"mm\" does not occur in prices/\n"
        + "  help: did you mean \"m\"?"
    ),
    (
      "multipliers.csv", "level,provider,model,multiplier,status\nmodel,acme,m,2,approved\n",
      "multipliers.csv:2:1: warning: [book.unknown] provider \"acme\" does not occur in prices/\n"
        + "  help: spell the provider as in prices/"
    ),
    (
      "aliases.csv",
      "provider,alias,model,effective_from,effective_to\np,x,a,2026-01-01,2026-06-01\n"
        + "p,x,b,2026-03-01,\n",
      "aliases.csv:3:1: warning: [ref.alias] \"x\" means a and b on 2026-03-01"
    ),
    (
      "plans.csv", "tier,is_fr\nfree,true\n",
      "plans.csv:1:6: warning: [csv.unknown] unknown column \"is_fr\"; Assay ignores it\n  help: did you mean \"is_free\"?"
    ),
  ]

  @Test func `a book or setting that is wrong is an error with its place and remedy`() throws {
    for (file, text, message) in Self.refused {
      let folder = try Scratch()
      try folder.write("ws/" + file, text)
      let told = try TestWorkspace.told(folder)
      #expect(told.contains(message), "\(message): \(told)")
      #expect(told.contains(": error: ["))
    }
  }

  @Test func `what is only odd is no error`() throws {
    for (file, text, message) in Self.warned {
      let folder = try Scratch()
      try folder.write("ws/plans.csv", "tier\npro\n")
      try folder.write("ws/prices/0.csv", "provider,model,unit_class,price_usd\np,m,output,1\n")
      try folder.write("ws/" + file, text)
      let told = try TestWorkspace.told(folder)
      #expect(told.contains(message), "\(message): \(told)")
      #expect(!told.contains(": error: ["), "\(told)")
    }
  }
}
