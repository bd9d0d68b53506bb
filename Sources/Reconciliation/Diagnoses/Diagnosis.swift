import Ledger
import Pricing

/// The explanation of a mismatched row.
package struct Diagnosis: Sendable {
  /// The day of the row in the reporting zone.
  package let day: Day
  package let startedAt: Instant
  /// Nil where the cost agrees, or was not recorded.
  package internal(set) var cost: Side?
  /// The same of the credits.
  package internal(set) var credits: Side?

  /// The explanation of one of the two figures.
  package struct Side: Sendable {
    /// Every cause that gives the recorded figure, one each, the named one first; empty where none does.
    package internal(set) var fits: [Fit]

    init(_ fits: [Fit]) {
      guard fits.count > 1 else {
        self.fits = fits
        return
      }
      var causes: Set<Cause> = []
      self.fits = fits.filter { causes.insert($0.cause).inserted }
      for fit in fits where !fit.leftOut.isEmpty {
        guard let index = self.fits.firstIndex(where: { $0.cause == fit.cause }) else { continue }
        self.fits[index].add(fit)
      }
    }

    /// Makes one of fits that were those of another.
    init(packed fits: [Fit]) { self.fits = fits }

    /// The named cause.
    package var cause: Cause { fits.first?.cause ?? .unexplained }
  }

  /// The causes as the column `diagnosis` has them: that of the cost, a blank, that of the credits.
  package var codes: String { causes.map(\.name).joined(separator: " ") }

  /// The same as a name: very many rows share one.
  package var codesName: Name {
    switch (cost?.cause, credits?.cause) {
    case (nil, nil): .empty
    case (let cause?, nil), (nil, let cause?): cause.code
    case (.some, .some): Name(codes)
    }
  }

  /// The named causes, that of the cost first.
  package var causes: [Cause] { [cost, credits].compactMap { $0?.cause } }

  /// Some figure has no cause but two together might give it.
  package var isOpen: Bool { cost?.fits.isEmpty == true || credits?.fits.isEmpty == true }

  /// Some figure has a cause.
  package var hasFit: Bool { cost?.fits.isEmpty == false || credits?.fits.isEmpty == false }

  /// Some figure has several causes.
  var hasChoice: Bool { (cost?.fits.count ?? 0) > 1 || (credits?.fits.count ?? 0) > 1 }

  /// Every cause of two mistakes that gives a figure, and of one about a cost that gives credits.
  package var pairs: [Cause] {
    guard hasFit else { return [] }
    return (cost?.fits ?? []).map(\.cause).filter { $0.second != nil }
      + (credits?.fits ?? []).map(\.cause).filter { $0.second != nil || $0.first.isOfCost }
  }

  /// The evidence for the causes: the figure of each, its rows in the books, and alternatives.
  package var evidence: Name {
    guard hasFit else { return .empty }
    var text: [UInt8] = []
    for side in [cost, credits] {
      guard let side, !side.fits.isEmpty else { continue }
      if !text.isEmpty { text += "; ".utf8 }
      side.putEvidence(to: &text)
    }
    return Name(bytes: text)
  }
}

/// A cause that gives the recorded figure.
package struct Fit: Sendable {
  package let cause: Cause
  package let figure: Figure
  /// The rows of the books behind the figure.
  package private(set) var places: [Place]
  /// When the prices began that were taken too early, or ended that were taken too late; nil for other causes.
  package let change: Instant?
  /// The classes that `class_dropped` may have left out, likeliest first; empty for other causes.
  package private(set) var leftOut: [OmittedClass]

  /// The figure that a cause gives, with all its decimals.
  package enum Figure: Hashable, Sendable {
    case cost(Money)
    /// Of credits, also what they were charged for, where that matters.
    case credits(Credits, of: Money?)
  }

  init(cause: Cause, figure: Figure, places: [Place], change: Instant?, leftOut: [OmittedClass]) {
    self.cause = cause
    self.figure = figure
    self.places = places
    self.change = change
    self.leftOut = leftOut
  }

  init(_ trial: CostTrial) {
    cause = trial.cause
    figure = .cost(trial.cost)
    leftOut = trial.leftOut.isEmpty ? [] : [trial.leftOut]
    guard let sheet = trial.sheet, let reckoning = trial.reckoning else {
      (places, change) = ([], nil)
      return
    }
    places = reckoning.places(by: sheet)
    change =
      switch cause {
      case Cause(.previousPrice): sheet.validity.to
      case Cause(.nextPrice), Cause(.priceAtCompletion): sheet.validity.from
      default: nil
      }
  }

  init(_ trial: CreditTrial) {
    cause = trial.cause
    figure = .credits(trial.credits, of: trial.formula.cost)
    places = [trial.place].compactMap { $0 }
    change = nil
    leftOut = trial.leftOut.isEmpty ? [] : [trial.leftOut]
  }

  /// The amount that a refund returns.
  fileprivate init(refund figure: Figure) {
    (cause, self.figure, places, change, leftOut) = (.refund, figure, [], nil, [])
  }

  /// The same of a charge that is known.
  fileprivate func refunding(chargeAt place: Place) -> Fit {
    var fit = self
    if cause == .refund { fit.places = [place] }
    return fit
  }

  /// Takes in what else the same cause may have left out, to the same figure.
  fileprivate mutating func add(_ other: Fit) {
    for classes in other.leftOut where !leftOut.contains(classes) {
      leftOut.append(classes)
      for place in other.places where !places.contains(place) { places.append(place) }
    }
  }
}

extension Diagnosis.Side {
  /// Puts the evidence of the named cause, which there is, and the words of the others.
  fileprivate func putEvidence(to text: inout [UInt8]) {
    fits[0].putEvidence(to: &text)
    for (index, fit) in fits.dropFirst().enumerated() {
      text += (index == 0 ? ", also " : ", ").utf8
      text += fit.cause.name.utf8
    }
  }
}

extension Fit {
  fileprivate func putEvidence(to text: inout [UInt8]) {
    if cause == .refund { text += "gives back ".utf8 }
    switch figure {
    case .cost(let cost): put(cause == .refund ? .zero - cost : cost, to: &text)
    case .credits(let credits, let cost):
      let credits = cause == .refund ? .zero - credits : credits
      DecimalText.append(Int128(credits.microcredits), scale: Credits.decimals, to: &text)
      text += " credits".utf8
      if let cost {
        text += " of ".utf8
        put(cost, to: &text)
      }
    }
    for (index, alternative) in leftOut.enumerated() {
      text += (index == 0 ? " without " : " or ").utf8
      text += alternative.classes.map(\.name).joined(separator: ", ").utf8
    }
    for (index, place) in places.enumerated() {
      text += (index == 0 ? " by " : " ").utf8
      text += place.file.utf8
      guard let line = place.line else { continue }
      text += ":".utf8
      DecimalText.append(Int64(line), to: &text)
    }
  }

  private func put(_ cost: Money, to text: inout [UInt8]) {
    DecimalText.append(cost.attodollars, scale: Money.decimals, to: &text)
    text += " USD".utf8
  }
}

extension Diagnosis {
  /// The diagnosis of a row that gives back money or credits and used nothing.
  init(refund subject: DiagnosisSubject) {
    self.init(day: subject.day, startedAt: subject.startedAt)
    if subject.costDiffers {
      cost = Side([Fit(refund: .cost(subject.recordedCost ?? .zero))])
    }
    if subject.creditsDiffer {
      credits = Side([Fit(refund: .credits(subject.recordedCredits ?? .zero, of: nil))])
    }
  }

  /// The same of a refund whose charge is at `place`.
  package func refunding(chargeAt place: Place) -> Diagnosis {
    var diagnosis = self
    diagnosis.cost?.fits = cost?.fits.map { $0.refunding(chargeAt: place) } ?? []
    diagnosis.credits?.fits = credits?.fits.map { $0.refunding(chargeAt: place) } ?? []
    return diagnosis
  }
}
