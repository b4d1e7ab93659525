import Foundation

/// Ends the process without waiting for anything.
enum ProcessEnd {
    static func now(_ exitCode: ProgramFailure.ExitCode) -> Never {
        _exit(exitCode.rawValue)
    }
}
