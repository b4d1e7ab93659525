import ArgumentParser
import Foundation

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Print the configuration in force, and where each value comes from.",
        discussion: """
            Options win over environment variables, and those over the file. Passwords and other secrets are hidden. \
            docs/configuration.md says what each key means and what it may hold.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Flag(help: "Print JSON: an array with an object for each key.")
    var json = false

    @Option(help: ArgumentHelp("Print the value of this key alone, e.g. http.port.", valueName: "key"))
    var value: String?

    func validate() throws {
        guard let value, ConfigurationKeyIndex.all.keys[value] == nil else { return }
        let nearest = SpellingSuggestion.nearest(to: value, among: ConfigurationKeyIndex.all.keys.keys)
        throw ValidationError("There's no key \(value)." + (nearest.map { " Did you mean \($0)?" } ?? ""))
    }

    func run() throws {
        let loaded = try options.load()
        let report = ConfigurationReport(loaded, stateDirectory: StateDirectory.inForce(loaded.configuration))
        if let value {
            StandardOutput.line(report.rows.first { $0.key == value }?.value.description ?? "")
        } else if json {
            StandardOutput.line(try report.json())
        } else {
            let notes = ConfigurationReport.notes(environment: ProcessInfo.processInfo.environment)
            StandardOutput.line(report.table + "\n\n" + notes.joined(separator: "\n"))
        }
    }
}
