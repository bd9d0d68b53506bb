import Ledger
import Overview
import Platform
import Scenarios
import Simulation
import Terminal
import Workspace

/// The screen of `watch`: every alert with its exposure, and the command that answers it.
package struct WatchScreen {
  let watch: PriceWatch
  /// The days that are looked at; nil without any.
  let days: ClosedRange<Day>?
  /// Reads what the commands that answer name.
  let reader: ChangeReader
  /// The path of the workspace, as typed.
  let root: String
  let folder: String
  let files: [String]
  let width: Int
  let paint: Paint
  let hasGlyphs: Bool

  /// - Parameters: see the members of these names.
  package init(
    watch: PriceWatch, days: ClosedRange<Day>?, reader: ChangeReader, root: String, folder: String,
    files: [String], width: Int, paint: Paint, hasGlyphs: Bool
  ) {
    self.watch = watch
    self.days = days
    self.reader = reader
    self.root = root
    self.folder = folder
    self.files = files
    self.width = width
    self.paint = paint
    self.hasGlyphs = hasGlyphs
  }

  /// The maximum number of alerts shown.
  private static let limit = 12

  /// The screen, line by line.
  package var text: String {
    let shown = Array(watch.alerts.prefix(WatchScreen.limit))
    let period = days.map { " from \($0.lowerBound) to \($0.upperBound)" } ?? ""
    var lines: [String]
    if shown.isEmpty {
      lines = Wrapping.lines("No price change\(period).", width: width)
    } else {
      lines =
        Wrapping.lines(
          "Price changes\(period); exposure = USD per 30 days", hanging: 2, width: width
        ).map { paint(.bold, $0) } + interleaved(shown)
      let rest = watch.alerts.count - shown.count
      if rest > 0 {
        lines.append("  … \(Figures.count(Int64(rest), "more alert")) in price-watch.csv")
      }
    }
    let counts = PriceCheck.Kind.allCases.compactMap { kind -> String? in
      let count = watch.checks.count { $0.kind == kind }
      return count == 0 ? nil : "\(Figures.count(Int64(count))) \(kind.rawValue)"
    }
    if !counts.isEmpty {
      let prices = watch.checkedPrices
      let words =
        prices == watch.checks.count
        ? counts.listed
        : "\(Figures.count(Int64(prices))) (\(counts.joined(separator: ", ")); a price can be "
          + (counts.count == 2 ? "both)" : "several of these)")
      lines += Wrapping.lines(
        "Prices to review: \(words), in price-checks.csv", hanging: 2, width: width)
    }
    lines.append("")
    lines += Wrapping.lines(
      files.joined(separator: ", "), after: "Wrote \(SafeText.safe(folder))/: ", hanging: 2,
      width: width)
    return hasGlyphs ? lines.text : lines.text.plainSigns
  }

  /// The indent of the words of an alert.
  private static let indent = String(repeating: " ", count: 14)

  /// The table with what is to be said of an alert below its line, and with the command that answers it, which stays whole.
  private func interleaved(_ alerts: [AlertExposure]) -> [String] {
    let exposures = Figures.column(alerts.map(\.exposure))
    let table = TextTable(
      columns: [
        TextTable.Column(heading: "Day"), TextTable.Column(heading: "Model", isNote: true),
        TextTable.Column(heading: "Input USD/M", rank: 1),
        TextTable.Column(heading: "Output USD/M", rank: 2),
        TextTable.Column(heading: "Exposure"), TextTable.Column(heading: "Severity", isNote: true),
      ],
      rows: zip(alerts, exposures).map { alert, exposure in
        [
          TextTable.Cell(text: day(alert)),
          TextTable.Cell(text: SafeText.safe(alert.alert.model.model.description)),
          TextTable.Cell(text: price(alert, .input)), TextTable.Cell(text: price(alert, .output)),
          TextTable.Cell(text: exposure),
          TextTable.Cell(text: state(alert), colour: colour(alert)),
        ]
      }, hasTotal: false, width: width, file: "price-watch.csv", paint: paint
    ).lines
    var lines = [table[0]]
    for (alert, line) in zip(alerts, table.dropFirst()) {
      lines.append(line)
      let (words, command) = said(of: alert)
      lines += words.flatMap { Wrapping.lines($0, after: WatchScreen.indent, width: width) }
      if let next = command.map({ "Next: " + SafeText.safe($0) }) {
        let isFit = WatchScreen.indent.count + next.displayWidth <= width
        lines.append((isFit ? WatchScreen.indent : "  ") + next)
      }
    }
    return lines + table.dropFirst(alerts.count + 1)
  }

  private func day(_ alert: AlertExposure) -> String {
    alert.alert.start.isEmpty ? "always" : alert.alert.effectiveFrom.utcDay.description
  }

  private func state(_ alert: AlertExposure) -> String {
    if let said = alert.acknowledgement { return said.action }
    return alert.alert.kind == .withdrawn ? "withdrawn" : alert.severity.rawValue
  }

  private func colour(_ alert: AlertExposure) -> Paint.Colour? {
    if alert.acknowledgement != nil || alert.alert.kind == .withdrawn { return nil }
    switch alert.severity {
    case .critical: return .red
    case .warning: return .yellow
    case .info: return nil
    }
  }

  /// The first price of a class that the alert is about, the base band before others.
  private func price(_ alert: AlertExposure, _ unitClass: UnitClass) -> String {
    guard
      let line = alert.lines.first(where: {
        $0.unitClass == unitClass && $0.use.serviceTier == RateKey.standardServiceTier
      })
    else { return "–" }
    return WatchScreen.change(line)
  }

  /// The prices of a line before and after, each for as many units as books usually state: `2.5 → 3`.
  private static func change(_ line: PriceLine) -> String {
    [line.old, line.new].map { price in
      price.map { FullPrecisionText.money($0 * line.unitClass.defaultPer) } ?? "–"
    }.joined(separator: " → ")
  }

  /// `announced 2026-06-30, withdrawn 2026-08-10 (vendors.csv:8, :11)`.
  private func withdrawal(of alert: PriceAlert) -> String {
    let announced = alert.events.compactMap { $0.replaced?.recordedAt }.min()
    let parts = [
      announced.map { "announced \($0)" }, "withdrawn" + (alert.recordedAt.map { " \($0)" } ?? ""),
    ].compactMap(\.self)
    var file: String?
    let places = alert.events.map(\.place).sorted {
      ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0)
    }.map { place -> String in
      defer { file = place.file }
      let name = place.file == file ? "" : FileSystem.name(of: place.file)
      return SafeText.safe(name) + (place.line.map { ":\($0)" } ?? "")
    }
    return "\(parts.joined(separator: ", ")) (\(places.joined(separator: ", ")))"
  }

  /// The prices that look wrong, and where they are written.
  private func steps(of alert: AlertExposure) -> [String] {
    let steps = alert.lines.filter { line in
      line.old.flatMap { old in line.new.map { (old, $0) } }
        .flatMap { PriceAlert.Suspicion(from: $0.0, to: $0.1) } != nil
    }
    let standard = RateKey.standardServiceTier
    var words: [String] = []
    // What the book states itself before what is derived from it.
    for line in steps.filter({ $0.use.serviceTier == standard })
      + steps.filter({ $0.use.serviceTier != standard })
    {
      let tier =
        line.use.serviceTier == standard
        ? "" : SafeText.safe(line.use.serviceTier.description) + " "
      let step = "\(tier)\(line.unitClass.name) \(WatchScreen.change(line))"
      if !words.contains(step) { words.append(step) }
    }
    guard let place = steps.first?.cause else { return [] }
    let row = SafeText.safe(place.file) + (place.line.map { ":\($0)" } ?? "")
    return [
      words.prefix(3).joined(separator: ", ") + (words.count > 3 ? " …" : "") + ": check this row.",
      "Next: look at \(row)",
    ]
  }

  /// Returns the text about an alert, and the command that answers it, as typed.
  ///
  /// The command is nil if there is nothing to answer, or a book to check first.
  private func said(of alert: AlertExposure) -> (words: [String], command: String?) {
    var words: [String] = []
    if alert.alert.kind == .withdrawn {
      let cost = alert.exposureCalledOff
      words.append(
        "\(withdrawal(of: alert.alert)); it would have cost \(Figures.money(cost.magnitude)) USD "
          + "\(cost < .zero ? "less" : "more") per 30 days.")
      return (words, nil)
    }
    let bands = Set(alert.alert.events.map(\.key.contextOver))
    let band = bands.count == 1 ? bands.first.flatMap(\.self) : nil
    let above = band.map { "for a total input over \(Figures.count($0))" }
    let kind = alert.alert.kind == .change ? nil : alert.alert.kind.rawValue
    let recorded =
      alert.alert.kind == .correction
      ? alert.alert.recordedAt.map { "recorded on \($0.utcDay)" } : nil
    let end = alert.alert.isCalledOff ? "withdrawn before it took effect" : nil
    let parts = [kind, recorded, above, end].compactMap(\.self)
    if !parts.isEmpty { words.append(parts.joined(separator: ", ") + ".") }
    if let word = alert.earlierWord, let saidAt = word.saidAt {
      let said = "\(SafeText.safe(word.action)) on \(saidAt.utcDay) (\(SafeText.safe(word.reason)))"
      words.append("\(said), but one of its prices was recorded later.")
    }
    for jump in alert.alert.jumpWords {
      words.append(
        jump.withCapital + ": per thousand or per million.")
    }
    guard alert.severity != .info, alert.acknowledgement == nil else { return (words, nil) }
    let steps = alert.alert.suspicion == nil ? [] : steps(of: alert)
    if !steps.isEmpty { return (words + steps, nil) }
    if let tier = alert.worstTier {
      words.append(
        "\(SafeText.safe(TierText.subject(tier.tier))): margin \(Figures.percent(tier.marginBefore)) % → "
          + "\(Figures.percent(tier.marginIfPriceStays)) % if you absorb the change, "
          + "\(Figures.percent(tier.marginIfMultiplierStays)) % if customers pay it."
          + coverage(of: tier))
    }
    return (words, answer(to: alert))
  }

  /// Of how many requests the margins of a tier are; empty where they are of all.
  private func coverage(of tier: TierEffect) -> String {
    guard tier.tierUnpriced > 0 else { return "" }
    let one = tier.tierUnpriced == 1
    return
      " These margins exclude \(Figures.count(tier.tierUnpriced)) of its "
      + "\(Figures.count(tier.tierRequests, "request")), which \(one ? "has" : "have") no price."
  }

  /// The command that tries the multiplier with which the tier that suffers most would meet its target, or that acknowledges.
  private func answer(to alert: AlertExposure) -> String {
    if let tier = alert.worstTier, let multiplier = tier.targetMultiplier,
      let key = reader.combination(tier.tier, alert.alert.model)
    {
      return TypedCommand.text("simulate", in: root, ["--set", "\(key)=\(multiplier)"])
    }
    return TypedCommand.text(
      "watch", in: root, ["--acknowledge", alert.alert.id, "--reason", "TEXT"])
  }
}
