import Foundation

/// The server programs of one PostgreSQL version on this machine.
public struct PostgresInstallation: Sendable, Equatable {
    /// The oldest major version that works.
    public static let oldestVersion = 15

    /// The folder that holds `postgres`, `initdb` and the other programs.
    public let binDirectory: String
    /// The major version, for example 17.
    public let version: Int

    public init(binDirectory: String, version: Int) {
        self.binDirectory = binDirectory
        self.version = version
    }

    public func path(of program: String) -> String { "\(binDirectory)/\(program)" }

    /// Looks for PostgreSQL's server programs: on `PATH`, then where Debian, Homebrew and the PostgreSQL project's own
    /// packages put them, newest first.
    ///
    /// - Parameters:
    ///   - environment: where `PATH` is read from.
    ///   - version: the major version that is wanted, when a data folder exists already: only the version that made
    ///     it can open it. Nil takes any from ``oldestVersion`` on.
    /// - Throws: `programMissing` with what to install.
    public static func find(
        environment: [String: String] = ProcessInfo.processInfo.environment, version: Int? = nil
    ) async throws(LocalServerError) -> PostgresInstallation {
        var found: [PostgresInstallation] = []
        for directory in PostgresSearch(environment: environment).directories {
            guard let installation = await inspect(directory) else { continue }
            if version.map({ $0 == installation.version }) ?? (installation.version >= oldestVersion) {
                return installation
            }
            found.append(installation)
        }
        if Task.isCancelled {
            throw LocalServerError(.cancelled, "The search for PostgreSQL's programs was cancelled.")
        }
        throw PostgresSearch.missing(wanted: version, found: found.map(\.version))
    }

    private static func inspect(_ directory: String) async -> PostgresInstallation? {
        let command = ShortCommand(
            program: "\(directory)/postgres", arguments: ["--version"], timeout: .seconds(10))
        guard let result = try? await command.run(), result.succeeded,
            let version = PostgresSearch.majorVersion(in: result.output)
        else { return nil }
        return PostgresInstallation(binDirectory: directory, version: version)
    }
}
