/// The help of the whole program.
enum Help {
  static var text: String {
    var text = "assay: recompute what usage cost and what it should have been charged\n"
    text += "usage: assay COMMAND [WORKSPACE] [OPTIONS]\n"
    for command in CommandDeclaration.all {
      text += "  " + command.name.padded(to: 11) + command.summary + "\n"
    }
    return text + """
      Start:   assay init demo && assay run demo
      Month:   assay run --period 2026-09
      Help:    assay COMMAND --help     Version: assay --version
      Exit status: 0 all rows used, 2 some not, 1 nothing done, 3 --fail-on met,
                   64 wrong arguments

      """
  }
}
