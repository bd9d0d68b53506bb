import Foundation
import Testing

/// Helps that are to be typed, for names that a shell would not take as they stand, and in places where the
/// usual words would not help.
struct RemedyCommandTests {
  /// The result of a shell in an empty folder, and the help that the last command gives.
  @Test(arguments: [
    ("$ASSAY check 'no such ws'", "make a workspace: assay init 'no such ws'"),
    ("$ASSAY check \"it's\"", "make a workspace: assay init 'it'\\''s'"),
    ("$ASSAY check -- -dash", "make a workspace: assay init ./-dash"),
    ("mkdir 'a b'; $ASSAY check 'a b'", "make it one: assay init 'a b'"),
    ("mkdir -p 'my ws/ledger'; $ASSAY check 'my ws'", "cp usage.csv 'my ws/ledger/'"),
    ("mkdir -p -- -w/ledger; $ASSAY check -- -w", "cp usage.csv ./-w/ledger/"),
    ("mkdir -p ws/prices/f.csv; $ASSAY check ws", "move it away: mv ws/prices/f.csv ws/.."),
    ("mkdir -p prices/f.csv; $ASSAY check", "move it away: mv prices/f.csv .."),
    ("mkdir ledger; touch out; $ASSAY run", "name a folder: --output reports"),
    ("mkdir ledger; touch x; $ASSAY run --output x", "name a folder: --output out"),
    (
      "mkdir -p 'w s/ledger'; ln -s real.db 'w s/assay.db'; $ASSAY run 'w s'",
      "remove the link, so that a run creates the file: rm 'w s/assay.db'"
    ),
  ])
  func `what a help says is typed as it is`(line: String, help: String) throws {
    let folder = try Scratch()
    let run = try Program.shell("cd '\(folder.path(""))'; \(line)")
    #expect((run.errors + "\n").contains(help + "\n"), "\(run.errors)")
  }

  @Test func `the next step of a new workspace is typed as it is`() throws {
    let folder = try Scratch()
    for (name, step) in [("a b c", "'a b c'"), ("-dash", "./-dash"), ("plain", "plain")] {
      let made = try Program.assay(["init", "--", name], in: folder.path(""))
      #expect(made.output.hasSuffix("\n  3  assay check \(step)\n"), "\(made.output)")
    }
  }

  /// Whoever may do everything is not refused.
  @Test(.enabled(if: getuid() != 0))
  func `the right to what is not there yet is that to the folder above it`() throws {
    let folder = try Scratch()
    let run = try Program.shell(
      "cd '\(folder.path(""))'; mkdir 'r o'; chmod 555 'r o'; $ASSAY init 'r o/x'; chmod 755 'r o'")
    #expect(
      run.errors.contains("help: grant yourself access: chmod u+rwX 'r o'\n"), "\(run.errors)")
  }
}
