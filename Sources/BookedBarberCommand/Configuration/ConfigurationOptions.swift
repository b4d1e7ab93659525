import ArgumentParser
import Foundation

/// The options that every subcommand has.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Configuration file. Without it, config/optimization-config.yaml is read if it's there.", valueName: "file")
    )
    var config: String?

    @Option(help: ArgumentHelp("State folder, where the private PostgreSQL lives.", valueName: "folder"))
    var state: String?

    @Option(help: ArgumentHelp("trace, debug, info, notice, warning, error or critical.", valueName: "level"))
    var logLevel: String?

    static let usualFile = "config/optimization-config.yaml"

    /// Reads and checks everything that can be set.
    ///
    /// - Parameter options: values of further options, by path.
    /// - Throws: ``ProgramFailure`` with every mistake and its place.
    func load(_ options: [String: String?] = [:]) throws(ProgramFailure) -> LoadedConfiguration {
        var given = options.compactMapValues(\.self)
        given["state"] = state
        given["log.level"] = logLevel
        do {
            return try LoadedConfiguration.resolve(
                file: try file(), environment: ProcessInfo.processInfo.environment, options: given)
        } catch let failure as ProgramFailure {
            throw failure
        } catch let error as ConfigurationError {
            throw ProgramFailure(.configuration, error.description)
        } catch let problem as ConfigurationProblem {
            throw ProgramFailure(.configuration, ConfigurationError(problems: [problem]).description)
        } catch {
            throw ProgramFailure(.configuration, "The configuration can't be read: \(error)")
        }
    }

    private func file() throws -> ConfigurationFile? {
        let path = config ?? Self.usualFile
        if config == nil, !FileManager.default.fileExists(atPath: path) { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ProgramFailure(.configuration, "The configuration file \(path) isn't there, or can't be read.")
        }
        guard let yaml = String(validating: data, as: UTF8.self) else {
            throw ConfigurationProblem.unreadable(path, line: 1, "this isn't UTF-8 text")
        }
        return try ConfigurationFile(yaml: yaml, path: path)
    }
}
