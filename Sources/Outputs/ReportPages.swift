import Engine
import Ledger
import Platform
import Workspace

/// The pages that runs wrote into `out/` of a workspace.
package struct ReportPages {
  private let root: String
  /// The folder of all usage, if it has a page.
  private let whole: String?
  /// One per folder within `out/` that has a page, in the order of names.
  private let folders: [Folder]

  private struct Folder {
    let name: String
    /// Nil where the name is not that of a period.
    let period: Period?
  }

  /// Looks into the folder; a workspace that has never run has no pages.
  package init(in root: String) throws(SystemError) {
    self.root = root
    let out = DefaultFolder.out(in: root)
    guard case .folder? = try FileSystem.kind(of: out) else {
      (whole, folders) = (nil, [])
      return
    }
    whole = try ReportPages.hasPage(out) ? out : nil
    var folders: [Folder] = []
    for name in try FileSystem.names(in: out) where name.isText && !name.isHidden {
      guard try ReportPages.hasPage(out + "/\(name)") else { continue }
      folders.append(
        Folder(name: name.description, period: Period(folderName: name.description)))
    }
    self.folders = folders
  }

  private static func hasPage(_ folder: String) throws(SystemError) -> Bool {
    if case .file? = try FileSystem.kind(of: folder + "/" + RunOutput.pageName) {
      true
    } else {
      false
    }
  }

  /// Returns the page of all usage or, without one, that of the period that ends last.
  package func latest() throws(NoReport) -> String {
    if let whole { return whole + "/" + RunOutput.pageName }
    guard let last = dated.last else { throw lack(of: nil) }
    return page(last)
  }

  /// Returns the page of a period.
  ///
  /// - Parameters:
  ///   - period: nil where the text is the name of a folder at most.
  ///   - text: the period as typed.
  package func page(
    of period: RunOptions.PeriodOption?, typed text: String
  ) throws(NoReport) -> String {
    if let named = folders.first(where: { $0.name == text }) { return page(named) }
    let found: Folder? =
      switch period {
      case .days(let days): dated.last { $0.period == days }
      case .lastMonth: dated.last { $0.period?.isMonth == true }
      case .month(let month):
        dated.last { $0.period?.isMonth == true && $0.period?.from.month.month == month }
      case .quarter(let quarter):
        dated.last {
          $0.period.map { $0 == Period.quarter(quarter, of: $0.from.month.year) } ?? false
        }
      case .all, .last, nil: nil
      }
    guard let found else { throw lack(of: text, period) }
    return page(found)
  }

  private func page(_ folder: Folder) -> String {
    DefaultFolder.out(in: root) + "/" + folder.name + "/" + RunOutput.pageName
  }

  /// The folders of periods, the latest end last; of two with one end, the later start.
  private var dated: [Folder] {
    folders.filter { $0.period != nil }.sorted {
      guard let one = $0.period, let other = $1.period else { return false }
      return (one.to, one.from) < (other.to, other.from)
    }
  }

  // MARK: Missing pages

  private func lack(of text: String?, _ period: RunOptions.PeriodOption? = nil) -> NoReport {
    var names = dated.reversed().map(\.name)
    if case .days(let days)? = period {
      func distance(_ folder: Folder) -> Int {
        guard let other = folder.period else { return .max }
        return abs(Int(other.from.number) - Int(days.from.number))
          + abs(Int(other.to.number) - Int(days.to.number))
      }
      names = Array(dated.reversed()).stablySorted(by: distance).map(\.name)
    }
    names += folders.filter { $0.period == nil }.map(\.name)
    if period == nil, let text, let near = nearest(to: text, among: names) {
      names = [near] + names.filter { $0 != near }
    }
    var days: Period?
    if case .days(let stated)? = period { days = stated }
    return NoReport(
      root: root, folder: DefaultFolder.out(in: root), text: text, period: days,
      isPeriod: period != nil, names: names, hasWhole: whole != nil)
  }
}

extension Array {
  /// The elements by a number; those with the same number stay in their order.
  fileprivate func stablySorted(by number: (Element) -> Int) -> [Element] {
    enumerated().sorted { (number($0.element), $0.offset) < (number($1.element), $1.offset) }
      .map(\.element)
  }
}

extension Period {
  /// True if the days are those of one month.
  fileprivate var isMonth: Bool { from.month.period == self }
}

/// There is no page of the requested period, or none at all.
package struct NoReport: FindingError, Hashable {
  let root: String
  let folder: String
  /// The period as typed; nil if none was.
  let text: String?
  /// Its days, if the text states them.
  let period: Period?
  /// The text has the form of a period.
  let isPeriod: Bool
  /// The folders that have a page, nearest first.
  let names: [String]
  /// There is a page of all usage.
  let hasWhole: Bool

  /// The code of the finding.
  static let code = "out.none"
  /// The maximum number of folders listed.
  private static let limit = 5

  package var finding: Finding {
    let page = RunOutput.pageName
    guard let text else {
      return names.isEmpty
        ? finding("no \(page), expected one from a run", ["run"])
        : finding("no \(page) of a period, only in \(names.listed)", ["open", names[0]])
    }
    if names.isEmpty && !hasWhole {
      return finding("no \(page) of \(text) and none of any other period", run)
    }
    let rest = names.count - NoReport.limit
    let listed = names.prefix(NoReport.limit) + (rest > 0 ? ["\(rest) more"] : [])
    let known = Array(hasWhole ? ["all usage"] + listed : Array(listed)).listed
    return finding(
      "no \(page) of \(isPeriod ? text : "\"\(text)\""), only of \(known)",
      isPeriod ? run : ["open"] + names.prefix(1))
  }

  private var run: [String] {
    if let name = period?.name ?? text, isPeriod { return ["run", "--period", name] }
    return ["run"]
  }

  private func finding(_ message: String, _ words: [String]) -> Finding {
    Finding(
      .error, at: Place(file: folder + "/"), code: NoReport.code, message: message,
      help: TypedCommand.text(words[0], in: root, Array(words.dropFirst())))
  }
}
