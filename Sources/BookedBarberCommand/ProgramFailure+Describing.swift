import BookedBarber
import LocalServers
import Postgres

extension ProgramFailure {
    /// What an error of the layers below means for the person who started the program.
    init(describing error: any Error) {
        switch error {
        case let failure as ProgramFailure: self = failure
        case let error as LocalServerError: self.init(Self.exitCode(of: error), error.message)
        case let error as PostgresError: self.init(Self.exitCode(of: error), "The database: \(error.message)")
        case let error as MigrationError: self.init(.data, error.description)
        case let error as SeedError: self.init(error.code == .scaleOutOfRange ? .usage : .data, error.description)
        default: self.init(.unforeseen, "\(error)")
        }
    }

    private static func exitCode(of error: LocalServerError) -> ExitCode {
        switch error.code {
        case .folderUnusable, .folderInUse: .stateFolder
        case .invalidConfiguration: .configuration
        default: .unavailable
        }
    }

    private static func exitCode(of error: PostgresError) -> ExitCode {
        error.code == .invalidConfiguration ? .configuration : .unavailable
    }
}
