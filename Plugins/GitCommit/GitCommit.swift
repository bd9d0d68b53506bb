import PackagePlugin

/// Writes the commit of the source into a Swift file before each build; SwiftPM keeps a manifest's answers, so that
/// `Context.gitInformation` names the commit of the first build.
@main struct GitCommit: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) -> [Command] {
    let folder = context.pluginWorkDirectoryURL
    return [
      .prebuildCommand(
        displayName: "Commit of the source",
        executable: context.package.directoryURL.appending(path: "scripts/print-commit"),
        arguments: [folder.appending(path: "Commit.swift").path], outputFilesDirectory: folder)
    ]
  }
}
