import Cube
import Engine
import Ledger
import Overview
import Simulation
import Terminal

/// The effects of a scenario in words: the users, the reasons, the assumption and the loss at which it stops to pay.
struct ScenarioText {
  let baseline: SimulatedTotals
  let simulated: SimulatedTotals
  let users: UserEffectsText
  /// Nil where the margin does not gain, or nothing of it is at risk.
  let loss: BreakEvenLoss?
  /// The requests that limits stop.
  let stops: [StoppedRequest]
  /// The usage that model restrictions stop.
  let restricted: ModelRestrictionImpact
  /// The one multiplier that the scenario changes, if that is all.
  let sole: SingleMultiplierChange?
  /// The scenario changes vendor prices and nothing else.
  let changesPricesOnly: Bool
  /// The scenario changes how many credits a plan includes.
  let changesAllowance: Bool

  /// A label and its text.
  typealias Line = (label: String, text: String)

  /// The width of the labels.
  private static let labelWidth = 17

  func lines(width: Int) -> [String] {
    let sentences = [
      sole?.sentence(baseline, simulated), lossMaking, stopped, forbidden, allowance, fees,
    ].compactMap(\.self)
    return
      (users.lines + [price, origin].compactMap(\.self) + [assumption]
      + [breakEven].compactMap(\.self))
      .flatMap { line in
        Wrapping.lines(
          line.text, after: "  " + line.label.padded(to: ScenarioText.labelWidth), width: width
        ).map { $0.replacing("\u{A0}", with: " ") }
      } + sentences.flatMap { Wrapping.lines($0, after: "  ", width: width) }
  }

  private var assumption: Line {
    let isStopped = !stops.isEmpty || restricted.requests > 0
    return (
      "Assumption", "usage stays the same" + (isStopped ? " except for the stopped requests" : "")
    )
  }

  private var breakEven: Line? {
    guard let loss else { return nil }
    let users = Figures.count(Int64(loss.users))
    let tier = loss.tier.map { $0.isEmpty ? "" : SafeText.safe($0.description) + " " } ?? ""
    let kind = tier.isEmpty ? "paying " : tier
    let usage =
      loss.isWholeTier && !tier.isEmpty
      ? "\(tier)usage"
      : loss.users == 1
        ? "the usage of this \(kind)user" : "the usage of these \(users) \(kind)users"
    let share = Figures.percent(loss.perMille * 1000)
    let text =
      switch loss.perMille {
      case 1000...: "margin rises even if all of \(usage) is lost"
      case 0: "margin no longer rises if 0.1 % of \(usage) is lost"
      default: "margin still rises if less than \(share) % of \(usage) is lost"
      }
    return ("Break-even loss", text)
  }

  /// The part of a change of vendor prices that customers pay.
  private var price: Line? {
    guard changesPricesOnly, let cost = baseline.total.knownVendorCost,
      let newCost = simulated.total.knownVendorCost, let revenue = baseline.total.knownRevenue,
      let newRevenue = simulated.total.knownRevenue
    else { return nil }
    let isRise = newCost > cost
    guard isRise ? newRevenue > revenue : newCost < cost && newRevenue < revenue else { return nil }
    func size(_ before: Money, _ after: Money) -> String {
      String(ShownChange(before, after).change.drop { "+-".contains($0) })
    }
    return (
      isRise ? "Price rise" : "Price fall",
      "customers pay \(size(revenue, newRevenue)) USD \(isRise ? "more" : "less") for a "
        + "\(isRise ? "rise" : "fall") of \(size(cost, newCost)) USD, because credits follow cost"
    )
  }

  /// The parts of free and paid plans in the change of margin; nil if one of the two is 0.
  private var origin: Line? {
    guard changesPricesOnly, let loss = baseline.freeTierLoss, let newLoss = simulated.freeTierLoss,
      let margin = baseline.total.knownMargin, let newMargin = simulated.total.knownMargin
    else { return nil }
    // Free plans earn nothing: their margin is what they cost.
    let paid = (margin + loss, newMargin + newLoss)
    guard loss != newLoss, paid.0 != paid.1 else { return nil }
    func size(_ before: Money, _ after: Money) -> String {
      let shown = ShownChange(before, after).change.drop { "+-".contains($0) }
      return "\(shown) USD \(after > before ? "more" : "less")"
    }
    return (
      "Margin change",
      "free users cost \(size(loss, newLoss)) and pay nothing; paid plans earn "
        + size(paid.0, paid.1)
    )
  }

  private var lossMaking: String? {
    guard let count = users.effects.turningLossMaking, count > 0 else { return nil }
    return "\(Figures.count(Int64(count), "user")) would become unprofitable."
  }

  private var stopped: String? {
    guard let first = stops.min(by: { $0.startedAt < $1.startedAt }) else { return nil }
    let users = Set(stops.map(\.user)).count
    let exact = first.startedAt.rfc3339
    // Without fractions of a second.
    let time = exact.prefix { !".Z".contains($0) } + "Z"
    return "The limit stops \(Figures.count(Int64(stops.count), "request")) of "
      + "\(Figures.count(Int64(users), "user")), the first at \(time)."
  }

  private var allowance: String? {
    changesAllowance
      ? "The credits included in a plan do not affect charges, so this change alone alters no "
        + "figure." : nil
  }

  private var fees: String? {
    baseline.planFeesOfAll == simulated.planFeesOfAll ? nil : "Margin excludes plan fees."
  }

  private var forbidden: String? {
    guard let first = restricted.firstDay else { return nil }
    return "The model restriction stops \(Figures.count(restricted.requests, "request")) of "
      + "\(Figures.count(Int64(restricted.users.count), "user")), the first on \(first)."
  }
}
