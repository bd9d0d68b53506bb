import Testing

/// What books and settings with something odd in them get, by which a run can do.
struct OddBookTests {
  /// Things that are told and do not stop a run.
  private static let warned: [(file: String, text: String, message: String)] = [
    (
      "prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,effective_to\n"
        + "p,m,input,1,2026-01-01,2026-02-01\np,m,input,2,2026-03-01,\n",
      "prices/p.csv:3:1: warning: [book.gap] nothing is in force from 2026-02-01"
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
      "multipliers.csv:2:1: warning: [book.approval] approved by \"ann\", who requested it"
    ),
    (
      "derivations.csv", "provider,unit_class,from_unit_class,factor\n*,input,input,1\n",
      "derivations.csv:2:1: warning: [book.derivation] the price would be derived from itself"
    ),
    (
      "multipliers.csv", "level,multiplier,status\ndefault,2,pending\n",
      "multipliers.csv:2:1: warning: [book.approval] waits for approval, not applied: default, 2"
    ),
    (
      "multipliers.csv", "level,tier,multiplier,status\ntier,prop,2,approved\n",
      "multipliers.csv:2:1: warning: [book.unknown] tier \"prop\" is in no row of plans.csv\n"
        + "  help: did you mean \"pro\"?"
    ),
    (
      "multipliers.csv", "level,tier,multiplier,status\ntier,trial,2,pending\n",
      "  help: write the tier as plans.csv has it, or add a row for it there; until then requests of"
    ),
    (
      "multipliers.csv", "level,provider,model,multiplier,status\nmodel,,mm,2,pending\n",
      "multipliers.csv:2:1: warning: [book.unknown] model \"mm\" is in no row of prices/\n"
        + "  help: did you mean \"m\"?"
    ),
    (
      "multipliers.csv", "level,provider,model,multiplier,status\nmodel,acme,m,2,approved\n",
      "multipliers.csv:2:1: warning: [book.unknown] provider \"acme\" is in no row of prices/\n"
        + "  help: write the provider as prices/ has it"
    ),
    (
      "aliases.csv",
      "provider,alias,model,effective_from,effective_to\np,x,a,2026-01-01,2026-06-01\n"
        + "p,x,b,2026-03-01,\n",
      "aliases.csv:3:1: warning: [ref.alias] \"x\" means a and b on 2026-03-01"
    ),
    (
      "plans.csv", "tier,is_fr\nfree,true\n",
      "plans.csv:1:6: warning: [csv.unknown] column \"is_fr\" is not known, ignored\n  help: did you mean \"is_free\"?"
    ),
  ]

  @Test func `what is only odd is told, and the run goes on`() throws {
    for (file, text, message) in Self.warned {
      let folder = try Scratch()
      try folder.write("ws/plans.csv", "tier\npro\n")
      try folder.write("ws/prices/0.csv", "provider,model,unit_class,price_usd\np,m,output,1\n")
      try folder.write(
        "ws/ledger/a.csv",
        "request_id,request_started_at,user_id,tier,provider,model,output_tokens\n"
          + "r1,2026-06-01T00:00:00Z,u,pro,p,m,5\n")
      try folder.write("ws/" + file, text)
      for command in ["run", "check"] {
        let run = try Program.assay(command, folder.path("ws"))
        #expect(run.status == 0, "\(message): \(run.errors)")
        if command == "check" && text.hasSuffix("default,2,pending\n") { continue }
        #expect(run.errors.contains(message), "\(command) \(message): \(run.errors)")
      }
    }
  }
}
