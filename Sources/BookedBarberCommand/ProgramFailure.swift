/// Why the program ends otherwise than it was asked to: one sentence for the person, one number for scripts.
struct ProgramFailure: Error, Equatable, CustomStringConvertible {
    /// BSD's `sysexits.h`, which command line tools share.
    enum ExitCode: Int32, Sendable {
        case unforeseen = 1
        /// The command line isn't understood.
        case usage = 64
        /// The database isn't fit: its migrations aren't this program's, or it has data where none was expected.
        case data = 65
        /// A server or an address that's needed can't be had.
        case unavailable = 69
        /// The state folder can't be made, entered or written, or another program has it.
        case stateFolder = 73
        case configuration = 78
        /// Told to stop before the work was done, or told twice.
        case stopped = 130
    }

    let exitCode: ExitCode
    let message: String

    init(_ exitCode: ExitCode, _ message: String) {
        self.exitCode = exitCode
        self.message = message
    }

    var description: String { message }
}
