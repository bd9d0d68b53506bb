import Ledger
import Overview
import Parsing
import Platform
import Workspace

/// The proof of a run: what went in and what came out, with digests.
///
/// No clock and no machine in it.
package enum Manifest {
  /// Returns what `manifest.json` says.
  static func document(
    _ run: Run, inputs: [WrittenFile], outputs: [WrittenFile]
  ) -> JSONText {
    JSONText.object(
      [
        ("assay", .string(Version.number)),
        ("workspace", .string(run.workspace.name)),
        ("period", period(run.period)),
        ("as_known_at", .described(run.options.knownAt)),
      ] + state(of: run) + forecast(of: run) + [
        ("settings", settings(of: run.workspace)),
        ("inputs", .made(inputs.count) { file(inputs[$0]) }),
        ("skipped_files", .skippedFiles(of: run)),
        ("ignored_files", .ignoredFiles(run.doubts)),
        ("doubts", .doubts(run.doubts)), ("doubts_unlisted", .number(Int64(run.doubts.unlisted))),
        ("outputs", .array(outputs.map(file))),
      ])
  }

  /// The state of the period, only in a workspace with closed months.
  private static func state(of run: Run) -> [(key: String, value: JSONText)] {
    run.closeNote.map { [("state", .string($0.state))] } ?? []
  }

  /// The forecast of the next month, only in the manifest of a close, whose next month is compared with it.
  private static func forecast(of run: Run) -> [(key: String, value: JSONText)] {
    guard let month = run.closes?.decision?.month,
      let forecast = run.input.outlook?.forecast(of: Month(number: month.number + 1))
    else { return [] }
    return [
      (
        "forecast",
        .object(
          [
            ("from", .described(forecast.days.lowerBound)),
            ("to", .described(forecast.days.upperBound)),
            ("vendor_cost_usd", .described(forecast.vendorCost)),
          ] + (forecast.revenue.map { [("revenue_usd", .described($0))] } ?? []))
      )
    ]
  }

  /// True if the manifest in `folder` is ours: it starts with the member `assay`.
  static func isOurs(in folder: String) throws(SystemError) -> Bool {
    let path = folder + "/" + RunOutput.manifestName
    guard case .file? = try FileSystem.kind(of: path) else { return false }
    let start = try FileSystem.beginning(of: path, count: 64)
    return start.filter { $0 > UInt8(ascii: " ") }.starts(with: "{\"assay\":\"".utf8)
  }

  private static func file(_ file: WrittenFile) -> JSONText {
    .object([
      ("path", .string(file.path)), ("bytes", .number(file.size)),
      ("sha256", .string(file.sha256)),
    ])
  }

  private static func period(_ period: Period?) -> JSONText {
    guard let period else { return .null }
    return .object([
      ("from", period.from == Period.always.from ? .null : .string(period.from.description)),
      ("to", period.to == Period.always.to ? .null : .string(period.to.description)),
    ])
  }

  /// The settings in force, defaults included, as they could be written in `assay.json`: read from there, they are the
  /// same settings.
  package static func settings(of workspace: Workspace) -> JSONText {
    let settings = workspace.books.settings
    let formats = settings.formats + workspace.bills.formats
    return .object(
      [
        ("organization", settings.organization.map { .string($0) } ?? .null),
        ("time_zone", .string(settings.timeZone)),
        ("credit_value_usd", dated(settings.creditValues) { $0.perCredit.description }),
        ("credit_increment", dated(settings.creditIncrements) { $0.description }),
        ("ledger_cost_decimals", .number(Int64(settings.ledgerCostDecimals))),
        ("cost_tolerance_usd", .string(settings.costTolerance.description)),
        ("default_multiplier", .string(settings.defaultMultiplier.description)),
        (
          "charge",
          .array(
            RequestStatus.allCases.filter(settings.charged.contains).map { .string($0.name) })
        ),
        (
          "byok_markup_percent",
          .object([
            ("free", .string(settings.byokMarkup.free.description)),
            ("budget", .string(settings.byokMarkup.budget.description)),
            ("standard", .string(settings.byokMarkup.standard.description)),
            ("premium", .string(settings.byokMarkup.premium.description)),
          ])
        ),
        (
          "free_tier",
          .object([
            ("budget_credits", .string(settings.freeTier.budget.description)),
            ("daily_cap_credits", .described(settings.freeTier.dailyCap)),
            (
              "allowed_models",
              .array(settings.freeTier.allowedModels.map { .string($0.description) })
            ),
          ])
        ),
        (
          "watch",
          .object([
            ("auto_apply_percent", .string(settings.watch.autoApply.description)),
            ("critical_points", .string(settings.watch.criticalPoints.description)),
            ("stale_days", .number(Int64(settings.watch.staleDays))),
          ])
        ),
        ("materiality", materiality(settings.materiality)),
        (
          "segments",
          .object([
            ("growing", .string(settings.segments.growing.description)),
            ("shrinking", .string(settings.segments.shrinking.description)),
          ])
        ),
        (
          "batchable_services",
          .array(settings.batchableServices.map { .string($0.description) })
        ),
        ("credits", CreditSettingsText.json(settings.credits)),
        ("mappings", mappings(settings.mappings)),
        ("ignore", .array(settings.ignored.map { .string($0) })),
        ("confirmed_days", .array(settings.confirmedDayTexts.map { .string($0) })),
        ("formats", .object(formats.map { (key: $0.path, value: .string($0.format)) })),
      ] + stated(settings))
  }

  /// The settings that are in the manifest only if they are stated.
  private static func stated(_ settings: Settings) -> [(key: String, value: JSONText)] {
    var members: [(key: String, value: JSONText)] = []
    if settings.bills != nil { members.append(("bills", mappings(settings.bills))) }
    if settings.journalAccounts != JournalAccounts() {
      members.append(("journal_accounts", CreditSettingsText.json(settings.journalAccounts)))
    }
    if settings.close != CloseSettings() {
      let close = settings.close
      members.append(
        (
          "close",
          .object(
            [("approval", .string(close.requiresApproval ? "required" : "none"))]
              + (close.signers.map { [("signers", .string($0))] } ?? []))
        ))
    }
    return members
  }

  private static func materiality(_ setting: DatedSetting<Materiality>) -> JSONText {
    func object(_ value: Materiality, from: Instant? = nil) -> JSONText {
      .object(
        (from.map { [("from", .string($0.description))] } ?? []) + [
          ("usd", .string(value.usd.description)),
          ("percent", .string(value.percent.description)),
        ])
    }
    if setting.entries.isEmpty { return object(setting.fallback) }
    return .array(setting.entries.map { object($0.value, from: $0.from) })
  }

  /// Returns the column mappings of exports, or what is said of bills, as the settings state it.
  private static func mappings(_ text: String?) -> JSONText {
    guard let text else { return .object([]) }
    do throws(JSONFault) {
      return JSONText(try JSONReader.read(Array(text.utf8), allowsComments: false))
    } catch { preconditionFailure("what was written as JSON can be read") }
  }

  private static func dated<Value>(
    _ setting: DatedSetting<Value>, _ words: (Value) -> String
  ) -> JSONText {
    if setting.entries.isEmpty { return .string(words(setting.fallback)) }
    return .array(
      setting.entries.map { entry in
        let from = entry.from.map { [("from", JSONText.string($0.description))] } ?? []
        let tier = entry.tier.map { [("tier", JSONText.string($0.description))] } ?? []
        return .object(
          (from + tier + [("value", .string(words(entry.value)))]).map { (key: $0.0, value: $0.1) })
      })
  }
}

extension JSONText {
  /// Returns the doubts about the figures, by file and line.
  package static func doubts(_ doubts: Doubts) -> JSONText {
    .array(
      doubts.listed.map { doubt in
        .object([
          ("file", .string(doubt.place.file)),
          ("line", doubt.place.line.map { .number(Int64($0)) } ?? .null),
          ("code", .string(doubt.code)), ("message", .string(doubt.message)),
        ])
      })
  }

  /// The files that the settings leave out.
  package static func ignoredFiles(_ doubts: Doubts) -> JSONText {
    .array(doubts.ignoredFiles.map { .string($0) })
  }

  /// The files of the ledger that are in no figure, and why.
  package static func skippedFiles(of run: Run) -> JSONText {
    .array(
      run.skippedFiles.map { .object([("path", .string($0.path)), ("code", .string($0.code))]) })
  }
}
